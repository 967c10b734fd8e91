import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'
import { stockRow } from './stock.ts'

/** Items: the mirror of the remote's items, with this PC's waiting changes already in it. */

export const itemFilters = ['all', 'inStock', 'outOfStock', 'negative', 'waiting', 'doubt', 'noBarcode'] as const
export const itemSorts = ['sku', 'name', 'price', 'expires', 'quantity', 'updatedAt'] as const

export const itemRow = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  price: z.number().nullable(),
  expires: v.expires.nullable(),
  updatedAt: v.at.nullable().describe('The remote’s own time of its last change'),
  quantity: v.shownQuantity.describe('The view: in the asked warehouse, or summed over all'),
  remote: v.quantity.nullable().describe('The same figure as the remote last confirmed it'),
  low: v.quantity.optional(),
  high: v.quantity.optional(),
  barcodes: z.number().int(),
  waiting: z.number().int().describe('Changes of this item that are still open'),
  questions: z.number().int().describe('Those of them that want a person'),
})
export type ItemRow = z.infer<typeof itemRow>

export const barcodeRow = z.object({
  code: z.string(),
  sku: v.sku,
  name: z.string().nullable(),
  quantity: v.positiveQuantity,
})
export type BarcodeRow = z.infer<typeof barcodeRow>

/** What tells pieces of the item apart when they are counted. Known to this PC only: no remote has a field for it. */
export const tracking = z.strictObject({ lot: z.boolean(), expiry: z.boolean(), serial: z.boolean() })
export type Tracking = z.infer<typeof tracking>

export const itemDetail = itemRow.extend({
  createdAt: v.at.nullable(),
  confirmed: z.boolean().describe('False while the item exists only on this PC'),
  stock: z.array(stockRow),
  codes: z.array(barcodeRow),
  remoteCodes: z.array(z.string()).describe('Those that the remote keeps of it; they are read only here'),
  lots: z
    .array(
      z.object({
        name: z.string(),
        expires: z.string().nullable(),
        warehouseID: v.warehouseID,
        quantity: v.shownQuantity,
      }),
    )
    .describe('Those that the remote keeps of it, first to expire first; they are read only here'),
  attributes: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .describe('What else the remote says of it, by its own names'),
  tracking,
  bundles: z.array(z.object({ sku: v.sku, name: z.string().nullable(), quantity: v.quantity })),
})
export type ItemDetail = z.infer<typeof itemDetail>

const fields = {
  name: v.name.nullable().optional(),
  price: v.price.nullable().optional(),
  expires: v.expires.nullable().optional(),
}

export const itemMethods = {
  'items.list': query(
    'Items that match, sorted and paged. The search finds part-words of SKU, name and barcodes, ignoring case and accents.',
    {
      search: z.string().max(200).optional(),
      warehouseID: v.warehouseID.optional(),
      filter: z.enum(itemFilters).default('all'),
      sort: z.object({ by: z.enum(itemSorts), descending: z.boolean().default(false) }).optional(),
      offset: v.offset,
      limit: v.limit,
    },
    z.object({ rows: z.array(itemRow), total: v.total }),
  ),
  'items.get': query('One item with its stock, barcodes and bundles.', { sku: v.sku }, itemDetail),
  'items.create': command(
    'Creates an item here and queues it for the remote.',
    {
      sku: v.newKey,
      ...fields,
      inventory: z
        .array(z.object({ warehouseID: v.warehouseID, quantity: v.notNegativeQuantity }))
        .max(1000)
        .optional(),
    },
    v.queued,
  ),
  'items.update': command(
    'Changes fields of an item; a new `sku` renames it. Fields that already have the value queue nothing.',
    { sku: v.sku, changes: z.strictObject({ sku: v.sku.optional(), ...fields }) },
    v.queued,
  ),
  'items.track': command('Says what a count asks of this item.', { sku: v.sku, tracking }, v.nothing),
  'items.delete': command('Deletes an item; undone from the queue until it is sent.', { sku: v.sku }, v.queued),
} as const
