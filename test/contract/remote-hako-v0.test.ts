import { afterEach, describe, expect, it } from 'vitest'
import type { Batch } from '../../src/main/core/ports.ts'
import type { HakoV0Switches } from '../../src/main/practice/practice.ts'
import { hakoV0, startHakoV0World, type HakoV0World } from './remote-hako-v0-world.ts'
import { describeRemote } from './remote-suite.ts'
import { acknowledged, failureOf, list, send } from './remote-world.ts'

describeRemote(hakoV0)

describe('hako-v0', () => {
  const worlds: HakoV0World[] = []
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close()
  })
  const start = async (switches: Partial<HakoV0Switches> = {}): Promise<HakoV0World> => {
    const world = await startHakoV0World({}, switches)
    worlds.push(world)
    return world
  }
  const set = (warehouseID: string, quantity: number, first?: true): Batch => ({
    endpoint: 'setStock',
    rows: [{ sku: 'a', warehouseID, quantity }],
    ...(first === undefined ? {} : { first }),
  })

  it('makes a first figure where there is none, and is refused where there is one', async () => {
    const { remote, truth } = await start()
    const answer = await acknowledged(remote, set('w-NY', 4, true))
    expect(answer.records).toEqual([{ kind: 'item', key: 'a', stock: new Map([['w-NY', 4]]) }])
    expect(failureOf(await send(remote, set('w-NY', 9, true)))).toMatchObject({ kind: 'refused', status: 400 })
    expect(truth().items['a']?.stock).toEqual({ 'w-SF': 10, 'w-NY': 4 })
  })

  it('updates no figure that is not there', async () => {
    const { remote, truth } = await start()
    expect(failureOf(await send(remote, set('w-NY', 4)))).toMatchObject({ kind: 'refused' })
    expect(truth().items['a']?.stock).toEqual({ 'w-SF': 10 })
  })

  it('an item is as new as the newest of its rows', async () => {
    const { remote, advance, now } = await start()
    const before = (await list(remote, 'item', { key: 'a' })).records[0]?.updatedAt ?? 0
    advance(5_000)
    const answer = await acknowledged(remote, set('w-SF', 7))
    expect(answer.records).toEqual([{ kind: 'item', key: 'a', stock: new Map([['w-SF', 7]]), updatedAt: now() }])
    expect((await list(remote, 'item', { key: 'a' })).records[0]?.updatedAt).toBe(now())
    expect(now()).toBeGreaterThan(before)
  })

  it('a stamp that listings do not show is not taken from an answer either', async () => {
    const { remote, control } = await start({ inventoryStamps: 'absent' })
    await list(remote, 'item')
    control.setSwitches({ inventoryStamps: 'shown' })
    expect((await acknowledged(remote, set('w-SF', 7))).records[0]).not.toHaveProperty('updatedAt')
  })

  it('a deleted row is no stock, and takes its stamp along', async () => {
    const { remote, advance, control } = await start()
    advance(5_000)
    await acknowledged(remote, set('w-NY', 4, true))
    const after = (await list(remote, 'item', { key: 'a' })).records[0]?.updatedAt ?? 0
    const deleted = control.actAsOther({ kind: 'empty', sku: 'a', warehouseID: 'w-NY' })
    expect(deleted.body).toEqual([{ sku: 'a', warehouseID: 'w-NY' }])
    const [item] = (await list(remote, 'item', { key: 'a' })).records
    expect(item?.stock).toEqual(new Map([['w-SF', 10]]))
    expect(item?.updatedAt ?? 0).toBeLessThan(after)
  })

  it('stock that comes and goes between its two listings spoils neither', async () => {
    const { remote, control } = await start()
    const turn = (): Promise<void> => {
      const body = [{ sku: 'late', name: 'Late' }]
      control.actAsOther({ kind: 'request', request: { method: 'POST', path: '/v0/items', body } })
      control.actAsOther({ kind: 'set', sku: 'late', warehouseID: 'w-SF', quantity: 3 })
      control.actAsOther({ kind: 'request', request: { method: 'DELETE', path: '/v0/items', body: [{ sku: 'a' }] } })
      return Promise.resolve()
    }
    const torn = await list(remote, 'item', {}, turn)
    expect(torn.records.map(({ key, stock }) => [key, stock?.size])).toEqual([
      ['b', 0],
      ['late', 0],
    ])
    const [late] = (await list(remote, 'item', { key: 'late' })).records
    expect(late?.stock).toEqual(new Map([['w-SF', 3]]))
  })

  it.each(['items', 'inventory'])('a body that was stripped on the way of %s is noticed', async (path) => {
    const { remote, fault, control } = await start()
    control.actAsOther({ kind: 'set', sku: 'b', warehouseID: 'w-SF', quantity: 3 })
    fault({ kind: 'body-stripped' }, { path })
    const failure = failureOf((await list(remote, 'item', { key: 'a' })).result)
    expect(failure).toMatchObject({ kind: 'uncertain', cause: 'filterIgnored' })
  })

  it('has no words for differences', async () => {
    const { remote } = await start()
    const rows = [{ sku: 'a', warehouseID: 'w-SF', quantity: 1 }]
    expect(() => remote.body({ endpoint: 'increment', rows })).toThrow('no words for increment')
  })
})
