import { add, negate } from './quantity.ts'
import type { ChangeKind, ChangeState } from './change.ts'

/**
 * The view law (sync.md rules 2 and 11, invariant I4): view = fold(base, open changes in order of their ids). Pure.
 * Records and cells are folded apart, because most changes touch only one of them.
 */

export interface RecordState {
  readonly key: string
  readonly name: string | null
  readonly price: number | null
  readonly expires: number | null
  readonly components: readonly { readonly sku: string; readonly quantity: number }[] | null
}

export interface FoldFields {
  readonly name?: string | null | undefined
  readonly price?: number | null | undefined
  readonly expires?: number | null | undefined
  readonly components?: RecordState['components'] | undefined
}

/** A change as the fold needs it. `stock` is a create's first figures, `quantity` signed for a delta. */
export interface FoldChange {
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly assumed: 'applied' | 'notApplied' | null
  readonly warehouse: number | null
  readonly toWarehouse: number | null
  readonly quantity: number | null
  readonly key?: string | undefined
  readonly fields?: FoldFields | undefined
  readonly stock?: readonly { readonly warehouse: number; readonly quantity: number }[] | undefined
}

/** The record as a user sees it, or null where it does not exist (any more). */
export function foldRecord(base: RecordState | null, changes: readonly FoldChange[]): RecordState | null {
  let state = base
  for (const change of changes) {
    if (change.kind === 'create' && state === null && change.key !== undefined)
      state = withFields(empty(change.key), change.fields)
    else if (change.kind === 'set-field' && state !== null) state = withFields(state, change.fields)
    else if (change.kind === 'rename' && state !== null && change.key !== undefined)
      state = { ...state, key: change.key }
    else if (change.kind === 'delete' && !isDisputed(change.state)) state = null
  }
  return state
}

const empty = (key: string): RecordState => ({ key, name: null, price: null, expires: null, components: null })

/** A delete that the remote refused or that met a foreign edit has not happened: the record stays in sight until decided. */
const isDisputed = (state: ChangeState): boolean => state === 'conflict' || state === 'rejected'

export function withFields(state: RecordState, fields: FoldFields = {}): RecordState {
  return {
    key: state.key,
    name: fields.name === undefined ? state.name : fields.name,
    price: fields.price === undefined ? state.price : fields.price,
    expires: fields.expires === undefined ? state.expires : fields.expires,
    components: fields.components === undefined ? state.components : fields.components,
  }
}

export interface CellState {
  readonly quantity: number
  /** The interval while a sent change is in doubt (sync.md rule 20); equal to `quantity` otherwise. */
  readonly low: number
  readonly high: number
}

/** One cell of the view, or null where neither the remote nor an open change says anything of it. */
export function foldCell(base: number | null, warehouse: number, changes: readonly FoldChange[]): CellState | null {
  let cell: CellState | null = base === null ? null : exactly(base)
  for (const change of changes) {
    const first = change.stock?.find((figure) => figure.warehouse === warehouse)
    if (first !== undefined && base === null) cell = shifted(cell ?? exactly(0), first.quantity, null)
    if (change.quantity === null) continue
    const effect = effectOn(warehouse, change)
    if (effect === null) continue
    cell =
      effect.kind === 'set'
        ? overwritten(cell ?? exactly(0), effect.figure, doubt(change))
        : shifted(cell ?? exactly(0), effect.by, doubt(change))
  }
  return cell
}

type Effect = { readonly kind: 'set'; readonly figure: number } | { readonly kind: 'shift'; readonly by: number }

function effectOn(warehouse: number, change: FoldChange): Effect | null {
  const quantity = change.quantity ?? 0
  if (change.kind === 'stock-delta' && change.warehouse === warehouse) return { kind: 'shift', by: quantity }
  if (change.kind === 'stock-set' && change.warehouse === warehouse) return { kind: 'set', figure: quantity }
  if (change.kind === 'transfer' && change.warehouse === warehouse) return { kind: 'shift', by: negate(quantity) }
  if (change.kind === 'transfer' && change.toWarehouse === warehouse) return { kind: 'shift', by: quantity }
  return null
}

/** Null: no doubt. Otherwise which of the two stories the single figure follows until a person answers. */
function doubt(change: FoldChange): 'applied' | 'notApplied' | null {
  if (change.state !== 'unknown' && change.state !== 'quarantined') return null
  return change.assumed ?? 'notApplied'
}

const exactly = (quantity: number): CellState => ({ quantity, low: quantity, high: quantity })

function shifted(cell: CellState, by: number, story: 'applied' | 'notApplied' | null): CellState {
  if (story === null) return { quantity: add(cell.quantity, by), low: add(cell.low, by), high: add(cell.high, by) }
  return {
    quantity: story === 'applied' ? cell.quantity : add(cell.quantity, by),
    low: add(cell.low, Math.min(0, by)),
    high: add(cell.high, Math.max(0, by)),
  }
}

function overwritten(cell: CellState, figure: number, story: 'applied' | 'notApplied' | null): CellState {
  if (story === null) return exactly(figure)
  return {
    quantity: story === 'applied' ? cell.quantity : figure,
    low: Math.min(cell.low, figure),
    high: Math.max(cell.high, figure),
  }
}
