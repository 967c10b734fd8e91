import { describe, expect, test } from 'vitest'
import type { Remote } from '../../../src/main/core/ports.ts'
import { noteLook, type Look } from '../../../src/main/core/sync/lost.ts'
import type { LostRequest } from '../../../src/main/core/sync/memory.ts'
import { openSyncWorld, openTaughtWorld, type SyncWorld, type WorldSettings } from '../../support/sync-world.ts'

/** No record is gone by one witness (rule 22, invariant I9), and only the steady clock parts the two (I18). */
const settleSeconds = 60

const taught = (settings: WorldSettings = {}): Promise<SyncWorld> =>
  openTaughtWorld({ options: { settleSeconds }, ...settings })

/** A remote that leaves A out of whatever it is asked while `hidden` says so. */
function hiding() {
  const remote = { hidden: false }
  const wrapRemote = (wrapped: Remote): Remote => ({
    ...wrapped,
    read: (kind, filter, onRows, ...rest) =>
      wrapped.read(
        kind,
        filter,
        (rows) => onRows(kind === 'item' && remote.hidden ? rows.filter(({ key }) => key !== 'A') : rows),
        ...rest,
      ),
  })
  return { remote, wrapRemote }
}

const never = { kind: 'request-lost', how: 'reset' } as const
const reasonOf = (world: SyncWorld, id: number) => world.change(id).question?.reason

describe('a lost movement whose record is not found', () => {
  test('stays unknown by one read, and is judged by the next that finds it', async () => {
    const { remote, wrapRemote } = hiding()
    const world = await taught({ wrapRemote })
    const id = world.receive('A', 'W1', 5)
    world.server.control.schedule(never, { on: 'write' })
    await world.run()
    remote.hidden = true
    await world.clock.sleep(61_000)
    await world.run()
    expect(world.states(id)).toEqual(['unknown'])
    remote.hidden = false
    await world.clock.sleep(61_000)
    await world.run()
    await world.run()
    expect(world.states(id)).toEqual(['applied'])
    expect(world.figure('A', 'W1')).toBe(45)
  })

  test('is asked about after two reads a settle time apart, and can be let go', async () => {
    const world = await taught()
    const id = world.receive('A', 'W1', 5)
    world.server.control.schedule(never, { on: 'write' })
    await world.run()
    world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
    await world.clock.sleep(61_000)
    await world.run()
    expect(world.states(id)).toEqual(['unknown'])
    await world.clock.sleep(50_000)
    world.clock.shift(3_600_000)
    await world.run()
    expect(world.states(id)).toEqual(['unknown'])
    await world.clock.sleep(11_000)
    await world.run()
    expect(reasonOf(world, id)).toBe('deletedRemotely')
    world.decide(id, 'theirs')
    expect(world.states(id)).toEqual(['discarded'])
  })

  test('has its witnesses anew after a restart', async () => {
    const world = await taught()
    const id = world.receive('A', 'W1', 5)
    world.server.control.schedule(never, { on: 'write' })
    await world.run()
    world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
    await world.clock.sleep(61_000)
    await world.run()
    await world.restart()
    await world.run()
    await world.clock.sleep(61_000)
    await world.run()
    expect(world.states(id)).toEqual(['unknown'])
    await world.clock.sleep(61_000)
    await world.run()
    expect(reasonOf(world, id)).toBe('deletedRemotely')
  })

  test('follows a record that somebody renamed, instead of taking it for gone', async () => {
    // Where stamps don't move with stock, single records are read by their keys.
    const world = await taught({ switches: { stockMovesUpdatedAt: false } })
    const id = world.receive('A', 'W1', 5)
    world.server.control.schedule(never, { on: 'write' })
    await world.run()
    world.server.control.actAsOther({ kind: 'rename', sku: 'A', to: 'A9' })
    await world.clock.sleep(61_000)
    await world.run()
    expect(reasonOf(world, id)).toBe('lostAnswer')
  })
})

describe('the two looks', () => {
  const watch = (): LostRequest => ({ since: 0, complete: false, readAt: null, missing: new Map() })
  const look = (at: number, more: Partial<Look> = {}): Look => ({
    ...{ missing: true, begunAt: at, endedAt: at + 5 },
    ...more,
  })

  test('are a settle time apart from the end of the first to the start of the second', () => {
    const request = watch()
    expect(noteLook(request, 1, look(100), 60_000)).toBe(false)
    expect(noteLook(request, 1, look(60_104), 60_000)).toBe(false)
    expect(request.missing.get(1)).toBe(105)
    expect(noteLook(request, 1, look(60_105), 60_000)).toBe(true)
  })

  test('count anew once a read has found it', () => {
    const request = watch()
    noteLook(request, 1, look(100), 60_000)
    expect(noteLook(request, 1, look(200, { missing: false }), 60_000)).toBe(false)
    expect(noteLook(request, 1, look(70_000), 60_000)).toBe(false)
  })
})

describe('a record that whole listings lack, where none can be asked for by its key', () => {
  const wrapRemote = (remote: Remote): Remote => ({
    ...remote,
    capabilities: { ...remote.capabilities, lookUp: false, changedSince: false, createdRange: false },
  })
  const isHere = (world: SyncWorld): boolean => {
    try {
      return world.uid('item', 'B') > 0
    } catch {
      return false
    }
  }
  async function lacking(): Promise<SyncWorld> {
    const world = await openSyncWorld({ wrapRemote, options: { settleSeconds } })
    await world.run(true)
    world.server.control.actAsOther({ kind: 'delete', sku: 'B' })
    await world.run(true)
    return world
  }

  test.each([
    ['forward', 86_400_000],
    ['back', -86_400_000],
  ])('stays when the wall clock jumps %s between two that follow each other', async (_way, jump) => {
    const world = await lacking()
    world.clock.shift(jump)
    await world.clock.sleep(5_000)
    await world.run(true)
    expect(isHere(world)).toBe(true)
    await world.clock.sleep(56_000)
    await world.run(true)
    expect(isHere(world)).toBe(false)
  })

  test('goes by two listings of one run: a restart begins anew, however long ago the first was', async () => {
    const world = await lacking()
    await world.clock.sleep(86_400_000)
    await world.restart()
    await world.run(true)
    expect(isHere(world)).toBe(true)
    await world.clock.sleep(61_000)
    await world.run(true)
    expect(isHere(world)).toBe(false)
  })

  test('stays when one between them showed it', async () => {
    const world = await lacking()
    world.server.control.actAsOther({ kind: 'create', sku: 'B', fields: {} })
    await world.run(true)
    world.server.control.actAsOther({ kind: 'delete', sku: 'B' })
    await world.clock.sleep(61_000)
    await world.run(true)
    expect(isHere(world)).toBe(true)
  })
})
