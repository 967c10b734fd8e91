import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'

/** Stock: figures per item and warehouse, and the movements that change them. */

export const stockRow = z.object({
  sku: v.sku,
  warehouseID: v.warehouseID,
  quantity: v.shownQuantity.describe('The view: confirmed figure plus waiting changes'),
  remote: v.quantity.nullable().describe('Last confirmed figure; null where the remote has said nothing of this cell'),
  low: v.quantity.optional().describe('With `high`: the interval while a sent change is in doubt'),
  high: v.quantity.optional(),
})
export type StockRow = z.infer<typeof stockRow>

export const moveKinds = ['receive', 'issue', 'transfer'] as const

/** One line of an item's history: an own change, or what the remote was seen to say at a pull. */
export const historyRow = z.object({
  at: v.at,
  source: z.enum(['here', 'remote']),
  kind: z.enum([...v.changeKind.options, 'observed']),
  sku: v.sku,
  warehouseID: v.warehouseID.nullable(),
  toWarehouseID: v.warehouseID.nullable(),
  quantity: v.quantity
    .nullable()
    .describe('Signed for a delta; the new figure for a stock-set; the difference for `observed`'),
  before: v.quantity.nullable(),
  after: v.quantity.nullable(),
  changeID: v.changeID.nullable(),
  state: v.changeState.nullable(),
  stocktakeID: z.string().nullable(),
  person: z.string().nullable(),
  note: z.string().nullable(),
})
export type HistoryRow = z.infer<typeof historyRow>

const cell = { sku: v.sku, warehouseID: v.warehouseID }
const moved = { quantity: v.positiveQuantity, note: v.note }

export const stockMethods = {
  'stock.list': query(
    'Stock per item and warehouse.',
    { sku: v.sku.optional(), warehouseID: v.warehouseID.optional(), offset: v.offset, limit: v.limit },
    z.object({ rows: z.array(stockRow), total: v.total }),
  ),
  'stock.receive': command('Adds pieces to a warehouse.', { ...cell, ...moved }, v.queued),
  'stock.issue': command('Takes pieces out of a warehouse.', { ...cell, ...moved }, v.queued),
  'stock.transfer': command(
    'Moves pieces from one warehouse to another, as one transfer of the remote.',
    { sku: v.sku, from: v.warehouseID, to: v.warehouseID, ...moved },
    v.queued,
  ),
  'stock.set': command(
    'Sets the figure of one cell. The remote has no compare-and-set: the row is read again right before it is sent.',
    { ...cell, quantity: v.notNegativeQuantity, reason: z.string().min(1).max(1000) },
    v.queued,
  ),
  'stock.move': command(
    'Receives, issues or transfers several items as one gesture: all lines are queued, or none.',
    {
      kind: z.enum(moveKinds),
      warehouseID: v.warehouseID.describe('Where the pieces are taken from, or arrive when receiving'),
      toWarehouseID: v.warehouseID.optional().describe('Only for a transfer'),
      lines: z
        .array(z.object({ sku: v.sku, quantity: v.positiveQuantity }))
        .min(1)
        .max(1000),
      note: v.note,
    },
    v.queued,
  ),
  'stock.history': query(
    'What happened to an item, newest first: own changes with their fate, and what the remote was seen to say.',
    { sku: v.sku, warehouseID: v.warehouseID.optional(), limit: v.limit },
    z.object({ rows: z.array(historyRow) }),
  ),
} as const
