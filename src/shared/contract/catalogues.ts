import { z } from 'zod'
import { inCatalogue } from './barcodes.ts'
import { connectionID } from './connections.ts'
import { command, query } from './method.ts'
import * as v from './values.ts'

/**
 * Catalogues: connections that are not in use and whose items answer scans that nobody knows in the one that is. A
 * catalogue is only read; nothing is ever sent to it, and what it knows stays apart.
 */
export const catalogueRow = z.object({
  connectionID,
  name: z.string(),
  items: z.number().int(),
  readAt: v.at.nullable().describe('When everything was last read'),
  reading: z
    .object({ rows: z.number().int(), of: z.number().int().nullable() })
    .nullable()
    .describe('A reading that is going on, with the items it has got; of: how many were known before'),
  problem: z.string().nullable().describe('Why the last reading came to nothing'),
})
export type CatalogueRow = z.infer<typeof catalogueRow>

export const catalogueMethods = {
  'catalogues.list': query(
    'The catalogues and how new what they know is.',
    {},
    z.object({ rows: z.array(catalogueRow) }),
  ),
  'catalogues.search': query(
    'Items of catalogues that match; part-words of SKU, name and barcodes, as in `items.list`.',
    { search: z.string().max(200), limit: v.limit },
    z.object({ rows: z.array(inCatalogue), total: v.total }),
  ),
  'catalogues.read': command(
    'Reads everything of a catalogue now. Answers when it is done.',
    { connectionID },
    z.object({ changed: z.number().int().describe('Items that were new or told something new') }),
  ),
  'catalogues.take': command(
    'Takes an item of a catalogue over as a new item of the connection in use, with its name and its barcodes, and counts the scans that were kept for them. An item that has this SKU already only learns the barcodes.',
    {
      connectionID,
      sku: v.sku,
      code: v.code.optional().describe('What was scanned; it will stand for the item'),
    },
    z.object({
      sku: v.sku,
      created: z.boolean(),
      changeIDs: z.array(v.changeID),
      counted: v.quantity.describe('Pieces that kept scans added to open stocktakes and to drafts of moves'),
    }),
  ),
} as const
