import { describe, expect, it } from 'vitest'
import { bundleCommands } from '../../../src/main/core/app/bundles.ts'
import { itemCommands } from '../../../src/main/core/app/items.ts'
import { peopleCommands } from '../../../src/main/core/app/people.ts'
import { queueCommands, queueQueries } from '../../../src/main/core/app/queue.ts'
import { stockCommands } from '../../../src/main/core/app/stock.ts'
import { statusQueries } from '../../../src/main/core/app/status.ts'
import { warehouseCommands, warehouseQueries } from '../../../src/main/core/app/warehouses.ts'
import { moveChange } from '../../../src/main/core/store/changes.ts'
import { questionFor } from '../../../src/main/core/sync/questions.ts'
import type { ChangeState } from '../../../src/shared/domain/change.ts'
import { addMirror, openAppWorld } from '../../support/app-world.ts'

async function open() {
  const world = await openAppWorld({
    handlers: {
      queries: { ...queueQueries, ...statusQueries, ...warehouseQueries },
      commands: {
        ...itemCommands,
        ...stockCommands,
        ...warehouseCommands,
        ...bundleCommands,
        ...peopleCommands,
        ...queueCommands,
      },
    },
  })
  addMirror(world, ['W1', 'W2'], { A: { name: 'Apple', stock: { W1: 10 } } })
  const move = (id: number | undefined, ...states: ChangeState[]): void =>
    world.store.write((writer) => {
      for (const state of states)
        moveChange(writer, id ?? 0, state, 'engine', {
          at: world.now,
          ...(state === 'inflight' ? { requestID: 'req-1' } : {}),
        })
    })
  return { world, move }
}

describe('the queue', () => {
  it('tells what each kind of change does, in the contract’s words', async () => {
    const { world } = await open()
    const { personID } = await world.call('people.add', { name: 'Ada' })
    await world.call('people.signIn', { personID })
    await world.call('items.create', { sku: 'N', name: 'New', inventory: [{ warehouseID: 'W2', quantity: 3 }] })
    await world.call('items.update', { sku: 'A', changes: { sku: 'A2', price: 4 } })
    await world.call('stock.transfer', { sku: 'A2', from: 'W1', to: 'W2', quantity: 2, note: 'van' })
    await world.call('warehouses.update', { warehouseID: 'W2', changes: { warehouseID: 'W3' } })
    await world.call('bundles.create', { sku: 'SET', item_skus: [{ sku: 'N', quantity: 1 }] })
    const { rows, total } = await world.call('queue.list', {})
    expect(total).toBe(6)
    expect(
      rows.map(({ kind, record, state, sku, warehouseID, toWarehouseID, quantity, fields }) => ({
        kind,
        record,
        state,
        sku,
        warehouseID,
        toWarehouseID,
        quantity,
        fields,
      })),
    ).toEqual([
      {
        kind: 'create',
        record: 'bundle',
        state: 'blocked',
        sku: 'SET',
        fields: { item_skus: [{ sku: 'N', quantity: 1 }] },
      },
      { kind: 'rename', record: 'warehouse', state: 'ready', warehouseID: 'W2', fields: { warehouseID: 'W3' } },
      {
        kind: 'transfer',
        record: 'item',
        state: 'ready',
        sku: 'A2',
        warehouseID: 'W1',
        toWarehouseID: 'W3',
        quantity: 2,
      },
      { kind: 'set-field', record: 'item', state: 'ready', sku: 'A2', fields: { price: 4 } },
      { kind: 'rename', record: 'item', state: 'ready', sku: 'A', fields: { sku: 'A2' } },
      {
        kind: 'create',
        record: 'item',
        state: 'ready',
        sku: 'N',
        fields: { name: 'New', inventory: [{ warehouseID: 'W3', quantity: 3 }] },
      },
    ])
    expect(rows[2]).toMatchObject({ person: 'Ada', note: 'van', name: 'Apple' })
    expect(rows[3]?.groupID).toBe(rows[4]?.groupID)
  })

  it('is filtered by state, open, questions and group, with exact totals and pages', async () => {
    const { world, move } = await open()
    const ids: number[] = []
    for (let index = 0; index < 5; index += 1) {
      ids.push(...(await world.call('stock.receive', { sku: 'A', warehouseID: 'W1', quantity: 1 })).changeIDs)
    }
    move(ids[0], 'inflight', 'applied')
    move(ids[1], 'inflight', 'unknown', 'quarantined')
    move(ids[2], 'inflight', 'rejected')
    const found = async (input: object) => {
      const { rows, total } = await world.call('queue.list', input)
      return [total, ...rows.map((row) => row.changeID)]
    }
    expect(await found({ state: 'open' })).toEqual([4, ids[4], ids[3], ids[2], ids[1]])
    expect(await found({ state: 'questions' })).toEqual([2, ids[2], ids[1]])
    expect(await found({ state: 'applied' })).toEqual([1, ids[0]])
    expect(await found({ offset: 3, limit: 1 })).toEqual([5, ids[1]])
    const { rows } = await world.call('queue.list', { state: 'applied' })
    expect(rows[0]?.sentWith).toBe('req-1')
    expect(await found({ groupID: rows[0]?.groupID, state: 'ready' })).toEqual([0])
    expect(await found({ groupID: rows[0]?.groupID })).toEqual([1, ids[0]])
    expect(await world.call('app.status', {})).toMatchObject({
      waiting: 2,
      questions: 2,
      queue: { ready: 2, applied: 1, quarantined: 1, rejected: 1, blocked: 0 },
    })
  })

  it('is empty without a connection, and nothing can be undone', async () => {
    const world = await openAppWorld({
      handlers: { queries: { ...queueQueries, ...statusQueries }, commands: queueCommands },
    })
    expect(await world.call('queue.list', {})).toEqual({ rows: [], total: 0 })
    expect((await world.fail('queue.plan', {})).kind).toBe('notAllowed')
    expect((await world.fail('queue.undo', {})).kind).toBe('notAllowed')
    expect(await world.call('app.status', {})).toMatchObject({ connection: null, online: 'unknown', waiting: 0 })
  })
})

describe('answers', () => {
  /** Receipts whose answers were lost, asked with these suggestions. */
  async function asked(...suggestions: ('applied' | 'resend' | null)[]) {
    const { world, move } = await open()
    const ids: number[] = []
    for (const suggested of suggestions) {
      const { changeIDs } = await world.call('stock.receive', { sku: 'A', warehouseID: 'W1', quantity: 1 })
      const [id = 0] = changeIDs
      ids.push(id)
      move(id, 'inflight', 'unknown')
      const change = { kind: 'stock-delta', recordKind: 'item', quantity: 1 } as const
      const question = questionFor({ reason: 'lostAnswer', change, key: 'A', suggested })
      world.store.write((writer) => {
        moveChange(writer, id, 'quarantined', 'engine', { at: world.now, question, assumed: 'notApplied' })
      })
      world.now += 1000
    }
    const states = async (): Promise<string[]> => {
      const { rows } = await world.call('queue.list', { limit: 100 })
      return ids.map((id) => rows.find(({ changeID }) => changeID === id)?.state ?? '')
    }
    return { world, ids, states }
  }

  it('are given to several at once, or as each suggests, and taken back as one', async () => {
    const { world, ids, states } = await asked('applied', 'resend')
    const { decided, decisionID } = await world.call('queue.decide', { changeIDs: ids, decision: 'suggested' })
    expect(decided).toEqual(ids)
    expect(await states()).toEqual(['applied', 'ready'])
    expect(await world.call('queue.undo', { decisionID })).toEqual({ discarded: [], reopened: ids })
    expect(await states()).toEqual(['quarantined', 'quarantined'])
    expect((await world.fail('queue.undo', { decisionID })).kind).toBe('notAllowed')
    await world.call('queue.decide', { changeIDs: ids, decision: 'applied' })
    expect(await states()).toEqual(['applied', 'applied'])
  })

  it('need a suggestion where one is asked for', async () => {
    const { world, ids, states } = await asked('applied', null)
    expect((await world.fail('queue.decide', { changeIDs: ids, decision: 'suggested' })).kind).toBe('notAllowed')
    expect(await states()).toEqual(['quarantined', 'quarantined'])
  })

  it('for a request are about one reason; what is asked for another, or does not take them, stays', async () => {
    const { world, ids, states } = await asked('applied', 'resend', null)
    world.store.write((writer) => {
      const change = { kind: 'stock-delta', recordKind: 'item', quantity: 1 } as const
      const question = questionFor({ reason: 'lateLanding', change, key: 'A' })
      writer.exec('UPDATE changes SET question = ? WHERE id = ?', JSON.stringify(question), ids[1] ?? 0)
    })
    const [one = 0, , three = 0] = ids
    const refused = await world.fail('queue.decide', { sentWith: 'req-1', decision: 'applied' })
    expect(refused).toMatchObject({ kind: 'notAllowed', details: { reasons: ['lostAnswer', 'lateLanding'] } })
    const reason = 'lostAnswer'
    const { total } = await world.call('queue.list', { state: 'questions', sentWith: 'req-1', reason })
    expect(total).toBe(2)
    expect((await world.fail('queue.decide', { sentWith: 'req-1', reason, decision: 'mine' })).kind).toBe('notAllowed')
    const suggested = await world.call('queue.decide', { sentWith: 'req-1', reason, decision: 'suggested' })
    expect(suggested.decided).toEqual([one])
    const { decided } = await world.call('queue.decide', { sentWith: 'req-1', reason, decision: 'applied' })
    expect(decided).toEqual([three])
    expect(await states()).toEqual(['applied', 'quarantined', 'applied'])
  })

  it('are what "undo the last" takes back, unless something was done since', async () => {
    const { world, ids, states } = await asked('resend')
    await world.call('queue.decide', { changeID: ids[0], decision: 'resend' })
    expect(await world.call('queue.undo', {})).toMatchObject({ reopened: ids })
    await world.call('queue.decide', { changeID: ids[0], decision: 'resend' })
    world.now += 1000
    const { changeIDs } = await world.call('stock.receive', { sku: 'A', warehouseID: 'W2', quantity: 2 })
    expect(await world.call('queue.undo', {})).toEqual({ discarded: changeIDs, reopened: [] })
    expect(await states()).toEqual(['ready'])
  })

  it('stand in the story of a change, with who gave them', async () => {
    const { world, ids } = await asked('applied')
    const { personID } = await world.call('people.add', { name: 'Ada' })
    await world.call('people.signIn', { personID })
    await world.call('queue.decide', { changeID: ids[0], decision: 'applied' })
    const { decision } = await world.call('queue.story', { changeID: ids[0] ?? 0 })
    expect(decision).toMatchObject({ answer: 'applied', person: 'Ada', takenBack: false, mayTakeBack: true })
    expect((await world.fail('queue.story', { changeID: 999 })).kind).toBe('notFound')
  })
})

describe('a warehouse that nobody else changes', () => {
  it('is declared and taken back, but not while somebody else was met there', async () => {
    const { world } = await open()
    const soleOf = async () => (await world.call('warehouses.get', { warehouseID: 'W1' })).sole
    expect(await soleOf()).toEqual({ declared: false, contradictedAt: null, writesLeft: 0 })
    await world.call('warehouses.declareSole', { warehouseID: 'W1', sole: true })
    expect((await soleOf()).declared).toBe(true)
    await world.call('warehouses.declareSole', { warehouseID: 'W1', sole: false })
    expect((await soleOf()).declared).toBe(false)
    world.store.write((writer) => {
      writer.exec(
        `UPDATE connections SET sync_state = json_set(sync_state, '$.contested', json_object(
           (SELECT CAST(uid AS TEXT) FROM records WHERE key = 'W1'), json_object('at', 5, 'writes', 40)))`,
      )
    })
    expect(await soleOf()).toEqual({ declared: false, contradictedAt: 5, writesLeft: 60 })
    const refused = await world.fail('warehouses.declareSole', { warehouseID: 'W1', sole: true })
    expect(refused).toMatchObject({ kind: 'notAllowed', details: { writesLeft: 60 } })
    expect((await world.fail('warehouses.declareSole', { warehouseID: 'W9', sole: true })).kind).toBe('notFound')
  })
})
