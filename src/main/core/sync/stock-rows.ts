import { add, negate, subtract } from '../../../shared/domain/quantity.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { Capabilities, DeltaRow, TransferRow } from '../ports.ts'
import type { SentRow } from '../store/attempts.ts'
import type { Reader } from '../store/database.ts'
import type { Action, Step } from './intent.ts'
import { soleKey } from './key-owner.ts'

/**
 * How stock is said: a movement as a difference, or, to a remote that knows figures only, as the figure it leads to from
 * the pre-image (sync.md §7). What was sent is told as a difference either way, so that everything after it is the same.
 */
export interface SaidStock {
  readonly sent: SentRow
  readonly wire: StockWire
  /** Only makes room for what is to be sent: its changes go on after it. */
  readonly opens?: true
}

export type StockWire =
  | { readonly of: 'stock'; readonly row: DeltaRow }
  | { readonly of: 'transfer'; readonly row: TransferRow }
  /** Figures of one item that are written together. */
  | { readonly of: 'figures'; readonly rows: readonly DeltaRow[] }

export type StockAction = Extract<Action, { kind: 'delta' | 'figure' | 'transfer' }>

export type Speech = Pick<Capabilities, 'relativeStock' | 'ownFirstFigures'>

interface Saying {
  readonly step: Step
  readonly sku: string
  readonly action: StockAction
  readonly cells: ReadonlyMap<number, number>
}

type Cells = readonly (readonly [warehouse: number, quantity: number])[]

const nothingSent: SentRow = { deltas: [], figures: [], fields: {}, newKey: null }

/** Null where it can't be said in this step: its turn comes with the next plan. */
export function sayStock(reader: Reader, saying: Saying, speech: Speech): SaidStock | null {
  if (!speech.relativeStock) return sayFigures(reader, saying, speech)
  const { step, sku, action, cells } = saying
  switch (action.kind) {
    case 'delta':
      return sayDelta(reader, step, sku, action.warehouse, action.by)
    case 'transfer':
      return sayTransfer(reader, sku, action)
    case 'figure':
      if (action.via === 'override') return sayFigure(reader, sku, action.warehouse, action.quantity)
      return sayDelta(reader, step, sku, action.warehouse, subtract(action.quantity, cells.get(action.warehouse) ?? 0))
    default:
      return unreachable(action)
  }
}

/** A delta whose sign turned since the plan (a fresh figure did that) waits for the next plan. */
function sayDelta(reader: Reader, step: Step, sku: string, warehouse: number, by: number): SaidStock | null {
  const warehouseID = soleKey(reader, warehouse)
  if (warehouseID === null || by === 0 || (step === 'stockUp') !== by > 0) return null
  const row = { sku, warehouseID, quantity: Math.abs(by) }
  return { sent: { ...nothingSent, deltas: [[warehouse, by]] }, wire: { of: 'stock', row } }
}

function sayFigure(reader: Reader, sku: string, warehouse: number, quantity: number): SaidStock | null {
  const warehouseID = soleKey(reader, warehouse)
  if (warehouseID === null) return null
  const row = { sku, warehouseID, quantity }
  return { sent: { ...nothingSent, figures: [[warehouse, quantity]] }, wire: { of: 'stock', row } }
}

function sayTransfer(
  reader: Reader,
  sku: string,
  { from, to, quantity }: Extract<StockAction, { kind: 'transfer' }>,
): SaidStock | null {
  const [fromID, toID] = [soleKey(reader, from), soleKey(reader, to)]
  if (fromID === null || toID === null) return null
  const row = { sku, from: fromID, to: toID, quantity }
  return { sent: { ...nothingSent, deltas: movesOf({ from, to, quantity }) }, wire: { of: 'transfer', row } }
}

const movesOf = ({ from, to, quantity }: { from: number; to: number; quantity: number }): [number, number][] => [
  [from, negate(quantity)],
  [to, quantity],
]

/** A cell that has or lacks a figure against the plan (a fresh reading showed it) waits for the next plan. */
function sayFigures(
  reader: Reader,
  { step, sku, action, cells }: Saying,
  { ownFirstFigures }: Speech,
): SaidStock | null {
  const { sent, figures } = figuresOf(action, cells)
  const empty = figures.filter(([warehouse]) => !cells.has(warehouse))
  if (ownFirstFigures === true && (step === 'firstStock') !== empty.length > 0) return null
  if (sent.deltas.some(([, by]) => by === 0)) return null
  // Goods never leave one place for another that is not there yet: a figure of nothing is the same as none.
  const opens = ownFirstFigures === true && action.kind === 'transfer' && empty.length > 0
  const said: Cells = opens ? empty.map(([warehouse]) => [warehouse, 0]) : figures
  const rows: DeltaRow[] = []
  for (const [warehouse, quantity] of said) {
    const warehouseID = soleKey(reader, warehouse)
    if (warehouseID === null) return null
    rows.push({ sku, warehouseID, quantity })
  }
  const wire = { of: 'figures', rows } as const
  if (!opens) return { sent, wire }
  return { sent: { ...nothingSent, figures: said.map(([warehouse]) => [warehouse, 0]) }, wire, opens }
}

/** What an action leads to from here. A counted figure has a goal of its own; everything else is a difference. */
function figuresOf(
  action: StockAction,
  cells: ReadonlyMap<number, number>,
): { readonly sent: SentRow; readonly figures: Cells } {
  if (action.kind === 'figure' && action.via === 'override') {
    const figures: [number, number][] = [[action.warehouse, action.quantity]]
    return { sent: { ...nothingSent, figures }, figures }
  }
  const now = (warehouse: number): number => cells.get(warehouse) ?? 0
  const deltas: [number, number][] =
    action.kind === 'transfer'
      ? movesOf(action)
      : [[action.warehouse, action.kind === 'delta' ? action.by : subtract(action.quantity, now(action.warehouse))]]
  return {
    sent: { ...nothingSent, deltas },
    figures: deltas.map(([warehouse, by]) => [warehouse, add(now(warehouse), by)]),
  }
}
