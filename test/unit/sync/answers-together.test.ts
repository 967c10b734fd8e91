import { expect, test } from 'vitest'
import type { Input } from '../../../src/shared/contract/contract.ts'
import { ofOneReason } from '../../../src/main/core/app/asked-together.ts'
import type { Batch, Remote } from '../../../src/main/core/ports.ts'
import { markRestored } from '../../../src/main/core/store/boot.ts'
import { addChange } from '../../../src/main/core/store/changes.ts'
import { findChanges, listQueue } from '../../../src/main/core/store/queue-list.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

/** One answer for the questions of one request: only for those that share the reason and take it. */

/** A world whose next movement is lost on the way, after `others` have had their turn. */
async function losing(others: (world: SyncWorld) => void) {
  const hook: { next: (() => void) | null } = { next: null }
  const wrapRemote = (remote: Remote): Remote => ({
    ...remote,
    send: (batch: Batch, ...rest) => {
      const next = hook.next
      if (next === null) return remote.send(batch, ...rest)
      hook.next = null
      next()
      const error = { kind: 'uncertain', cause: 'reset', status: null, complete: false, text: '' } as const
      return Promise.resolve({ ok: false, error })
    },
  })
  const world = await openSyncWorld({ wrapRemote })
  await world.run()
  // Twice: a single answer proves nothing about stamps.
  for (let twice = 0; twice < 2; twice += 1) {
    world.receive('H', 'W1', 1)
    await world.run()
  }
  await world.clock.sleep(610_000)
  hook.next = () => {
    others(world)
  }
  return world
}

function named(world: SyncWorld, id: number | undefined, answer: Omit<Input<'queue.decide'>, 'sentWith'>) {
  const sentWith = world.change(id ?? 0).requestID ?? ''
  return ofOneReason(world.store.reader, findChanges(world.store.reader, world.connection, { sentWith }), answer)
}

const reasons = (world: SyncWorld, ids: readonly number[]) => ids.map((id) => world.change(id).question?.reason)

test('"it happened" for a request does not close a transfer of which half is missing', async () => {
  const world = await losing(({ server }) => {
    const move = { from: 'W1', to: 'W2', quantity: 10 }
    for (const sku of ['A', 'B']) server.control.actAsOther({ kind: 'transfer', sku, ...move })
    server.control.actAsOther({ kind: 'sell', sku: 'C', warehouseID: 'W1', quantity: 10 })
  })
  const cells = { warehouse: world.uid('warehouse', 'W1'), toWarehouse: world.uid('warehouse', 'W2') }
  const ids = ['A', 'B', 'C'].map((sku) =>
    world.queue({ uid: world.uid('item', sku), kind: 'transfer', quantity: 10, ...cells }),
  )
  await world.run()
  expect(reasons(world, ids)).toEqual(['lostAnswer', 'lostAnswer', 'halfApplied'])
  expect(named(world, ids[0], { decision: 'applied' })).toMatchObject({ ok: false, error: { kind: 'notAllowed' } })

  const some = named(world, ids[0], { decision: 'applied', reason: 'lostAnswer' })
  expect(some).toEqual({ ok: true, value: ids.slice(0, 2) })
  expect(world.decide(ids.slice(0, 2), 'applied').decided).toEqual(ids.slice(0, 2))
  expect(world.states(...ids)).toEqual(['applied', 'applied', 'quarantined'])
  world.decide(ids[2] ?? 0, 'compensate')
  await world.run()
  expect(world.figure('C', 'W2')).toBe(50)
})

test('a record that is gone keeps nobody from answering for the others of its request', async () => {
  const skus = ['A', 'B', 'C', 'D']
  const world = await losing(({ server }) => {
    for (const sku of skus.slice(0, 3)) server.control.actAsOther({ kind: 'edit', sku, changes: { name: 'x' } })
    server.control.actAsOther({ kind: 'delete', sku: 'D' })
  })
  const ids = skus.map((sku) => world.receive(sku, 'W1', 5))
  await world.run()
  expect(reasons(world, ids)).toEqual(['lostAnswer', 'lostAnswer', 'lostAnswer', 'deletedRemotely'])
  expect(named(world, ids[0], { decision: 'resend' })).toMatchObject({ ok: false })
  const some = named(world, ids[0], { decision: 'resend', reason: 'lostAnswer' })
  expect(some).toEqual({ ok: true, value: ids.slice(0, 3) })
  world.decide(ids.slice(0, 3), 'resend')
  await world.run()
  expect(world.states(...ids)).toEqual(['applied', 'applied', 'applied', 'conflict'])
})

test('however many movements a restored database asks about, one answer is for all of them', async () => {
  const world = await openSyncWorld()
  await world.run()
  const many = 1_010
  const items = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((sku) => world.uid('item', sku))
  const move = { connection: world.connection, recordKind: 'item', kind: 'stock-delta', quantity: 1 } as const
  const warehouse = world.uid('warehouse', 'W1')
  const ids = world.store.write((writer) => {
    markRestored(writer, 'backup')
    return Array.from({ length: many }, (_, place) => {
      const head = { ...move, warehouse, groupID: `g${String(place)}`, at: world.clock.now() }
      return addChange(writer, { ...head, uid: items[place % items.length] ?? 0 })
    })
  })
  await world.restart()
  await world.run()
  const query = {
    connection: world.connection,
    state: 'questions',
    groupID: undefined,
    stocktakeID: undefined,
  } as const
  const sentWith = world.change(ids[0] ?? 0).requestID ?? undefined
  const listed = listQueue(world.store.reader, { ...query, sentWith, reason: 'restored', offset: 0, limit: 1000 })
  expect([listed.total, listed.rows.length]).toEqual([many, 1000])
  const all = named(world, ids[0], { decision: 'applied', reason: 'restored' })
  expect(all).toEqual({ ok: true, value: ids })
  expect(world.decide(ids, 'applied').decided).toHaveLength(many)
  expect(new Set(world.states(...ids))).toEqual(new Set(['applied']))
  expect(world.writes()).toEqual([])
})
