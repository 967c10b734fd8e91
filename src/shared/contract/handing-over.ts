import { z } from 'zod'
import { command, query } from './method.ts'
import { stocktakeID, stocktakeStates } from './stocktake-rows.ts'
import * as v from './values.ts'

/** A count for a remote that takes none: it leaves as a file, and its lines are then handed over. */

const varianceRow = z.object({
  sku: v.sku,
  remoteID: z.string().nullable().describe('What the remote itself calls the item'),
  barcode: z.string().nullable().describe('One of the remote, else one of this PC that stands for a single piece'),
  name: z.string().nullable(),
  counted: v.quantity,
  expected: v.quantity,
  readAt: v.at.nullable().describe('When the expected figure was read'),
  difference: v.quantity,
  reason: z.string().nullable(),
  people: z.array(z.string()),
  countedAt: v.at,
  handedOverAt: v.at.nullable(),
})
export type VarianceRow = z.infer<typeof varianceRow>

export const handingOverMethods = {
  'stocktakes.variance': query(
    'What a variance file says: every counted line that nobody has to decide any more, those without a difference too.',
    { stocktakeID },
    z.object({
      stocktake: z.string(),
      warehouseID: v.warehouseID,
      warehouseName: z.string().nullable(),
      figure: z
        .string()
        .nullable()
        .describe('Which of the remote’s figures is the expected one, where it tells several'),
      rows: z.array(varianceRow),
      left: z.number().int().describe('Lines that still wait for somebody, and are not in it'),
    }),
  ),
  'stocktakes.handOver': command(
    'Notes that every line that could be posted has left in a file. Only where the remote takes no counts. Closes the stocktake when no line is left.',
    { stocktakeID },
    z.object({ lines: z.number().int(), left: z.number().int(), state: z.enum(stocktakeStates) }),
  ),
  'stocktakes.takeBack': command(
    'Takes the last handing over back: its lines are open again.',
    { stocktakeID },
    z.object({ lines: z.number().int(), state: z.enum(stocktakeStates) }),
  ),
} as const
