import { describe, expect, test } from 'vitest'
import type { Result } from '../../../src/shared/domain/result.ts'
import type { AppError } from '../../../src/shared/contract/errors.ts'
import { lastDecision } from '../../../src/main/core/store/decisions.ts'
import { decideChanges } from '../../../src/main/core/sync/decide.ts'
import type { Decided, Given } from '../../../src/main/core/sync/decision.ts'
import { takeBack, type TakenBack } from '../../../src/main/core/sync/take-back.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

const lost = { kind: 'response-lost', how: 'reset' } as const

async function taught(): Promise<SyncWorld> {
  const world = await openSyncWorld()
  await world.run()
  // Twice: a single answer proves nothing about stamps.
  world.receive('H', 'W1', 1)
  await world.run()
  world.receive('H', 'W1', 1)
  await world.run()
  await world.clock.sleep(600_000)
  await world.run()
  await world.clock.sleep(10_000)
  world.server.control.clearRequests()
  return world
}

const give = (world: SyncWorld, ids: readonly number[], given: Partial<Given> & Pick<Given, 'answer'>) =>
  world.store.write((writer): Result<Decided, AppError> =>
    decideChanges(writer, ids, { at: world.clock.now(), groupID: `g${String(world.clock.now())}`, ...given }),
  )

const takeLastBack = (world: SyncWorld): Result<TakenBack, AppError> =>
  world.store.write((writer) => {
    const decision = lastDecision(writer, world.connection)
    if (!decision) throw new Error('There is no answer')
    return takeBack(writer, decision, world.clock.now())
  })

/** Two lost answers of two items: one seems to have arrived, the other not. */
async function twoQuestions(): Promise<{ world: SyncWorld; arrived: number; not: number }> {
  const world = await taught()
  const arrived = world.receive('A', 'W1', 5)
  world.server.control.schedule(lost, { on: 'write' })
  await world.run()
  const not = world.receive('B', 'W1', 5)
  world.server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
  // Written in the tick of the send: no stamp can clear it.
  world.server.control.actAsOther({ kind: 'edit', sku: 'B', changes: { name: 'Edited' } })
  await world.run()
  return { world, arrived, not }
}

describe('a lost answer', () => {
  test('says how likely it is that it arrived, and who else was seen', async () => {
    const world = await taught()
    for (const quantity of [2, 3]) {
      world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity })
      await world.clock.sleep(60_000)
      await world.run()
    }
    await world.clock.sleep(60_000)
    const id = world.receive('A', 'W1', 5)
    world.server.control.schedule(lost, { on: 'write' })
    await world.run()
    const { likelihood } = world.change(id).question ?? {}
    expect(likelihood).toMatchObject({ prior: 0.6, others: [{ by: 3 }, { by: 2 }] })
    expect(likelihood?.applied).toBeGreaterThan(0.95)
    expect(likelihood?.perMinute).toBeGreaterThan(0.01)
    // However likely: it is asked (rule 21).
    expect(world.states(id)).toEqual(['quarantined'])
  })

  test('of a transfer may be given up as well', async () => {
    const world = await taught()
    const id = world.queue({
      uid: world.uid('item', 'A'),
      kind: 'transfer',
      warehouse: world.uid('warehouse', 'W1'),
      toWarehouse: world.uid('warehouse', 'W2'),
      quantity: 3,
    })
    world.server.control.schedule(lost, { on: 'write' })
    await world.run()
    expect(world.change(id).question?.answers).toEqual(['applied', 'resend', 'discard'])
    world.decide(id, 'discard')
    await world.run()
    expect(world.states(id)).toEqual(['discarded'])
    expect(world.writes()).toHaveLength(1)
  })
})

describe('several questions at once', () => {
  test('take one answer, or each its own suggestion', async () => {
    const { world, arrived, not } = await twoQuestions()
    expect(world.change(arrived).question?.suggested).toBe('applied')
    expect(world.change(not).question?.suggested).toBe('resend')
    expect(give(world, [arrived, not], { answer: 'suggested' }).ok).toBe(true)
    expect(world.states(arrived, not)).toEqual(['applied', 'ready'])
    await world.run()
    expect([world.figure('A', 'W1'), world.figure('B', 'W1')]).toEqual([45, 45])
  })

  test('all or none: one that does not take the answer stops the others', async () => {
    const { world, arrived, not } = await twoQuestions()
    expect(give(world, [arrived, not], { answer: 'mine' })).toMatchObject({ error: { kind: 'notAllowed' } })
    expect(give(world, [arrived, not], { answer: 'count', quantity: 3 })).toMatchObject({ error: { kind: 'invalid' } })
    expect(world.states(arrived, not)).toEqual(['quarantined', 'quarantined'])
  })
})

describe('an answer', () => {
  test.each(['applied', 'resend', 'count'] as const)(
    '"%s" is taken back as long as nothing has left',
    async (answer) => {
      const { world, arrived } = await twoQuestions()
      const before = [world.change(arrived), world.seen('A', 'W1')]
      const given = give(world, [arrived], { answer, quantity: 44 })
      expect(given.ok && world.states(arrived, ...given.value.changeIDs)).not.toContain('quarantined')
      expect(takeLastBack(world)).toMatchObject({ ok: true, value: { reopened: [arrived] } })
      const after = [{ ...world.change(arrived), stateAt: expect.any(Number) as unknown }, world.seen('A', 'W1')]
      expect(after).toEqual([{ ...before[0], stateAt: expect.any(Number) as unknown }, before[1]])
      await world.run()
      expect(world.figure('A', 'W1')).toBe(45)
      expect(world.states(arrived)).toEqual(['quarantined'])
    },
  )

  test('whose result has left stands', async () => {
    const { world, arrived } = await twoQuestions()
    give(world, [arrived], { answer: 'resend' })
    await world.run()
    expect(takeLastBack(world)).toMatchObject({ ok: false, error: { kind: 'notAllowed' } })
    expect(world.states(arrived)).toEqual(['applied'])
  })

  test('that gave up a new record gives it back with what hung on it', async () => {
    const world = await taught()
    const { uid, id } = world.create('A9', { fields: { name: 'Mine' } })
    const stock = world.queue({ uid, kind: 'stock-delta', warehouse: world.uid('warehouse', 'W1'), quantity: 2 })
    world.server.control.actAsOther({ kind: 'create', sku: 'A9', fields: { name: 'Theirs' } })
    await world.run()
    expect(world.states(id, stock)).toEqual(['conflict', 'blocked'])
    give(world, [id], { answer: 'mine' })
    expect(world.states(id, stock)).toEqual(['applied', 'ready'])
    expect(takeLastBack(world).ok).toBe(true)
    expect(world.states(id, stock)).toEqual(['conflict', 'blocked'])
    await world.run()
    expect(world.figure('A9', 'W1') ?? 0).toBe(0)
  })
})

describe('a new record that met one that existed', () => {
  test('becomes an edit of it, and its first stock a question of its own', async () => {
    const world = await taught()
    const warehouse = world.uid('warehouse', 'W1')
    const { id } = world.create('N', { fields: { name: 'Mine' }, stock: [{ warehouse, quantity: 5 }] })
    world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs' } })
    world.server.control.actAsOther({ kind: 'receive', sku: 'N', warehouseID: 'W1', quantity: 7 })
    await world.run()
    expect(world.change(id).question).toMatchObject({ reason: 'keyTaken' })
    const { changeIDs } = world.decide(id, 'mine')
    const asked = changeIDs.map((changeID) => world.change(changeID))
    expect(asked.map(({ kind, state }) => [kind, state])).toEqual([
      ['set-field', 'ready'],
      ['stock-delta', 'quarantined'],
    ])
    expect(asked[1]?.question).toMatchObject({
      reason: 'firstStock',
      legs: [{ warehouseID: 'W1', by: 5, now: 7 }],
      answers: ['resend', 'discard', 'count'],
    })
    await world.run()
    expect(world.figure('N', 'W1')).toBe(7)
    world.decide(changeIDs[1] ?? 0, 'resend')
    await world.run()
    expect(world.figure('N', 'W1')).toBe(12)
    expect(world.server.control.snapshot().items.find((item) => item.sku === 'N')?.name).toBe('Mine')
  })
})

describe('"theirs"', () => {
  test('drops what is disputed and keeps the rest of an edit', async () => {
    const world = await taught()
    const id = world.queue({
      uid: world.uid('item', 'A'),
      kind: 'set-field',
      payload: { fields: { name: 'Mine', price: 9 } },
      baseSeen: { fields: { name: 'Item A', price: 5 } },
    })
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    await world.run()
    expect(world.change(id).question?.theirsAt).toBeGreaterThan(0)
    world.decide(id, 'theirs')
    await world.run()
    expect(world.server.control.snapshot().items.find((item) => item.sku === 'A')).toMatchObject({
      name: 'Theirs',
      price: 9,
    })
  })
})

describe('parts of a bundle', () => {
  const parts = (...pairs: [string, number][]) => pairs.map(([sku, quantity]) => ({ sku, quantity }))

  async function disputed(): Promise<{ world: SyncWorld; id: number }> {
    const world = await taught()
    const post = (method: 'POST' | 'PATCH', item_skus: unknown): void => {
      const body =
        method === 'POST' ? [{ sku: 'SET', name: 'Set', item_skus }] : [{ sku: 'SET', updates: { item_skus } }]
      const answer = world.server.control.actAsOther({
        kind: 'request',
        request: { method, path: '/v1/bundles', body },
      })
      if (answer.status !== 200) throw new Error(JSON.stringify(answer))
    }
    post('POST', parts(['A', 1], ['B', 1]))
    await world.run(true)
    const id = world.queue({
      uid: world.uid('bundle', 'SET'),
      recordKind: 'bundle',
      kind: 'set-field',
      payload: { fields: { components: parts(['A', 5], ['B', 1], ['C', 2]) } },
      baseSeen: { fields: { components: parts(['A', 1], ['B', 1]) } },
    })
    await world.clock.sleep(10_000)
    post('PATCH', parts(['A', 3], ['B', 4]))
    await world.run()
    return { world, id }
  }

  test('are asked one by one, and what only one side changed is taken from it', async () => {
    for (const [side, a] of [
      ['mine', 5],
      ['theirs', 3],
    ] as const) {
      const { world, id } = await disputed()
      expect(world.change(id).question?.fields).toEqual([{ field: 'components:A', base: 1, mine: 5, theirs: 3 }])
      give(world, [id], { answer: side })
      await world.run()
      const bundle = world.server.control.snapshot().bundles.find(({ sku }) => sku === 'SET')
      expect(bundle?.components).toEqual(parts(['A', a], ['B', 4], ['C', 2]))
    }
  })
})
