import { expect, test } from 'vitest'
import { openSyncWorld } from '../../support/sync-world.ts'

test('a record that fails for ever delays nobody by more than a cycle, however often it is tried again', async () => {
  const world = await openSyncWorld()
  await world.run()
  // Twice: a single answer proves nothing about stamps.
  world.receive('H', 'W2', 1)
  await world.run()
  world.receive('H', 'W2', 1)
  await world.run()
  const bad = world.receive('D', 'W1', -500)
  for (let round = 0; round < 3; round += 1) {
    await world.clock.sleep(600_000)
    const good = ['A', 'B', 'C', 'E'].map((sku) => world.receive(sku, 'W1', 1))
    await world.run()
    await world.run()
    expect(world.states(...good)).toEqual(good.map(() => 'applied'))
    expect(world.states(bad)).toEqual(['rejected'])
    world.decide(bad, 'retry')
  }
  expect(world.figure('A', 'W1')).toBe(43)
  expect(world.figure('D', 'W1')).toBe(40)
})

test('a record whose answers always get lost delays nobody else', async () => {
  const world = await openSyncWorld({
    wrapRemote: (remote) => ({
      ...remote,
      send: (batch, signal, turn) =>
        batch.endpoint === 'update' && batch.rows.some((row) => row.key === 'D')
          ? Promise.resolve({
              ok: false,
              error: { kind: 'uncertain', cause: 'serverError', status: 500, complete: false, text: 'broken' },
            })
          : remote.send(batch, signal, turn),
    }),
  })
  await world.run()
  const bad = world.queue({ uid: world.uid('item', 'D'), kind: 'set-field', payload: { fields: { name: 'Never' } } })
  for (let round = 0; round < 5; round += 1) {
    await world.clock.sleep(60_000)
    const good = [world.receive('A', 'W1', 1), world.receive('B', 'W1', 1)]
    const edit = world.queue({
      uid: world.uid('item', 'C'),
      kind: 'set-field',
      payload: { fields: { name: `Round ${String(round)}` } },
    })
    for (let cycle = 0; cycle < 3; cycle += 1) await world.run()
    expect(world.states(...good)).toEqual(['applied', 'applied'])
    expect(world.states(edit)).toEqual(['applied'])
  }
  expect(world.change(bad).state).not.toBe('applied')
})

test('a record that is too large for the remote alone is refused, and the others go through', async () => {
  const world = await openSyncWorld({
    wrapRemote: (remote) => ({
      ...remote,
      send: (batch, signal, turn) =>
        batch.endpoint === 'update' && batch.rows.some((row) => row.key === 'D')
          ? Promise.resolve({ ok: false, error: { kind: 'tooLarge', text: 'Too large' } })
          : remote.send(batch, signal, turn),
    }),
  })
  await world.run()
  const edit = (sku: string): number =>
    world.queue({ uid: world.uid('item', sku), kind: 'set-field', payload: { fields: { name: 'New' } } })
  const good = ['A', 'B', 'C', 'E'].map(edit)
  const bad = edit('D')
  await world.run()
  expect(world.states(...good)).toEqual(good.map(() => 'applied'))
  expect(world.states(bad)).toEqual(['rejected'])
})
