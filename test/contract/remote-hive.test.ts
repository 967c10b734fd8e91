import { afterEach, describe, expect, it } from 'vitest'
import type { Batch } from '../../src/main/core/ports.ts'
import type { HiveSwitches } from '../../src/main/practice/practice.ts'
import { hive, startHiveWorld, type HiveWorld } from './remote-hive-world.ts'
import { describeRemote } from './remote-suite.ts'
import { acknowledged, failureOf, list, never, noWait, send } from './remote-world.ts'

describeRemote(hive)

describe('hive where its documents are unsure, or strict', () => {
  const worlds: HiveWorld[] = []
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close()
  })
  const start = async (switches: Partial<HiveSwitches> = {}): Promise<HiveWorld> => {
    const world = await startHiveWorld({}, switches)
    worlds.push(world)
    return world
  }
  const rename = (name: string): Batch => ({ endpoint: 'update', kind: 'item', rows: [{ key: 'a', fields: { name } }] })
  const create = (...keys: string[]): Batch => ({
    endpoint: 'create',
    kind: 'item',
    rows: keys.map((key) => ({ key, fields: { name: `New ${key}` } })),
  })
  const sku = ({ control }: HiveWorld, key: string) =>
    control.state().skus.find(({ merchant_sku_id: other }) => other === key)

  it('what Hive says against a write is told in its own words', async () => {
    const { remote } = await start()
    expect(failureOf(await send(remote, rename('')))).toMatchObject({
      kind: 'refused',
      status: 422,
      text: "Name can't be blank",
    })
  })

  it('a change clears nothing, and neither does a SKU made anew where one was deleted', async () => {
    const world = await start()
    const before = sku(world, 'a')
    await acknowledged(world.remote, rename('Other'))
    expect(sku(world, 'a')).toEqual({ ...before, name: 'Other' })
    world.control.removeSku('a')
    await acknowledged(world.remote, create('a', 'c'))
    expect(sku(world, 'a')).toEqual({ ...before, name: 'New a' })
  })

  it('one SKU that is there keeps all new ones from being written', async () => {
    const world = await start()
    expect(failureOf(await send(world.remote, create('c', 'a', 'd')))).toMatchObject({ kind: 'refused' })
    expect(world.arrivals().some(({ write }) => write)).toBe(false)
    expect(sku(world, 'c')).toBeUndefined()
  })

  it('a change does not bring a deleted SKU back', async () => {
    const world = await start()
    world.control.removeSku('a')
    expect(failureOf(await send(world.remote, rename('Other')))).toMatchObject({ kind: 'refused', status: 404 })
    expect(sku(world, 'a')).toMatchObject({ status: 'deleted', name: 'Item a' })
  })

  it.each([
    { kind: 'response-lost', how: 'reset' },
    { kind: 'server-error', status: 500, applied: false },
    { kind: 'truncated-json' },
  ] as const)('$kind while looking first means that nothing was sent', async (fault) => {
    const world = await start()
    world.fault(fault, { on: 'read' })
    expect(failureOf(await send(world.remote, rename('Other')))).toMatchObject({ kind: 'notSent', cause: 'network' })
    expect(world.arrivals().some(({ write }) => write)).toBe(false)
  })

  it('looking first takes a turn of its own before the write', async () => {
    const world = await start()
    const stopped = new Error('stopped while waiting')
    await expect(world.remote.send(rename('Other'), never, () => Promise.reject(stopped))).rejects.toBe(stopped)
    expect(world.arrivals().map(({ write }) => write)).toEqual([false])
  })

  it('many new SKUs are looked for in several questions, each page with its turn', async () => {
    const world = await start()
    const keys = Array.from({ length: 60 }, (_, index) => `n${String(index)}`)
    for (const key of keys.slice(0, 30)) {
      world.control.addSku(key)
      world.control.removeSku(key)
    }
    let turns = 0
    const turn = async (): Promise<void> => {
      turns += 1
      await noWait()
    }
    expect((await world.remote.send(create(...keys), never, turn)).ok).toBe(true)
    expect(world.arrivals()).toHaveLength(turns + 1)
    expect(world.control.state().skus.filter(({ status }) => status === 'active')).toHaveLength(62)
  })

  it('the limit is told with every answer, and its wait is kept to in decimals', async () => {
    const world = await start({ requestsPerMinute: 3 })
    expect(world.remote.limit?.()).toBeNull()
    await list(world.remote, 'item')
    expect(world.remote.limit?.()).toEqual({ used: 1, max: 3 })
    world.control.useLimit(2)
    const failure = failureOf((await list(world.remote, 'item')).result)
    const wait = failure.kind === 'rateLimited' ? (failure.retryAfter ?? 0) : 0
    expect(wait).toBeGreaterThan(59_000)
    expect(world.remote.limit?.()).toEqual({ used: 3, max: 3 })
  })

  it('stock that is not shown by warehouse is not said, and not zero', async () => {
    const { remote } = await start({ perWarehouse: 'absent' })
    expect((await list(remote, 'item')).records.map(({ stock }) => stock)).toEqual([undefined, undefined])
  })

  it('warehouses are those that SKUs name, and never said to be all', async () => {
    const { remote } = await start()
    expect((await list(remote, 'warehouse')).result).toMatchObject({ ok: true, value: { rows: 2, whole: false } })
  })

  it('a list with fewer rows than it says is not called whole', async () => {
    const world = await start()
    world.fault({ kind: 'row-cap', rows: 1 }, { times: 3 })
    expect((await list(world.remote, 'item')).result).toMatchObject({ ok: true, value: { whole: false } })
  })

  it('some of the new SKUs may be refused and the others taken: the answer is a refusal of the array', async () => {
    const world = await start({ bulk: 'independent' })
    const rows = [
      { key: 'c', fields: { name: 'New' } },
      { key: 'd', fields: { name: '' } },
    ]
    const failure = failureOf(await send(world.remote, { endpoint: 'create', kind: 'item', rows }))
    expect(failure).toMatchObject({ kind: 'refused', text: expect.stringContaining("can't be blank") as string })
    expect(sku(world, 'c')).toBeDefined()
  })
})
