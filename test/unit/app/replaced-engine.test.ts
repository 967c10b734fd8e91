import { expect, it, onTestFinished } from 'vitest'
import { openRemote } from '../../../src/main/remotes/remote.ts'
import { startPracticeServer } from '../../../src/main/practice/practice.ts'
import { err, ok } from '../../../src/shared/domain/result.ts'
import { openCoreWorld } from '../../support/core-world.ts'

it('asks about what was on the wire when the connection was saved anew', async () => {
  const server = await startPracticeServer({ seed: { items: 2 } })
  onTestFinished(() => server.close())
  let onTheWire: () => void = () => undefined
  const sent = new Promise<void>((resolve) => (onTheWire = resolve))
  let holds = true
  const { call } = await openCoreWorld({
    ports: {
      openRemote: (settings) => {
        const opened = openRemote({ environment: {} })(settings)
        if (!opened.ok) return opened
        const remote = opened.value
        return ok({
          ...remote,
          send: (batch, signal, turn) =>
            holds
              ? new Promise((resolve) => {
                  onTheWire()
                  signal.addEventListener('abort', () => {
                    resolve(err({ kind: 'uncertain', cause: 'reset', status: null, complete: false, text: '' }))
                  })
                })
              : remote.send(batch, signal, turn),
        })
      },
    },
  })
  const saved = { name: 'Shop', remote: 'hako-v1', baseUrl: server.baseUrl, options: { settleSeconds: 0 } } as const
  const { connectionID } = await call('connections.save', { ...saved, credentials: { apiKey: server.apiKey } })
  await call('sync.run', {})
  const [cell] = (await call('stock.list', {})).rows
  if (!cell) throw new Error('The seed has stock')
  const { sku, warehouseID } = cell
  const { changeIDs } = await call('stock.receive', { sku, warehouseID, quantity: 3 })
  call('sync.run', {}).catch(() => undefined)
  await sent
  holds = false
  await call('connections.save', { ...saved, connectionID, name: 'Shop, renamed' })
  expect(await call('sync.run', {})).toMatchObject({ questions: 1, waiting: 0 })
  const [row] = (await call('queue.list', { changeID: changeIDs[0] })).rows
  expect(row).toMatchObject({ state: 'quarantined', question: { reason: 'lostAnswer' } })
})
