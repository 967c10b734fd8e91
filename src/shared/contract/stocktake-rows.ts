import { z } from 'zod'
import { countingRules } from './counting-rules.ts'
import * as v from './values.ts'

/** What counting shows: stocktakes, the events on their tape, and lines (sync.md §9). */

export const stocktakeID = z.string().min(1).max(64)
export const scanID = z.string().min(1).max(64).describe('Chosen by the caller; the same scanID is counted once')
/** For scans that had to wait: the time and the person of the scan, not of the saving. */
export const scanMoment = {
  scannedAt: v.at
    .optional()
    .describe('When it was scanned, by this PC’s clock; left out, within 3 seconds or in the future: now'),
  person: z
    .string()
    .max(64)
    .nullable()
    .optional()
    .describe('The personID of who was signed in at `scannedAt`, null: nobody; left out: whoever is signed in now'),
}
export const scanOutcomes = ['known', 'unknown', 'outOfScope', 'duplicate'] as const
export const methods = ['single', 'double'] as const
export const stocktakeStates = ['open', 'posted', 'cancelled'] as const

export const stocktakeRow = z.object({
  stocktakeID,
  name: z.string(),
  warehouseID: v.warehouseID,
  warehouseName: z.string().nullable(),
  blind: z.boolean(),
  method: z.enum(methods),
  rules: countingRules,
  round: z.number().int().nullable().describe('In a double count, the round of whoever is signed in; null: not begun'),
  counters: z
    .array(z.object({ person: z.string(), round: z.number().int() }))
    .describe('Who counts which round of a double count'),
  state: z.enum(stocktakeStates),
  openedAt: v.at,
  lastScanAt: v.at.nullable(),
  closedAt: v.at.nullable(),
  stockReadAt: v.at.nullable().describe('When this PC last read the remote’s figures'),
  lines: z.number().int().describe('Items counted'),
  items: z.number().int().describe('Items in scope'),
  quantity: v.quantity.describe('Pieces counted'),
  scans: z.number().int(),
  unknownCodes: z.number().int(),
  sinceMark: v.quantity.describe('Pieces scanned since the last mark, unknown ones included'),
  sinceMarkUnknown: v.quantity,
  markedAt: v.at.nullable(),
})
export type StocktakeRow = z.infer<typeof stocktakeRow>

/** One event on the tape, newest first. */
export const tapeRow = z.object({
  seq: z.number().int(),
  scanID,
  at: v.at,
  kind: z.enum(['scan', 'count', 'undo', 'mark', 'link', 'zero']),
  outcome: z.enum(scanOutcomes).nullable(),
  code: z.string().nullable(),
  sku: v.sku.nullable(),
  name: z.string().nullable(),
  round: z.number().int(),
  place: z.string().nullable(),
  lot: z.string().nullable(),
  expiry: z.string().nullable().describe('YYYY-MM-DD'),
  serial: z.string().nullable(),
  device: z.string().nullable().describe('The PC it happened on; null: this one'),
  quantity: v.quantity.describe('What the event added; negative for an undo'),
  typed: z.boolean().describe('True where a person typed the quantity'),
  counted: v.quantity.nullable().describe('The line’s sum after this event'),
  undone: z.boolean(),
  undoes: scanID.nullable(),
  person: z.string().nullable(),
})
export type TapeRow = z.infer<typeof tapeRow>

export const lineRow = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  counted: v.quantity.nullable().describe('Null: uncounted, which is not zero'),
  expected: v.quantity.nullable().describe('As of the last scan; hidden (null) in a blind stocktake until review'),
  firstAt: v.at.nullable(),
  lastAt: v.at.nullable(),
  scans: z.number().int(),
  places: z.array(z.string()).describe('Where it was counted'),
})
export type LineRow = z.infer<typeof lineRow>
