import { describe, expect, test } from 'vitest'
import {
  edit,
  openHookedWorld,
  refusal,
  serverItem,
  takeBackLast,
  type HookedWorld,
} from '../../support/hooked-world.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

/** A create that met a record of others: what was done to ours afterwards is not let loose on theirs. */

type Fields = { readonly name?: string; readonly price?: number | null }

const seen = { fields: { name: 'Mine', price: 1 } }

function meet({ world }: HookedWorld) {
  const { uid, id } = world.create('N', { fields: { name: 'Mine', price: 1 } })
  const change = (change: Parameters<typeof world.queue>[0]) => world.queue(change)
  return {
    uid,
    id,
    edit: (fields: { name?: string; price?: number }) =>
      change({ uid, kind: 'set-field', payload: { fields }, baseSeen: seen }),
    run: async () => {
      world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs', price: 77 } })
      await world.run()
      expect(world.states(id)).toEqual(['conflict'])
    },
  }
}

describe('theirs', () => {
  test('asks before a later edit of ours goes over them', async () => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const met = meet(hooked)
    const id = met.edit({ name: 'Mine 2' })
    await met.run()
    world.decide(met.id, 'theirs')
    await world.run()
    expect(world.change(id)).toMatchObject({
      state: 'conflict',
      question: { fields: [{ field: 'name', mine: 'Mine 2', theirs: 'Theirs' }] },
    })
    expect(serverItem(world, 'N')?.name).toBe('Theirs')
  })

  test('asks before a later rename, and lets go of an edit that is so already', async () => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const { uid, id } = world.create('N', { fields: { name: 'Mine' } })
    world.server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
    let later: number[] = []
    hooked.before = ({ endpoint }) => {
      if (endpoint !== 'create') return undefined
      hooked.before = null
      later = [
        world.queue({ uid, kind: 'set-field', payload: { fields: { name: 'Theirs' } }, baseSeen: seen }),
        world.queue({ uid, kind: 'rename', payload: { key: 'N2' }, baseSeen: { key: 'N' } }),
      ]
      world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs' } })
      return undefined
    }
    await world.run()
    expect(world.states(id)).toEqual(['conflict'])
    world.decide(id, 'theirs')
    await world.run()
    expect(world.states(...later)).toEqual(['superseded', 'conflict'])
    expect(serverItem(world, 'N')?.name).toBe('Theirs')
  })

  test('lets movements go on, and can be taken back with what waited behind it', async () => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const met = meet(hooked)
    const receipt = world.queue({
      ...{ uid: met.uid, warehouse: world.uid('warehouse', 'W1') },
      ...{ kind: 'stock-delta', quantity: 5 },
    })
    const later = met.edit({ name: 'Mine 2' })
    await met.run()
    world.decide(met.id, 'theirs')
    expect(world.states(receipt, later)).toEqual(['ready', 'conflict'])
    expect(takeBackLast(world).ok).toBe(true)
    expect(world.states(met.id, receipt, later)).toEqual(['conflict', 'blocked', 'blocked'])
    world.decide(met.id, 'theirs')
    await world.run()
    expect([world.states(receipt), world.figure('N', 'W1')]).toEqual([['applied'], 5])
  })
})

describe('mine', () => {
  test('sets a later value of a field that it decided, and asks about any other', async () => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const { uid, id } = world.create('N', { fields: { name: 'Mine' } })
    const fields = [{ name: 'Mine 2' }, { price: 9 }]
    const [name = 0, price = 0] = fields.map((given) =>
      world.queue({ uid, kind: 'set-field', payload: { fields: given }, baseSeen: { fields: {} } }),
    )
    world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs', price: 77 } })
    await world.run()
    world.decide(id, 'mine')
    await world.run()
    expect(world.states(name, price)).toEqual(['applied', 'conflict'])
    expect(serverItem(world, 'N')).toMatchObject({ name: 'Mine 2', price: 77 })
  })
})

test.each(['mine', 'theirs'] as const)(
  'a delete of ours is asked about before it reaches theirs (%s)',
  async (answer) => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const { uid, id } = world.create('N', { fields: { name: 'Mine' } })
    world.server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
    let removal = 0
    hooked.before = ({ endpoint }) => {
      if (endpoint !== 'create') return undefined
      hooked.before = null
      removal = world.queue({ uid, kind: 'delete', baseSeen: { key: 'N' } })
      world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs' } })
      return undefined
    }
    await world.run()
    world.decide(id, answer)
    await world.run()
    expect(world.change(removal)).toMatchObject({ state: 'conflict', question: { reason: 'changedRemotely' } })
    expect(serverItem(world, 'N')?.sku).toBe('N')
  },
)

describe('what had gone along with a create that met theirs', () => {
  const both = (world: SyncWorld) => {
    const { uid, id } = world.create('N', { fields: { name: 'Mine', price: 1 } })
    const seenPrice = { fields: { price: 1 } }
    const edited = world.queue({ uid, kind: 'set-field', payload: { fields: { price: 9 } }, baseSeen: seenPrice })
    return { id, edited }
  }
  const makeTheirs = (world: SyncWorld) =>
    world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs', price: 77 } })

  async function refused() {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const made = both(world)
    hooked.before = () => refusal
    await world.run()
    hooked.before = null
    makeTheirs(world)
    await world.run(true)
    expect(world.states(made.id, made.edited)).toEqual(['conflict', 'rejected'])
    return { world, ...made }
  }

  async function lost() {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const made = both(world)
    world.server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
    hooked.before = ({ endpoint }) => {
      if (endpoint !== 'create') return undefined
      hooked.before = null
      makeTheirs(world)
      return undefined
    }
    await world.run()
    expect(world.states(made.id, made.edited)).toEqual(['conflict', 'conflict'])
    return { world, ...made }
  }

  test.each([
    ['refused', refused],
    ['lost', lost],
  ])('stands over what the create said, where that is to stand (%s)', async (_words, meet) => {
    const { world, id, edited } = await meet()
    world.decide(id, 'mine')
    await world.run()
    expect(world.states(id, edited)).toEqual(['applied', 'applied'])
    expect(serverItem(world, 'N')).toMatchObject({ name: 'Mine', price: 9 })
  })

  test.each([
    ['refused', refused],
    ['lost', lost],
  ])('is over where theirs says the same by now, until that answer is taken back (%s)', async (_words, meet) => {
    const { world, id, edited } = await meet()
    const state = world.states(edited)
    await world.clock.sleep(5_000)
    world.server.control.actAsOther({ kind: 'edit', sku: 'N', changes: { price: 9 } })
    await world.run()
    world.decide(id, 'theirs')
    expect(world.states(edited)).toEqual(['superseded'])
    expect(takeBackLast(world).ok).toBe(true)
    expect(world.states(id, edited)).toEqual(['conflict', ...state])
  })

  test.each([
    ['refused', refused],
    ['lost', lost],
  ])('is asked with what theirs says by now, where that is to stand (%s)', async (_words, meet) => {
    const { world, id, edited } = await meet()
    await world.clock.sleep(5_000)
    world.server.control.actAsOther({ kind: 'edit', sku: 'N', changes: { price: 88 } })
    await world.run()
    world.decide(id, 'theirs')
    expect(world.change(edited)).toMatchObject({
      state: 'conflict',
      question: { fields: [{ field: 'price', mine: 9, theirs: 88 }] },
    })
  })
})

test('an edit from before a create that was to make its record anew is not taken along when theirs is to stand', async () => {
  const { world } = await openHookedWorld()
  const name = edit(world, 'A', { name: 'Mine' }, { name: 'Item A' })
  const received = world.receive('A', 'W1', 5)
  world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
  await world.run(true)
  const [create = 0] = world.decide(received, 'mine').changeIDs
  world.server.control.actAsOther({ kind: 'create', sku: 'A', fields: { name: 'Theirs' } })
  await world.run(true)
  world.decide(name, 'mine')
  world.decide(create, 'theirs')
  expect(world.change(name).question?.fields).toMatchObject([{ field: 'name', mine: 'Mine', theirs: 'Theirs' }])
})

describe('a refused create whose record turns out to exist', () => {
  test('is the question whose it is, and no answer takes receipts along', async () => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const { uid, id } = world.create('N', { fields: { name: 'Mine' } })
    const warehouse = world.uid('warehouse', 'W1')
    const receipt = world.queue({ uid, kind: 'stock-delta', warehouse, quantity: 5 })
    hooked.before = ({ endpoint }) => {
      if (endpoint !== 'create') return undefined
      hooked.before = null
      world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs' } })
      return undefined
    }
    await world.run()
    await world.run(true)
    expect(world.change(id)).toMatchObject({
      state: 'conflict',
      question: { reason: 'keyTaken', answers: ['mine', 'theirs'] },
    })
    world.decide(id, 'theirs')
    await world.run()
    expect([world.states(receipt), world.figure('N', 'W1')]).toEqual([['applied'], 5])
  })

  test('asks what was refused along with it before that is tried again', async () => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const met = meet(hooked)
    const later = met.edit({ name: 'Mine 2' })
    hooked.before = () => refusal
    await world.run()
    hooked.before = null
    expect(world.states(met.id, later)).toEqual(['rejected', 'rejected'])
    world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs', price: 77 } })
    await world.run(true)
    world.decide(met.id, 'theirs')
    expect(world.change(later)).toMatchObject({
      state: 'conflict',
      question: { reason: 'keyTaken', fields: [{ field: 'name', mine: 'Mine 2', theirs: 'Theirs' }] },
    })
  })

  test('and is as it was wanted needs no answer', async () => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const { id } = world.create('N', { fields: { name: 'Mine' } })
    hooked.before = () => refusal
    await world.run()
    hooked.before = null
    expect(world.states(id)).toEqual(['rejected'])
    world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Mine' } })
    await world.run(true)
    expect(world.states(id)).toEqual(['superseded'])
  })
})

test('what others did to a record whose create was lost is asked before a later edit goes over it', async () => {
  let meanwhile: (() => void) | null = null
  const world = await openSyncWorld({
    wrapRemote: (remote) => ({
      ...remote,
      send: async (...given) => {
        const answer = await remote.send(...given)
        meanwhile?.()
        meanwhile = null
        return answer
      },
    }),
  })
  await world.run()
  const { uid, id } = world.create('N', { fields: { name: 'Mine' } })
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  const later: number[] = []
  const edit = (fields: Fields, baseSeen: Fields) =>
    later.push(world.queue({ uid, kind: 'set-field', payload: { fields }, baseSeen: { fields: baseSeen } }))
  meanwhile = () => {
    edit({ price: 10 }, { price: null })
    edit({ name: 'Mine 2' }, { name: 'Mine' })
    world.server.control.actAsOther({ kind: 'edit', sku: 'N', changes: { price: 47 } })
  }
  await world.run()
  expect(world.states(id, ...later)).toEqual(['applied', 'conflict', 'ready'])
  expect(world.change(later[0] ?? 0).question?.fields).toEqual([{ field: 'price', base: null, mine: 10, theirs: 47 }])
  expect(serverItem(world, 'N')).toMatchObject({ name: 'Mine', price: 47 })
})

test('a create that is so already leaves what was done to ours after it to a person', async () => {
  const world = await openSyncWorld()
  world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs', price: 5 } })
  const { uid, id } = world.create('N', { fields: { price: 5 } })
  const edit = { uid, kind: 'set-field' as const, baseSeen: { fields: { name: null } } }
  const named = world.queue({ ...edit, payload: { fields: { name: 'Mine' } } })
  await world.run()
  expect(world.states(id, named)).toEqual(['superseded', 'conflict'])
  expect(world.change(named).question?.fields).toEqual([{ field: 'name', base: null, mine: 'Mine', theirs: 'Theirs' }])
})

test('what was to be tried again on a create that is given up goes with it', async () => {
  const hooked = await openHookedWorld()
  const { world } = hooked
  const { uid, id } = world.create('N', { fields: { name: 'Mine' } })
  const edited = world.queue({ uid, kind: 'set-field', payload: { fields: { price: 9 } }, baseSeen: { fields: {} } })
  hooked.before = () => refusal
  await world.run()
  hooked.before = null
  world.decide(edited, 'retry')
  world.decide(id, 'discard')
  await world.run()
  expect(world.states(id, edited)).toEqual(['discarded', 'discarded'])
})

test('a create whose other has gone meanwhile is sent', async () => {
  const { world } = await openHookedWorld()
  const { id } = world.create('N', { fields: { name: 'Mine' } })
  world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs' } })
  await world.run()
  expect(world.states(id)).toEqual(['conflict'])
  world.server.control.actAsOther({ kind: 'delete', sku: 'N' })
  await world.run(true)
  expect([world.states(id), serverItem(world, 'N')?.name]).toEqual([['applied'], 'Mine'])
})
