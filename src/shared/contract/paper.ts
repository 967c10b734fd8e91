import { z } from 'zod'
import { command, query } from './method.ts'
import { reviewRow, reviewSummary } from './review-rows.ts'
import { scanID, stocktakeID, stocktakeRow, tapeRow } from './stocktake-rows.ts'
import * as v from './values.ts'

/** What is printed, saved and proved: count sheets and their way back, the variance report, evidence, labels. */

export const actRow = z.object({
  at: v.at,
  act: z.string(),
  person: z.string().nullable(),
  device: z.string().nullable(),
  lines: z.number().int().describe('How many lines it was about; 0: the whole stocktake'),
  hash: z.string().nullable(),
})
export type ActRow = z.infer<typeof actRow>

export const eventRow = tapeRow
  .pick({ seq: true, at: true, kind: true, outcome: true, code: true, quantity: true, counted: true, place: true })
  .extend({
    sku: v.sku.nullable().describe('What the item was called then'),
    person: z.string().nullable(),
    device: z.string().nullable().describe('The PC it happened on; null: this one'),
    hash: z.string().nullable(),
  })
export type EventRow = z.infer<typeof eventRow>

export const sheetRow = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  barcode: z.string().nullable().describe('One that stands for a single piece'),
  place: z.string().nullable().describe('Where it was counted last in this warehouse'),
  expected: v.quantity.nullable().describe('Null where figures are hidden'),
})
export type SheetRow = z.infer<typeof sheetRow>

const importInput = {
  stocktakeID,
  sheetID: z
    .string()
    .regex(/^[\w-]{1,20}$/)
    .optional()
    .describe('As it was printed on the sheet; left out: the rows themselves name it'),
  rows: z
    .array(
      z.strictObject({
        line: z.number().int().min(1).describe('In the file'),
        no: z.string().max(12).optional().describe('The row’s number on the sheet; left out: the line'),
        sku: z.string().max(255).default(''),
        code: z
          .string()
          .max(512)
          .default('')
          .describe('A barcode of the item, where the SKU is missing or to check it'),
        place: z.string().max(1000).default(''),
        counted: z.string().max(1000).default('').describe('As it was written; blank is not zero'),
      }),
    )
    .max(100_000),
}
export type SheetImportRow = z.input<typeof importInput.rows.element>

export const sheetProblems = [
  'noItem',
  'unknownItem',
  'otherItem',
  'outOfScope',
  'badQuantity',
  'ambiguous',
  'looksLikeCode',
  'badPlace',
  'twice',
  'otherFigure',
] as const

export const importedSheetRow = z.object({
  line: z.number().int(),
  sku: z.string(),
  name: z.string().nullable(),
  place: z.string().nullable(),
  counted: z.string(),
  outcome: z
    .enum(['new', 'known', 'refused'])
    .describe('new: will be counted. known: imported before. refused: see problem'),
  problem: z
    .enum(sheetProblems)
    .optional()
    .describe(
      'noItem: neither SKU nor barcode. unknownItem. otherItem: the barcode stands for another item than the SKU. outOfScope. badQuantity: no number from zero up with at most three places. ambiguous: 1,234 may be one thousand or one and a bit. looksLikeCode: a barcode where the quantity should be. badPlace. twice: the same item and place stands on another line. otherFigure: this row was imported before with another figure.',
    ),
  other: z.string().optional().describe('The other item, line or figure that the problem speaks of'),
  already: v.quantity.optional().describe('Counted there before, to which it will be added'),
})
export type ImportedSheetRow = z.infer<typeof importedSheetRow>

const importCounts = {
  added: z.number().int(),
  known: z.number().int(),
  blank: z.number().int().describe('Rows without a figure; they stay uncounted'),
  refused: z.number().int(),
}

const cell = z.string().max(4000)

const paperTable = z.object({
  title: cell,
  heads: z.array(cell).min(1).max(30),
  rows: z.array(z.array(cell).max(30)).max(200_000),
  widths: z.array(z.number().positive()).max(30).describe('Of the columns, in any unit; one that is left out is 1'),
  right: z.array(z.number().int()).max(30).describe('Columns of figures, from 0: they end at the same place'),
  none: cell.describe('What it says without rows'),
})
export type PaperTable = z.infer<typeof paperTable>

const paperDocument = z.object({
  title: cell,
  lines: z.array(cell).max(20),
  facts: z.array(z.tuple([cell, cell])).max(60),
  tables: z.array(paperTable).max(10),
  signatures: z.array(cell).max(10).describe('Who signs; each gets a line'),
  footer: cell.describe('On every page, before its number'),
  paper: z.enum(['A4', 'Letter']),
  madeAt: v.at,
  app: z.string().max(100),
})
export type PaperDocument = z.infer<typeof paperDocument>

const named = z.object({
  number: z.number().int().describe('From 1'),
  of: z.number().int(),
  person: z.string().nullable(),
  at: v.at.nullable().describe('Null: what stands there is no time'),
})
const namedAct = named.extend({ act: z.string() })

const evidenceFinding = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('right'),
    stocktake: z.string(),
    events: z.number().int(),
    acts: z.number().int(),
    lines: z.number().int(),
    device: z.string(),
    madeAt: v.at.nullable(),
    beside: z.array(z.string()).describe('Files saved with it that are unaltered'),
    missing: z.array(z.string()).describe('Files saved with it that were not given, so not checked'),
    others: z.array(z.string()).describe('Files that were not saved with it'),
  }),
  z.object({ kind: z.literal('noEvidence') }),
  z.object({ kind: z.literal('otherVersion') }),
  z.object({ kind: z.literal('damaged'), place: z.string().describe('A path of members; empty: all of it') }),
  named.extend({
    kind: z.literal('event').describe('Altered, or the one before it is missing'),
    what: z.string(),
    code: z.string().nullable(),
  }),
  namedAct.extend({ kind: z.literal('act').describe('Altered, or the one before it is missing') }),
  namedAct.extend({ kind: z.literal('eventsMissing').describe('The act was made upon an event that is not there') }),
  z.object({ kind: z.literal('parts'), parts: z.array(z.string()).describe('Parts of the file that were altered') }),
  z.object({ kind: z.literal('signature').describe('Altered, or signed by somebody else') }),
  z.object({ kind: z.literal('rewritten').describe('The same words, written anew by another program') }),
  z.object({
    kind: z.literal('file').describe('The evidence is right, a file beside it was altered'),
    name: z.string(),
  }),
])
export type EvidenceFinding = z.infer<typeof evidenceFinding>

const evidenceVerdict = z.object({
  right: z.boolean(),
  sentence: z.string().describe('The finding for a person, in English'),
  deviceID: z.string().nullable().describe('The fingerprint of the key that signed it; null: the file can’t be read'),
  finding: evidenceFinding,
})
export type EvidenceVerdict = z.infer<typeof evidenceVerdict>

/** Signs. A transport takes messages of 32 MB, in which quotes take two. */
export const longestEvidence = 20_000_000

const savedFile = z.strictObject({ name: z.string().min(1).max(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) })

export const paperMethods = {
  'stocktakes.sheet': query(
    'What a count sheet lists: every item of the scope, by SKU or by the place it was counted at last.',
    {
      stocktakeID,
      order: z.enum(['place', 'sku']).default('place'),
      figures: z.boolean().default(false).describe('With expected figures; a blind count hides them all the same'),
      only: z.enum(['all', 'uncounted']).default('all'),
    },
    z.object({ rows: z.array(sheetRow), figures: z.boolean() }),
  ),
  'stocktakes.readSheet': query(
    'What importing a filled sheet would do, row by row. Changes nothing.',
    importInput,
    z.object({ ...importCounts, rows: z.array(importedSheetRow).describe('Without the blank ones') }),
  ),
  'stocktakes.importSheet': command(
    'Counts the rows of a filled sheet as typed quantities that are added to their lines. Refused rows are left out, rows imported before are skipped. One gesture: one undo takes it back.',
    importInput,
    z.object({ ...importCounts, importID: z.string().nullable().describe('Null: nothing was counted') }),
  ),
  'stocktakes.undoSheet': command(
    'Takes everything back that an import counted and that still stands.',
    { stocktakeID, importID: scanID },
    z.object({ events: z.number().int().describe('Many are promised, and taken back in pieces') }),
  ),
  'stocktakes.report': query(
    'The variance report: the stocktake, its summary, every counted line and the acts of its reviewers.',
    { stocktakeID },
    z.object({
      madeAt: v.at,
      app: z.string(),
      stocktake: stocktakeRow,
      summary: reviewSummary,
      rows: z.array(reviewRow),
      acts: z.array(actRow),
    }),
  ),
  'paper.pdf': query(
    'A document as a PDF file, in the words of whoever asks. The same document makes the same bytes.',
    { document: paperDocument },
    z.object({ base64: z.string() }),
  ),
  'stocktakes.events': query(
    'The tape as the evidence holds it, oldest first, with the hash of every event.',
    {
      stocktakeID,
      after: z.number().int().min(0).default(0).describe('The `seq` of the last one read'),
      limit: v.limit,
    },
    z.object({ rows: z.array(eventRow) }),
  ),
  'stocktakes.evidence': command(
    'Everything about a stocktake as one signed file: its settings, every event and every act with its hash, and every line. `evidence.verify`, and `hakomori verify` in a terminal, check it without this app’s data.',
    {
      stocktakeID,
      files: z.array(savedFile).max(20).default([]).describe('Saved beside it, so that they can be checked too'),
    },
    z.object({
      fileName: z.string(),
      mediaType: z.string(),
      text: z.string(),
      events: z.number().int(),
      acts: z.number().int(),
      deviceID: z.string().describe('The fingerprint of this PC’s key'),
    }),
  ),
  'evidence.verify': query(
    'Checks an evidence file, and the files that were saved with it, by itself: no data of this app is asked.',
    {
      text: z.string().max(longestEvidence),
      files: z.array(savedFile).max(50).default([]).describe('Those that lie beside it'),
    },
    evidenceVerdict,
  ),
  'labels.print': command(
    'Sends labels to a label printer on the network, as they are (raw, mostly TCP port 9100).',
    {
      host: z
        .string()
        .trim()
        .min(1)
        .max(253)
        .regex(/^[A-Za-z0-9.:_-]+$/, 'is no address'),
      port: z.number().int().min(1).max(65_535).default(9100),
      text: z.string().min(1).max(20_000_000),
    },
    z.object({ bytes: z.number().int() }),
  ),
} as const
