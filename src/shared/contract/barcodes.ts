import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'
import { barcodeRow } from './items.ts'

/** Barcodes are this PC's own knowledge: the remote has no field for them. */

export const unknownRow = z.object({
  code: z.string(),
  scans: z.number().int(),
  quantity: v.quantity,
  firstAt: v.at,
  lastAt: v.at,
  before: z.string().nullable().describe('The item scanned just before the first time, by name or SKU'),
  after: z.string().nullable(),
  stocktakeIDs: z.array(z.string()),
})
export type UnknownRow = z.infer<typeof unknownRow>

export const barcodeMethods = {
  'barcodes.resolve': query(
    'What a scanned code stands for: exact alias first, then exact SKU, then GTIN in its 8, 12, 13 or 14 digit form.',
    { code: v.code },
    z.object({
      outcome: z.enum(['known', 'unknown']),
      via: z.enum(['alias', 'sku', 'gtin']).optional(),
      sku: v.sku.optional(),
      name: z.string().nullable().optional(),
      quantity: v.positiveQuantity.optional().describe('Pieces that one scan of this code stands for'),
    }),
  ),
  'barcodes.assign': command(
    'Teaches a code to an item. Scans of it that were kept as unknown in open stocktakes are counted.',
    { code: v.code, sku: v.sku, quantity: v.positiveQuantity.default(1) },
    z.object({
      counted: v.quantity.describe('Pieces that kept scans added to open stocktakes and to drafts of moves'),
    }),
  ),
  'barcodes.remove': command('Forgets a code.', { code: v.code }, v.nothing),
  'barcodes.list': query(
    'Known codes.',
    { sku: v.sku.optional(), search: z.string().max(200).optional(), offset: v.offset, limit: v.limit },
    z.object({ rows: z.array(barcodeRow), total: v.total }),
  ),
  'barcodes.unknown': query(
    'Codes that were scanned and that nobody knows yet, newest first.',
    { stocktakeID: z.string().optional(), limit: v.limit },
    z.object({ rows: z.array(unknownRow), total: v.total }),
  ),
  'barcodes.dismiss': command(
    'Takes a code off the unknown list; its scans stay on their tapes.',
    { code: v.code },
    v.nothing,
  ),
} as const
