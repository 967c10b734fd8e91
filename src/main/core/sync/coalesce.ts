import type { FoldFields, RecordState } from '../../../shared/domain/fold.ts'
import { add, negate } from '../../../shared/domain/quantity.ts'
import { differingFields, merged, saidFields, type FieldName } from './fields.ts'
import type { Action, Intent, QueuedChange, Superseded } from './intent.ts'

/**
 * Rule 11: folds the unsent changes of one record into as few intents as say the same. Law, held by a property test:
 * fold(base, coalesce(S)) = fold(base, S). Pure; the changes come in order of their ids, and the intents leave in it.
 */
export interface Coalesced {
  readonly intents: readonly Intent[]
  readonly superseded: readonly Superseded[]
}

export function coalesce(base: RecordState | null, changes: readonly QueuedChange[]): Coalesced {
  const creation = changes.find((change) => change.kind === 'create')
  const removal = changes.findLast((change) => change.kind === 'delete')
  if (creation !== undefined && removal !== undefined) return vanished(changes, removal.id)
  const record = creation === undefined ? recordIntents(base, changes, removal) : createIntent(creation, changes)
  const stock = removal === undefined ? stockIntents(changes) : stockAround(removal, changes)
  const inOrder = [...record.intents, ...stock.intents].sort((a, b) => firstID(a) - firstID(b))
  // Made anew after it was deleted, a record comes after older movements in the queue, and before them at the remote.
  const intents = creation === undefined ? inOrder : inOrder.sort((a, b) => isCreate(b) - isCreate(a))
  return { intents, superseded: [...record.superseded, ...stock.superseded] }
}

/** What was moved before a record is deleted happens before, and nothing of it is said by what comes after. */
function stockAround({ id }: QueuedChange, changes: readonly QueuedChange[]): Coalesced {
  const before = stockIntents(changes.filter((change) => change.id < id))
  const after = stockIntents(changes.filter((change) => change.id > id))
  return { intents: [...before.intents, ...after.intents], superseded: [...before.superseded, ...after.superseded] }
}

const isCreate = ({ action }: Intent): number => (action.kind === 'create' ? 1 : 0)
const firstID = (intent: Intent): number => intent.changeIDs[0] ?? 0

/** Created and deleted before anybody heard of it: nothing of the record was ever true elsewhere. */
const vanished = (changes: readonly QueuedChange[], by: number): Coalesced => ({
  intents: [],
  superseded: changes.map(({ id }) => ({ id, by })),
})

const intentOf = (change: QueuedChange, changeIDs: readonly number[], action: Action): Intent => ({
  uid: change.uid,
  recordKind: change.recordKind,
  changeIDs,
  action,
})

/** create + set-field + rename → one create. What was set before it, of a record made anew, it says already. */
function createIntent(creation: QueuedChange, changes: readonly QueuedChange[]): Coalesced {
  let key = creation.payload.key ?? ''
  let fields: FoldFields = creation.payload.fields ?? {}
  const ids = [creation.id]
  const superseded: Superseded[] = []
  for (const change of changes) {
    if (change.kind !== 'set-field' && change.kind !== 'rename') continue
    if (change.id < creation.id) {
      superseded.push({ id: change.id, by: creation.id })
      continue
    }
    if (change.kind === 'rename') key = change.payload.key ?? key
    else fields = merged(fields, change.payload.fields ?? {})
    ids.push(change.id)
  }
  const stock = creation.payload.stock ?? []
  return { intents: [intentOf(creation, ids, { kind: 'create', key, fields, stock })], superseded }
}

function recordIntents(
  base: RecordState | null,
  changes: readonly QueuedChange[],
  removal: QueuedChange | undefined,
): Coalesced {
  const edits = changes.filter((change) => change.kind === 'set-field')
  const renames = changes.filter((change) => change.kind === 'rename')
  if (removal !== undefined) {
    const gone = [
      ...edits,
      ...renames,
      ...changes.filter((change) => change.kind === 'delete' && change.id !== removal.id),
    ]
    return {
      intents: [intentOf(removal, [removal.id], { kind: 'delete' })],
      superseded: gone.map(({ id }) => ({ id, by: removal.id })),
    }
  }
  const update = updateIntent(base, edits)
  const rename = renameIntent(base, renames)
  return { intents: [...rename.intents, ...update.intents], superseded: [...rename.superseded, ...update.superseded] }
}

/** set-field + set-field → the last value of each field; what equals the base needs no request. */
function updateIntent(base: RecordState | null, edits: readonly QueuedChange[]): Coalesced {
  const last = edits.at(-1)
  if (last === undefined) return { intents: [], superseded: [] }
  const fields = edits.reduce((all, edit) => merged(all, edit.payload.fields ?? {}), {})
  if (base !== null && differingFields(fields, base).length === 0) {
    return { intents: [], superseded: edits.map(({ id }) => ({ id, by: last.id })) }
  }
  const superseded = edits.flatMap((edit, index) => {
    const by = overwriterOf(saidFields(edit.payload.fields ?? {}), edits.slice(index + 1))
    return by === undefined ? [] : [{ id: edit.id, by: by.id }]
  })
  const gone = new Set(superseded.map((entry) => entry.id))
  const ids = edits.filter((edit) => !gone.has(edit.id)).map((edit) => edit.id)
  return { intents: [intentOf(last, ids, { kind: 'update', fields })], superseded }
}

/** The first later edit by which every one of these fields has been set anew. */
function overwriterOf(names: readonly FieldName[], later: readonly QueuedChange[]): QueuedChange | undefined {
  const left = new Set(names)
  for (const edit of later) {
    for (const name of saidFields(edit.payload.fields ?? {})) left.delete(name)
    if (left.size === 0) return edit
  }
  return undefined
}

/** rename + rename → the last. */
function renameIntent(base: RecordState | null, renames: readonly QueuedChange[]): Coalesced {
  const last = renames.at(-1)
  if (last === undefined) return { intents: [], superseded: [] }
  const newKey = last.payload.key ?? ''
  if (base?.key === newKey) return { intents: [], superseded: renames.map(({ id }) => ({ id, by: last.id })) }
  return {
    intents: [intentOf(last, [last.id], { kind: 'rename', newKey })],
    superseded: renames.slice(0, -1).map(({ id }) => ({ id, by: last.id })),
  }
}

/** Stock of one record that may be summed: nothing absolute lies between the changes of one heap. */
interface Heap {
  readonly changes: QueuedChange[]
  /** Signed: by a delta, or in the direction of the heap's first transfer. */
  total: number
}

function stockIntents(changes: readonly QueuedChange[]): Coalesced {
  const heaps = new Map<string, Heap>()
  const figures: QueuedChange[] = []
  const superseded: Superseded[] = []
  /** How many absolute figures each cell has seen: deltas before one never meet deltas after it. */
  const age = new Map<number, number>()
  for (const change of changes) {
    if (change.kind === 'stock-delta') heap(heaps, deltaHeap(change, age), change, change.quantity ?? 0)
    else if (change.kind === 'transfer') heap(heaps, transferHeap(change, age), change, towards(change))
    else if (change.kind === 'stock-set' && change.warehouse !== null) {
      const absorbed = heaps.get(deltaHeap(change, age))
      for (const { id } of absorbed?.changes ?? []) superseded.push({ id, by: change.id })
      heaps.delete(deltaHeap(change, age))
      absorbFigure(figures, change, heaps, superseded)
      figures.push(change)
      age.set(change.warehouse, (age.get(change.warehouse) ?? 0) + 1)
    }
  }
  const intents = figures.map(figureIntent)
  for (const { changes: heaped, total } of heaps.values()) {
    const last = heaped.at(-1)
    if (last === undefined) continue
    if (total === 0) superseded.push(...heaped.map(({ id }) => ({ id, by: last.id })))
    else intents.push(heapIntent(heaped, total, last))
  }
  return { intents, superseded }
}

function heap(heaps: Map<string, Heap>, name: string, change: QueuedChange, by: number): void {
  const known = heaps.get(name)
  if (known === undefined) heaps.set(name, { changes: [change], total: by })
  else {
    known.changes.push(change)
    known.total = add(known.total, by)
  }
}

type Ages = ReadonlyMap<number, number>
const aged = (cell: number | null, ages: Ages): string => `${String(cell)}/${String(ages.get(cell ?? 0) ?? 0)}`
const deltaHeap = (change: QueuedChange, ages: Ages): string => `delta ${aged(change.warehouse, ages)}`

/** Both directions between two warehouses share a heap, so that opposite transfers net. */
const transferHeap = (change: QueuedChange, ages: Ages): string =>
  `transfer ${[aged(change.warehouse, ages), aged(change.toWarehouse, ages)].sort().join(' ')}`

/** Positive from the lower to the higher uid. */
function towards(change: QueuedChange): number {
  const quantity = change.quantity ?? 0
  return (change.warehouse ?? 0) < (change.toWarehouse ?? 0) ? quantity : negate(quantity)
}

/** A figure right after another of the same cell, with no transfer between them, takes its place. */
function absorbFigure(
  figures: QueuedChange[],
  change: QueuedChange,
  heaps: ReadonlyMap<string, Heap>,
  superseded: Superseded[],
): void {
  const index = figures.findLastIndex((figure) => figure.warehouse === change.warehouse)
  const earlier = figures[index]
  if (earlier === undefined) return
  const between = [...heaps.values()].some(({ changes }) =>
    changes.some(
      (moved) =>
        moved.id > earlier.id && (moved.warehouse === change.warehouse || moved.toWarehouse === change.warehouse),
    ),
  )
  if (between) return
  superseded.push({ id: earlier.id, by: change.id })
  figures.splice(index, 1)
}

function figureIntent(change: QueuedChange): Intent {
  const { warehouse, quantity, payload } = change
  if (warehouse === null || quantity === null) throw new Error(`stock-set ${String(change.id)} names no cell`)
  return intentOf(change, [change.id], { kind: 'figure', warehouse, quantity, via: payload.via ?? 'override' })
}

function heapIntent(heaped: readonly QueuedChange[], total: number, last: QueuedChange): Intent {
  const ids = heaped.map((change) => change.id)
  const { warehouse, toWarehouse } = last
  if (warehouse === null) throw new Error(`Change ${String(last.id)} names no cell`)
  if (toWarehouse === null) return intentOf(last, ids, { kind: 'delta', warehouse, by: total })
  const [low, high] = warehouse < toWarehouse ? [warehouse, toWarehouse] : [toWarehouse, warehouse]
  const action: Action =
    total > 0
      ? { kind: 'transfer', from: low, to: high, quantity: total }
      : { kind: 'transfer', from: high, to: low, quantity: negate(total) }
  return intentOf(last, ids, action)
}
