import { expect, test } from 'vitest'
import { learntFacts } from '../../../src/main/core/sync/learnt-facts.ts'
import { readSyncState } from '../../../src/main/core/store/sync-state.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

const facts = (world: SyncWorld) =>
  Object.fromEntries(
    learntFacts(readSyncState(world.store.reader, world.connection), 100).map((fact) => [fact.name, fact]),
  )

test('ordinary answers teach what an account does', async () => {
  const world = await openSyncWorld()
  await world.run()
  expect(facts(world)['stockMovesStamp']).toMatchObject({ verdict: 'unknown', yes: 0, no: 0 })
  for (const sku of ['A', 'B', 'C']) world.receive(sku, 'W1', 5)
  world.queue({ uid: world.uid('item', 'D'), kind: 'rename', payload: { key: 'D2' } })
  await world.run()
  await world.run()
  expect(facts(world)).toMatchObject({
    stockMovesStamp: { verdict: 'yes', yes: 3 },
    idSurvivesRename: { verdict: 'yes', yes: 1 },
    datedAnswers: { verdict: 'yes' },
    filtersKept: { verdict: 'yes' },
    stampStep: { verdict: 'yes', value: 1000 },
    fullBatches: { verdict: 'unknown', value: 100 },
    errorShape: { verdict: 'unknown', value: null },
  })
})

test.each(['nested', 'flat', 'text'] as const)('refusals worded as %s are told apart', async (errorShape) => {
  const world = await openSyncWorld({ switches: { errorShape } })
  await world.run()
  world.receive('D', 'W1', -500)
  await world.run()
  expect(facts(world)['errorShape']).toMatchObject({ verdict: 'yes', yes: 1, value: errorShape })
})

test('what an account does not do is counted as well', async () => {
  const world = await openSyncWorld({
    switches: { stockMovesUpdatedAt: false, ids: 'new-on-rename' },
  })
  await world.run()
  world.server.control.setSwitches({ largestArray: 2 })
  for (const sku of ['A', 'B', 'C', 'E']) world.receive(sku, 'W1', 5)
  world.queue({ uid: world.uid('item', 'D'), kind: 'rename', payload: { key: 'D2' } })
  await world.run()
  const learnt = facts(world)
  expect(learnt['stockMovesStamp']?.verdict).toBe('no')
  expect(learnt['idSurvivesRename']).toMatchObject({ verdict: 'no', no: 1 })
  expect(learnt['fullBatches']).toMatchObject({ verdict: 'no', value: 1 })
})
