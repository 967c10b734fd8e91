import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changeStates, mayMove, type ChangeState } from '../../src/shared/domain/change.ts'
import { sum } from '../../src/shared/domain/quantity.ts'
import { addChange, countByState, getChange, moveChange } from '../../src/main/core/store/changes.ts'
import type { Reader } from '../../src/main/core/store/database.ts'
import { markRemoved, removePiece } from '../../src/main/core/store/remove-connection.ts'
import { addConfirmed as mirror, keepConfirmed } from '../../src/main/core/store/mirror.ts'
import { addRecord, getRecord, saveBaseCells } from '../../src/main/core/store/records.ts'
import { countCells, readTallies } from '../../src/main/core/store/tallies.ts'
import { warehouseTotals } from '../../src/main/core/store/stock-list.ts'
import { refold } from '../../src/main/core/store/view.ts'
import { addConfirmed, addTestConnection, openTestStore } from '../support/store-world.ts'

/** The counts that triggers keep against counting, after any sequence of what the app does to the tables. */

type Step =
  | { readonly step: 'create'; readonly stock: number }
  | { readonly step: 'mirror'; readonly stock: number }
  | { readonly step: 'delete' | 'pull' | 'delta' | 'transfer'; readonly which: number; readonly quantity: number }
  | { readonly step: 'move'; readonly which: number; readonly to: ChangeState }

const quantity = fc.integer({ min: -3000, max: 3000 }).map((thousandths) => thousandths / 1000)
const which = fc.nat(30)
const steps = fc.array(
  fc.oneof(
    fc.record({ step: fc.constantFrom('create' as const, 'mirror' as const), stock: quantity }),
    fc.record({
      step: fc.constantFrom('delete' as const, 'pull' as const, 'delta' as const, 'transfer' as const),
      which,
      quantity,
    }),
    fc.record({ step: fc.constant('move' as const), which, to: fc.constantFrom(...changeStates) }),
  ),
  { minLength: 1, maxLength: 40 },
)

function counted(reader: Reader, connection: number, warehouses: readonly number[]) {
  const records = reader.rows<{ kind: string; count: number }>(
    'SELECT kind, count(*) AS count FROM records WHERE connection = ? AND present = 1 GROUP BY kind ORDER BY kind',
    connection,
  )
  const cells = (warehouse: number) =>
    reader
      .rows<{ quantity: number }>(
        'SELECT stock.quantity FROM stock JOIN records ON records.uid = stock.item WHERE stock.warehouse = ? AND records.present = 1',
        warehouse,
      )
      .map((row) => row.quantity)
  return {
    records: Object.fromEntries(records.map((row) => [row.kind, row.count])),
    changes: countByState(reader, connection),
    totals: warehouses.map((warehouse) => ({ cells: cells(warehouse).length, quantity: sum(cells(warehouse)) })),
    cells: warehouses.reduce((total, warehouse) => total + cells(warehouse).length, 0),
  }
}

function told(reader: Reader, connection: number, warehouses: readonly number[]) {
  const { records, changes } = readTallies(reader, connection)
  const some = (counts: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))
  return {
    records: some(records),
    changes: some(changes),
    totals: warehouses.map((warehouse) => warehouseTotals(reader, warehouse)),
    cells: countCells(reader, connection),
  }
}

it('counts kept by triggers are those that counting finds, to the last thousandth', async () => {
  const store = await openTestStore()
  fc.assert(
    fc.property(steps, (sequence) => {
      const connection = store.write((writer) => addTestConnection(writer))
      const warehouses = store.write((writer) =>
        ['W1', 'W2'].map((key) => addConfirmed(writer, connection, 'warehouse', key)),
      )
      const [first = 0, second = 0] = warehouses
      const items: number[] = []
      const changes: number[] = []
      const carryOut = (step: Step, index: number): void =>
        store.write((writer) => {
          const common = { connection, recordKind: 'item', groupID: 'g', at: index } as const
          const state = { key: `i${String(index)}`, name: null, price: null, expires: null, components: null }
          const base = { state, serverID: null, createdAt: null, updatedAt: null, seenAt: null }
          if (step.step === 'mirror')
            items.push(mirror(writer, connection, 'item', base, new Map([[first, step.stock]])))
          else if (step.step === 'create') {
            const uid = addRecord(writer, connection, 'item', state.key)
            items.push(uid)
            const payload = { key: state.key, fields: {}, stock: [{ warehouse: second, quantity: step.stock }] }
            changes.push(addChange(writer, { ...common, uid, kind: 'create', payload }))
          } else if (step.step === 'move') {
            const id = changes[step.which % changes.length]
            const change = id === undefined ? undefined : getChange(writer, id)
            const mover = change && mayMove(change.state, step.to, 'engine') ? 'engine' : 'person'
            if (change && mayMove(change.state, step.to, mover))
              moveChange(writer, change.id, step.to, mover, { at: index })
          } else {
            const uid = items[step.which % items.length]
            if (uid === undefined) return
            if (step.step === 'delete') changes.push(addChange(writer, { ...common, uid, kind: 'delete' }))
            else if (step.step === 'delta')
              changes.push(
                addChange(writer, { ...common, uid, kind: 'stock-delta', warehouse: first, quantity: step.quantity }),
              )
            else if (step.step === 'transfer') {
              const pieces = Math.abs(step.quantity)
              changes.push(
                addChange(writer, {
                  ...common,
                  uid,
                  kind: 'transfer',
                  warehouse: first,
                  toWarehouse: second,
                  quantity: pieces,
                }),
              )
            } else if (getRecord(writer, uid)?.base)
              keepConfirmed(
                writer,
                'item',
                uid,
                { ...base, state: { ...state, key: `p${String(uid)}` } },
                new Map([[second, step.quantity]]),
              )
            else {
              saveBaseCells(writer, uid, new Map())
              refold(writer, uid)
            }
          }
        })
      sequence.forEach(carryOut)
      expect(told(store.reader, connection, warehouses)).toEqual(counted(store.reader, connection, warehouses))
      store.write((writer) => {
        markRemoved(writer, connection)
      })
      while (store.write((writer) => removePiece(writer, connection)));
      expect(
        store.reader.rows('SELECT * FROM tallies UNION ALL SELECT warehouse, cells, thousandths FROM warehouse_totals'),
      ).toEqual([])
    }),
    { numRuns: 60, seed: 20_260_102 },
  )
}, 30_000)
