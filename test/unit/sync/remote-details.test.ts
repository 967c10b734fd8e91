import { expect, it } from 'vitest'
import type { Remote, RemoteAttribute, RemoteLot } from '../../../src/main/core/ports.ts'
import { remoteDetailsOf } from '../../../src/main/core/store/remote-details.ts'
import { openSyncWorld } from '../../support/sync-world.ts'

interface Said {
  readonly lots?: readonly RemoteLot[]
  readonly attributes?: readonly RemoteAttribute[]
}

const lot: RemoteLot = { name: 'L-1', expires: '2027-03-31', warehouseID: 'W1', quantity: 4 }

/** A remote that says this of item A, as it stands when it is asked. */
const saying =
  (said: () => Said) =>
  (remote: Remote): Remote => ({
    ...remote,
    read: (kind, filter, onRows, signal, turn) =>
      remote.read(
        kind,
        filter,
        (rows) => onRows(rows.map((row) => (row.key === 'A' ? { ...row, ...said() } : row))),
        signal,
        turn,
      ),
  })

it('keeps, changes and drops the remote’s lots as readings say them, and writes nothing where they stand', async () => {
  let said: Said = { lots: [lot] }
  const world = await openSyncWorld({ wrapRemote: saying(() => said) })
  await world.run(true)
  const known = (): RemoteLot[] => remoteDetailsOf(world.store.reader, world.uid('item', 'A')).lots
  expect(known()).toEqual([lot])
  expect((await world.run(true)).pulled).toBe(0)

  said = { lots: [{ ...lot, quantity: 3 }] }
  await world.run(true)
  expect(known()).toEqual([{ ...lot, quantity: 3 }])

  // Not said: what was known stays.
  said = {}
  await world.run(true)
  expect(known()).toHaveLength(1)

  said = { lots: [] }
  await world.run(true)
  expect(known()).toEqual([])
})

it('gives an item made anew nothing of what was said of the one before it', async () => {
  let said: Said = { lots: [lot], attributes: [{ name: 'Colour', value: 'red' }] }
  const world = await openSyncWorld({ wrapRemote: saying(() => said) })
  await world.run(true)
  said = { lots: [{ ...lot, quantity: 1 }] }
  world.server.control.actAsOther({ kind: 'recreate', sku: 'A' })
  await world.run(true)
  const known = remoteDetailsOf(world.store.reader, world.uid('item', 'A'))
  expect(known).toEqual({ lots: [{ ...lot, quantity: 1 }], attributes: [] })
})

it('nor one that was gone for a while', async () => {
  let said: Said = { lots: [lot] }
  const world = await openSyncWorld({ wrapRemote: saying(() => said) })
  await world.run(true)
  said = {}
  world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
  await world.run(true)
  world.server.control.actAsOther({ kind: 'create', sku: 'A', fields: { name: 'Back' } })
  await world.run(true)
  expect(remoteDetailsOf(world.store.reader, world.uid('item', 'A')).lots).toEqual([])
})
