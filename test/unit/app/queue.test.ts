import { describe, expect, it } from 'vitest'
import { bundleCommands } from '../../../src/main/core/app/bundles.ts'
import { itemCommands } from '../../../src/main/core/app/items.ts'
import { peopleCommands } from '../../../src/main/core/app/people.ts'
import { queueCommands, queueQueries } from '../../../src/main/core/app/queue.ts'
import { stockCommands } from '../../../src/main/core/app/stock.ts'
import { statusQueries } from '../../../src/main/core/app/status.ts'
import { warehouseCommands } from '../../../src/main/core/app/warehouses.ts'
import { moveChange } from '../../../src/main/core/store/changes.ts'
import type { ChangeState } from '../../../src/shared/domain/change.ts'
import { addMirror, openAppWorld } from '../../support/app-world.ts'

async function open() {
  const world = await openAppWorld({
    handlers: {
      queries: { ...queueQueries, ...statusQueries },
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
