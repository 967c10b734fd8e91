import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecordKind } from '../../src/shared/domain/change.ts'
import { foldCell, foldRecord, type FoldChange, type RecordState } from '../../src/shared/domain/fold.ts'
import { add, negate } from '../../src/shared/domain/quantity.ts'
import type { Action, Intent, QueuedChange } from '../../src/main/core/sync/intent.ts'
import { overrides } from '../../src/main/core/sync/overrides.ts'
import { planBatches } from '../../src/main/core/sync/plan.ts'

/**
 * A queue over several records, as a person could have made it, sent to a small remote with unique keys: batch by batch as
 * planned, planning anew after each. Nothing may be refused, nothing may stay behind, and the remote must end where the
 * view stood (rules 11 and 12).
 */
const items = [1, 2, 3, 4]
const warehouses = [11, 12, 13]
const bundles = [21, 22]
const kindOf = (uid: number): RecordKind => (uid > 20 ? 'bundle' : uid > 10 ? 'warehouse' : 'item')
const existing = [1, 2, 3, 11, 12, 21]
const names = ['a', 'b', 'c', 'd', 'e']

type Cells = Map<string, number>
interface World {
  readonly records: Map<number, RecordState>
  readonly cells: Cells
}
const cellName = (item: number, warehouse: number): string => `${String(item)} ${String(warehouse)}`

const start = (): World => ({
  records: new Map(
    existing.map((uid) => [
      uid,
      {
        key: `${kindOf(uid)}-${String(uid)}`,
        name: 'x',
        price: 1,
        expires: null,
        components: uid > 20 ? [{ sku: 'item-1', quantity: 2 }] : null,
      },
    ]),
  ),
  cells: new Map([
    [cellName(1, 11), 5],
    [cellName(2, 11), 7],
    [cellName(2, 12), 1],
  ]),
})

type Wish = readonly [what: number, which: number, other: number, amount: number]
const wishes = fc.array(fc.tuple(fc.nat(9), fc.nat(20), fc.nat(20), fc.integer({ min: -9, max: 9 })), { maxLength: 16 })

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)]

const fold = (change: QueuedChange): FoldChange => ({
  ...{ kind: change.kind, state: 'ready', assumed: null, quantity: change.quantity },
  ...{ warehouse: change.warehouse, toWarehouse: change.toWarehouse },
  ...{ key: change.payload.key, fields: change.payload.fields, stock: change.payload.stock },
})

/** The queue that these wishes make: what the view did not allow is left out. */
function queueOf(list: readonly Wish[]): QueuedChange[] {
  const world = start()
  const changes: QueuedChange[] = []
  const stateOf = (uid: number) =>
    foldRecord(world.records.get(uid) ?? null, changes.filter((change) => change.uid === uid).map(fold))
  const here = (uids: readonly number[]): number[] => uids.filter((uid) => stateOf(uid) !== null)
  const isFree = (kind: RecordKind, key: string): boolean =>
    [...items, ...warehouses, ...bundles].every((uid) => kindOf(uid) !== kind || stateOf(uid)?.key !== key)
  const needs = (uids: readonly number[], id: number): number[] =>
    changes.filter((made) => made.id < id && made.kind === 'create' && uids.includes(made.uid)).map((made) => made.id)
  const put = (change: Partial<QueuedChange> & Pick<QueuedChange, 'uid' | 'kind'>, needed: readonly number[]): void => {
    const id = changes.length + 1
    const own = change.kind === 'create' ? [] : [change.uid]
    changes.push({
      ...{ id, recordKind: kindOf(change.uid), state: 'ready', warehouse: null, toWarehouse: null, quantity: null },
      ...{ payload: {}, dependsOn: needs([...own, ...needed], id) },
      ...change,
    })
  }
  for (const [what, which, other, amount] of list) {
    const record = pick(here([...items, ...warehouses, ...bundles]), which)
    const item = pick(here(items), which)
    const [from, to] = [pick(here(warehouses), other), pick(here(warehouses), other + 1)]
    if (what === 0) {
      const gone = [...items, ...warehouses, ...bundles].filter(
        (uid) => stateOf(uid) === null && !changes.some((change) => change.uid === uid),
      )
      const uid = pick(gone, which)
      const key = `${uid === undefined ? '' : kindOf(uid)}-${pick(names, other) ?? ''}`
      if (uid === undefined || !isFree(kindOf(uid), key)) continue
      const stock =
        kindOf(uid) === 'item' && from !== undefined ? [{ warehouse: from, quantity: Math.abs(amount) }] : []
      put(
        { uid, kind: 'create', payload: { key, fields: { name: 'new' }, stock } },
        stock.map((part) => part.warehouse),
      )
    } else if (what < 3 && record !== undefined) {
      const key = `${kindOf(record)}-${pick([...names, '1', '2', '3'], other) ?? ''}`
      if (isFree(kindOf(record), key)) put({ uid: record, kind: 'rename', payload: { key } }, [])
    } else if (what === 3 && record !== undefined && (kindOf(record) !== 'warehouse' || existing.includes(record))) {
      put({ uid: record, kind: 'delete' }, [])
    } else if (what === 4 && record !== undefined) {
      const fields = amount > 0 ? { name: `n${String(other % 3)}` } : { name: 'x', price: amount }
      const price = kindOf(record) === 'warehouse' ? { name: fields.name } : fields
      put({ uid: record, kind: 'set-field', payload: { fields: price } }, [])
    } else if (what < 7 && item !== undefined && from !== undefined && amount !== 0) {
      put({ uid: item, kind: 'stock-delta', warehouse: from, quantity: amount }, [from])
    } else if (what === 7 && item !== undefined && from !== undefined && to !== undefined && from !== to) {
      const quantity = Math.abs(amount) + 1
      put({ uid: item, kind: 'transfer', warehouse: from, toWarehouse: to, quantity }, [from, to])
    } else if (what === 8 && item !== undefined && from !== undefined) {
      put({ uid: item, kind: 'stock-set', warehouse: from, quantity: Math.abs(amount) }, [from])
    }
  }
  return changes
}

/** Carries one intent out as a strict remote would. */
function carryOut({ records, cells }: World, { uid, action }: Intent): void {
  const record = records.get(uid)
  const move = (warehouse: number, by: number): void => {
    if (record === undefined || !records.has(warehouse)) throw new Error(`${String(uid)} moves where nothing is`)
    cells.set(cellName(uid, warehouse), add(cells.get(cellName(uid, warehouse)) ?? 0, by))
  }
  const take = (key: string, state: RecordState): void => {
    for (const [other, { key: taken }] of records)
      if (other !== uid && kindOf(other) === kindOf(uid) && taken === key) throw new Error(`${key} is taken`)
    records.set(uid, state)
  }
  if (action.kind !== 'create' && record === undefined) throw new Error(`${action.kind} of nothing`)
  switch (action.kind) {
    case 'create': {
      const empty = { key: action.key, name: null, price: null, expires: null, components: null }
      take(action.key, fieldsOn(empty, action))
      for (const { warehouse, quantity } of action.stock) move2(cells, records, uid, warehouse, quantity)
      return
    }
    case 'update':
      if (record) records.set(uid, fieldsOn(record, action))
      return
    case 'rename':
      if (record) take(action.newKey, { ...record, key: action.newKey })
      return
    case 'delete':
      records.delete(uid)
      for (const one of [...warehouses, ...items]) {
        cells.delete(cellName(uid, one))
        cells.delete(cellName(one, uid))
      }
      return
    case 'delta':
      return move(action.warehouse, action.by)
    case 'transfer':
      move(action.from, negate(action.quantity))
      return move(action.to, action.quantity)
    case 'figure':
      return move(action.warehouse, add(action.quantity, negate(cells.get(cellName(uid, action.warehouse)) ?? 0)))
  }
}

function move2(cells: Cells, records: World['records'], item: number, warehouse: number, quantity: number): void {
  if (!records.has(warehouse)) throw new Error(`${String(item)} is created where nothing is`)
  cells.set(cellName(item, warehouse), quantity)
}

const fieldsOn = (state: RecordState, { fields }: Extract<Action, { kind: 'create' | 'update' }>): RecordState => ({
  ...state,
  ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
})

/** Sends until nothing is left to send. Answers what stayed behind. */
function sendAll(world: World, changes: readonly QueuedChange[], batchSize: number): readonly QueuedChange[] {
  let open = [...changes]
  for (let progress = true; progress;) {
    const plan = planBatches({
      changes: open,
      baseOf: (uid) => world.records.get(uid) ?? null,
      figureOf: (uid, warehouse) => world.cells.get(cellName(uid, warehouse)) ?? null,
      refine: (intent) => intent,
      batchSize,
      teaching: false,
      spent: new Set(),
    })
    const before = open.length
    const end = (ids: readonly number[]): void => {
      open = open.filter(({ id }) => !ids.includes(id))
    }
    for (const { superseded } of plan.vanishing) end(superseded.map(({ id }) => id))
    let overtaken = 0
    for (const { intents } of plan.batches) {
      expect(new Set(intents.map(({ uid }) => uid)).size).toBe(intents.length)
      expect(intents.length).toBeLessThanOrEqual(batchSize)
      for (const intent of intents) {
        carryOut(world, intent)
        const applied = open.filter(({ id }) => intent.changeIDs.includes(id))
        end(intent.changeIDs)
        const earlier = open.filter((one) =>
          applied.some((later) => later.uid === one.uid && later.id > one.id && overrides(later, one)),
        )
        overtaken += earlier.length
        end(earlier.map(({ id }) => id))
        checkView(world, intent.uid, changes, open)
      }
    }
    expect(plan.replaced).toBe(overtaken)
    expect(plan.waiting).toBe(open.length)
    progress = open.length < before
  }
  return open
}

/** Nothing was let go of that is not at the remote yet, or said by what is still to come. */
function checkView(world: World, uid: number, changes: readonly QueuedChange[], open: readonly QueuedChange[]): void {
  const before = start()
  const [all, left] = [changes, open].map((list) => list.filter((change) => change.uid === uid).map(fold))
  const wanted = foldRecord(before.records.get(uid) ?? null, all ?? [])
  expect(foldRecord(world.records.get(uid) ?? null, left ?? [])).toEqual(wanted)
  if (wanted === null || kindOf(uid) !== 'item') return
  for (const warehouse of warehouses.filter((one) => world.records.has(one))) {
    const cell = cellName(uid, warehouse)
    const figures = [before.cells.get(cell) ?? null, world.cells.get(cell) ?? null]
    const [then, now] = [
      foldCell(figures[0] ?? null, warehouse, all ?? []),
      foldCell(figures[1] ?? null, warehouse, left ?? []),
    ]
    expect(now?.quantity ?? 0).toBe(then?.quantity ?? 0)
  }
}

test('whatever a person queued arrives, in an order that the remote accepts, and ends where the view stood', () => {
  fc.assert(
    fc.property(wishes, fc.integer({ min: 1, max: 4 }), (list, batchSize) => {
      const changes = queueOf(list)
      const world = start()
      expect(sendAll(world, changes, batchSize)).toEqual([])
      const before = start()
      for (const uid of [...items, ...warehouses, ...bundles]) {
        const own = changes.filter((change) => change.uid === uid).map(fold)
        const wanted = foldRecord(before.records.get(uid) ?? null, own)
        expect(world.records.get(uid) ?? null).toEqual(wanted)
        if (wanted === null || kindOf(uid) !== 'item') continue
        for (const warehouse of warehouses.filter((one) => world.records.has(one))) {
          const base = before.cells.get(cellName(uid, warehouse)) ?? null
          expect(world.cells.get(cellName(uid, warehouse)) ?? 0).toBe(foldCell(base, warehouse, own)?.quantity ?? 0)
        }
      }
    }),
    { seed: 11, numRuns: 1000 },
  )
})
