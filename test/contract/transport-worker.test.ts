import { expect, it } from 'vitest'
import { startCore, type CoreHost, type HostWorld } from '../../src/main/shells/host/core-host.ts'
import { ok } from '../../src/shared/domain/result.ts'
import { describeTransport } from './transport-suite.ts'

const worker = new URL('./transport-double-worker.ts', import.meta.url)

async function startDouble(world: HostWorld = {}, directory = 'data'): Promise<CoreHost> {
  const started = await startCore({ directory, automatic: false }, { worker, ...world })
  if (!started.ok) throw new Error(started.error.message)
  return started.value
}

describeTransport('a worker thread', async () => {
  const host = await startDouble()
  return { call: (method, params) => host.call(method, params), listen: host.listen, close: host.close }
})

it('answers why the core could not be opened', async () => {
  const started = await startCore({ directory: 'locked', automatic: false }, { worker })
  expect(started).toMatchObject({ ok: false, error: { kind: 'locked', details: { pid: 4711 }, retryable: true } })
})

it('answers `internal` when opening the core throws', async () => {
  const started = await startCore({ directory: 'throws', automatic: false }, { worker })
  expect(started).toMatchObject({ ok: false, error: { kind: 'internal' } })
})

it('answers whoever waits, and whoever comes later, with `internal` when the worker dies', async () => {
  const host = await startDouble()
  const reasons: string[] = []
  host.onCrash((reason) => reasons.push(reason))
  const waiting = host.call('sync.run', {})
  const crashing = host.call('data.crash', {})
  expect(await waiting).toMatchObject({ ok: false, error: { kind: 'internal' } })
  expect(await crashing).toMatchObject({ ok: false, error: { kind: 'internal' } })
  expect(await host.call('people.list', {})).toMatchObject({ ok: false, error: { kind: 'internal' } })
  expect(reasons).toEqual(['crashed on purpose'])
})

it('does not call its own closing a crash', async () => {
  const host = await startDouble()
  const reasons: string[] = []
  host.onCrash((reason) => reasons.push(reason))
  await host.close()
  expect(reasons).toEqual([])
  expect(await host.call('people.list', {})).toMatchObject({ ok: false, error: { kind: 'notAllowed' } })
})

it('lets the worker ask the main thread for credentials', async () => {
  const secrets = {
    read: (connectionID: string, name?: string) => Promise.resolve(ok({ apiKey: `${connectionID}/${name ?? ''}` })),
    write: () => Promise.resolve(ok(undefined)),
    remove: () => Promise.resolve(),
  }
  const host = await startDouble({ secrets })
  expect(await host.call('data.secret', {})).toEqual({ ok: true, value: ok({ apiKey: 'C1/Shop' }) })
  await host.close()
})
