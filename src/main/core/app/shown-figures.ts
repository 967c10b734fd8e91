import type { MethodName, Output, ParsedInput } from '../../../shared/contract/contract.ts'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import type { HistoryRow, StockRow } from '../../../shared/contract/stock.ts'
import type { LogRow } from '../../../shared/contract/sync.ts'
import type { Reader } from '../store/database.ts'
import { figuresHiddenFromViewer, type HiddenFigures } from './hidden-figures.ts'

/**
 * What is left of an answer for somebody from whom figures are hidden. Every answer that carries figures of stock is
 * named here and passes through on its way out, so that no use case has to think of it. Reviews, reports and proposals
 * are not: who may not review is refused them whole (rights.ts).
 */
type Shown<M extends MethodName> = (output: Output<M>, hidden: HiddenFigures, input: ParsedInput<M>) => Output<M>

const shown: { readonly [M in MethodName]?: Shown<M> } = {
  'items.list': ({ rows, total }, hidden, { warehouseID = null }) => ({
    rows: rows.map((row) => (hidden.hides(row.sku, warehouseID) ? withoutFigures(row) : row)),
    total,
  }),
  'items.get': (item, hidden) => ({
    ...(hidden.hides(item.sku, null) ? withoutFigures(item) : item),
    stock: item.stock.map((row) => shownCell(row, hidden)),
    lots: item.lots.map((lot) => (hidden.hides(item.sku, lot.warehouseID) ? { ...lot, quantity: null } : lot)),
  }),
  'stock.list': ({ rows, total }, hidden) => ({ rows: rows.map((row) => shownCell(row, hidden)), total }),
  'stock.history': ({ rows }, hidden) => ({
    rows: rows.map((row) => (hidesChange(row, hidden) ? withoutOutcome(row) : row)),
  }),
  'warehouses.list': ({ rows }, hidden) => ({ rows: rows.map((row) => shownTotal(row, hidden)) }),
  'warehouses.get': shownTotal,
  'bundles.buildable': (answer, hidden, { warehouseID }) =>
    hidden.hidesSomeIn(warehouseID) ? { buildable: null, limitedBy: null } : answer,
  'moves.get': (draft, hidden) => ({
    ...draft,
    lines: draft.lines.map((line) => ({
      ...line,
      onHand: draft.warehouseID !== null && hidden.hides(line.sku, draft.warehouseID) ? null : line.onHand,
      onHandTo: draft.toWarehouseID !== null && hidden.hides(line.sku, draft.toWarehouseID) ? null : line.onHandTo,
    })),
  }),
  'queue.list': ({ rows, total }, hidden) => ({
    rows: rows.map((row) => (hidesChange(row, hidden) ? withoutEvidence(row) : row)),
    total,
  }),
  'queue.story': ({ sendings, decision }) => ({
    sendings: sendings.map((sending) => ({ ...sending, before: null, reads: [] })),
    decision,
  }),
  'sync.log': ({ rows }) => ({ rows: rows.map(withoutReadings) }),
  'stocktakes.suggest': ({ rows, total }, hidden, { warehouseID }) =>
    hidden.hidesSomeIn(warehouseID) ? { rows: [], total: 0 } : { rows, total },
}

/** Answers that pass through here before they are shown. */
export const methodsWithFigures: ReadonlySet<string> = new Set(Object.keys(shown))

/** The answer as whoever is signed in may see it. */
export function shownFigures(reader: Reader, method: MethodName, input: unknown, output: unknown): unknown {
  // Safe: `output` is what the handler of `method` answered to `input`, which was parsed by its schema.
  const show = shown[method] as ((output: unknown, hidden: HiddenFigures, input: unknown) => unknown) | undefined
  if (show === undefined) return output
  const hidden = figuresHiddenFromViewer(reader)
  return hidden === null ? output : show(output, hidden, input)
}

interface Figures {
  readonly quantity: number | null
  readonly remote: number | null
  readonly low?: number | undefined
  readonly high?: number | undefined
}

function withoutFigures<R extends Figures>({ low: _low, high: _high, ...row }: R) {
  return { ...row, quantity: null, remote: null }
}

const shownCell = (row: StockRow, hidden: HiddenFigures): StockRow =>
  hidden.hides(row.sku, row.warehouseID) ? withoutFigures(row) : row

function shownTotal<R extends { readonly warehouseID: string; readonly quantity: number | null }>(
  row: R,
  hidden: HiddenFigures,
): R {
  return hidden.hidesSomeIn(row.warehouseID) ? { ...row, quantity: null } : row
}

/** A row of the queue or of a history: what it leaves out is undefined in one and null in the other. */
interface Change {
  readonly kind: string
  readonly sku?: string | undefined
  readonly warehouseID?: string | null | undefined
  readonly toWarehouseID?: string | null | undefined
  readonly stocktakeID?: string | null | undefined
}

const hidesChange = ({ sku, warehouseID, toWarehouseID }: Change, { hides }: HiddenFigures): boolean =>
  sku !== undefined &&
  (hides(sku, warehouseID ?? null) || (typeof toWarehouseID === 'string' && hides(sku, toWarehouseID)))

/** A movement says nothing of what is there; a figure, and what a stocktake posted, do. */
const tellsFigure = ({ kind, stocktakeID }: Change): boolean => kind === 'stock-set' || (stocktakeID ?? null) !== null

const withoutOutcome = (row: HistoryRow): HistoryRow => ({
  ...row,
  before: null,
  after: null,
  quantity: tellsFigure(row) ? null : row.quantity,
})

/** What an entry of the log tells of stock: cells as they were read, and a refusal in the remote's own words. */
function withoutReadings({ details, ...row }: LogRow): LogRow {
  const { cells: _cells, before: _before, after: _after, ...rest } = details
  return row.event === 'refused'
    ? { ...row, text: 'The remote refused a change.', details: { ...rest, text: withheld } }
    : { ...row, details: rest }
}

const withheld = 'Somebody who may review sees what it said.'

function withoutEvidence({ question, quantity, fields, ...row }: QueueRow): QueueRow {
  const { inventory: _inventory, ...plain } = fields ?? {}
  return {
    ...row,
    ...(Object.keys(plain).length === 0 ? {} : { fields: plain }),
    ...(quantity === undefined || tellsFigure(row) ? {} : { quantity }),
    ...(question === undefined
      ? {}
      : {
          question: {
            reason: question.reason,
            text: 'Somebody who may review has to look at this change.',
            answers: [],
            suggested: null,
            sentAt: question.sentAt,
            before: null,
            reads: [],
            serverText: null,
            fields: question.fields,
          },
        }),
  }
}
