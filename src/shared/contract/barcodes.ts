import { z } from 'zod'
import { codeWarnings } from '../domain/code-quantity.ts'
import { barcodeRow } from './items.ts'
import { command, query } from './method.ts'
import { moveKinds } from './stock.ts'
import * as v from './values.ts'

/** Barcodes that people teach are this PC's own knowledge. Some remotes keep codes of their items as well: those are only read. */

const holder = z.object({ sku: v.sku, name: z.string().nullable() })
/** Where a code is not known because it would be a coin toss. */
export const unclear = z
  .array(holder)
  .describe('The items that the remote gave this code to: a person has to say which')

/** A catalogue's item that the code stands for there; `catalogues.take` makes it an item here. */
export const inCatalogue = z.object({
  connectionID: z.string(),
  catalogue: z.string().describe('The name of its connection'),
  ...holder.shape,
})
export type InCatalogue = z.infer<typeof inCatalogue>

export const unknownRow = z.object({
  code: z.string().describe('What an item would be taught: of a GS1 or in-store code its number alone'),
  scans: z.number().int(),
  quantity: v.quantity,
  firstAt: v.at,
  lastAt: v.at,
  before: z.string().nullable().describe('The item scanned just before the first time, by name or SKU'),
  after: z.string().nullable(),
  stocktakeIDs: z.array(z.string()),
  stocktakes: z.array(z.object({ stocktakeID: z.string(), name: z.string(), open: z.boolean() })),
  moves: z.array(z.enum(moveKinds)).describe('Drafts that hold scans of it'),
  places: z.array(z.string()),
  lots: z.array(z.string()),
  unclear: unclear.optional(),
  catalogue: inCatalogue.optional(),
})
export type UnknownRow = z.infer<typeof unknownRow>

export const codeRule = z.strictObject({
  name: z.string().trim().min(1).max(100),
  pattern: z
    .string()
    .length(13)
    .describe('A sign a digit: itself, I item, W weight, P price, N pieces, V any, C check digit: 21IIIIIWWWWWC'),
  decimals: z.number().int().min(0).max(5).default(3).describe('Decimal places of the weight in kg, or of the price'),
  counts: z.enum(['measure', 'piece']).default('measure'),
})

/** One row of a table of codes as texts, and where it stands in its file. */
export const importRow = z.strictObject({
  line: z.number().int().min(1),
  code: z.string().max(2000),
  sku: z.string().max(2000),
  quantity: z.string().max(2000).default('').describe('Empty: 1'),
})
export type ImportRow = z.input<typeof importRow>

export const importProblems = [
  'noCode',
  'codeTooLong',
  /** One of our own, for commands, places and badges. */
  'reserved',
  /** A spreadsheet turned the digits into a rounded number such as 4.00638E+12. */
  'rounded',
  'noItem',
  'unknownItem',
  'badQuantity',
  /** `holder` has it already. */
  'taken',
  /** `holder` is called that. */
  'isSku',
  /** Line `holder.line` says something else. */
  'twice',
] as const

const importedRow = z.object({
  line: z.number().int(),
  code: z.string(),
  sku: z.string(),
  quantity: z.string(),
  outcome: z.enum(['new', 'changed', 'same', 'refused']),
  before: v.positiveQuantity.optional().describe('Pieces that the code stands for now, where it changes'),
  problem: z.enum(importProblems).optional(),
  holder: z.object({ sku: z.string(), name: z.string().nullable(), line: z.number().int().optional() }).optional(),
})
export type ImportedRow = z.infer<typeof importedRow>

const importCounts = {
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  refused: z.number().int(),
}

const rows = z.array(importRow).max(100_000)

export const barcodeMethods = {
  'barcodes.resolve': query(
    'What a scanned code stands for: exact alias, exact SKU, GTIN in its 8, 12, 13 or 14 digit form, a code of the remote, the GTIN of its GS1 content, a rule of in-store codes; in this order.',
    { code: v.code },
    z.object({
      outcome: z.enum(['known', 'unknown']),
      via: z.enum(['alias', 'sku', 'gtin', 'remote', 'gs1', 'rule']).optional(),
      sku: v.sku.optional(),
      name: z.string().nullable().optional(),
      quantity: z.number().positive().optional().describe('Pieces that one scan of this code stands for'),
      teaches: z.string().optional().describe('What an item would be taught, where that is not the whole code'),
      gtin: z.string().optional(),
      lot: z.string().optional(),
      expiry: z.string().optional().describe('YYYY-MM-DD'),
      serial: z.string().optional(),
      count: z.number().optional(),
      weight: z.number().optional().describe('Kilograms'),
      price: z.number().optional(),
      warning: z.enum(codeWarnings).optional(),
      unclear: unclear.optional(),
      catalogue: inCatalogue.optional(),
      unreadable: z
        .object({ kind: z.string(), ai: z.string().nullable(), place: z.number().int() })
        .optional()
        .describe('Why a code that says that it is GS1 can’t be read as such'),
    }),
  ),
  'barcodes.assign': command(
    'Teaches a code to an item or a bundle. An item’s scans that were kept as unknown in open stocktakes and drafts of moves are counted; a bundle’s stay unknown, and count from now on. A code that another item has is refused and both are named, unless it is to be moved; one that the remote gave to another item then stands for this one here.',
    {
      code: v.code,
      sku: v.sku,
      record: z.enum(['item', 'bundle']).default('item').describe('What the SKU names'),
      quantity: v.positiveQuantity.default(1).describe('Pieces, or bundles, that one scan stands for'),
      move: z.boolean().default(false).describe('Takes the code from the item that has it'),
    },
    z.object({
      code: z.string().describe('What was taught: of a GS1 or in-store code its number alone'),
      counted: v.quantity.describe('Pieces that kept scans added to open stocktakes and to drafts of moves'),
      left: z.number().int().describe('Kept scans that stay unknown, because the code is a bundle’s'),
    }),
  ),
  'barcodes.remove': command(
    'Forgets a code.',
    {
      code: v.code,
      reopen: z
        .boolean()
        .default(false)
        .describe('Kept scans that were counted because it was taught are taken back and unknown once more'),
    },
    z.object({ reopened: z.number().int().describe('Scans that are unknown once more') }),
  ),
  'barcodes.list': query(
    'Known codes.',
    { sku: v.sku.optional(), search: z.string().max(200).optional(), offset: v.offset, limit: v.limit },
    z.object({ rows: z.array(barcodeRow), total: v.total }),
  ),
  'barcodes.unknown': query(
    'Codes that were scanned and that nobody knows yet, newest first.',
    {
      stocktakeID: z.string().optional(),
      search: z.string().max(200).optional().describe('Part of a code, a neighbour, a stocktake or a place'),
      offset: v.offset,
      limit: v.limit,
    },
    z.object({ rows: z.array(unknownRow), total: v.total }),
  ),
  'barcodes.dismiss': command(
    'Takes a code off the unknown list; its scans stay on their tapes.',
    { code: v.code },
    v.nothing,
  ),
  'barcodes.restore': command('Puts a dismissed code on the unknown list again.', { code: v.code }, v.nothing),
  'barcodes.checkImport': query(
    'Says row by row what an import of codes would do. The same code for two items is refused with both named.',
    { rows },
    z.object({ rows: z.array(importedRow), ...importCounts }),
  ),
  'barcodes.import': command(
    'Teaches every row that a check does not refuse, all or none of them.',
    { rows, name: z.string().max(255).default('') },
    z.object({ importID: z.string().nullable(), ...importCounts, counted: v.quantity }),
  ),
  'barcodes.imports': query(
    'Imports of codes, newest first.',
    { limit: v.limit },
    z.object({
      rows: z.array(
        z.object({
          importID: z.string(),
          at: v.at,
          person: z.string().nullable(),
          name: z.string(),
          rows: z.number().int(),
          undoneAt: v.at.nullable(),
        }),
      ),
    }),
  ),
  'barcodes.undoImport': command(
    'Takes an import back, except for codes that were changed since.',
    { importID: z.string() },
    z.object({ restored: z.number().int(), kept: z.number().int().describe('Codes that were changed since') }),
  ),
  'barcodes.rules': query('Patterns of in-store codes.', {}, z.object({ rules: z.array(codeRule) })),
  'barcodes.setRules': command(
    'Replaces the patterns of in-store codes.',
    { rules: z.array(codeRule).max(50) },
    z.object({ counted: v.quantity.describe('Pieces that kept scans added to open stocktakes and drafts of moves') }),
  ),
} as const
