import { z } from 'zod'
import { command, query } from './method.ts'
import { stocktakeID } from './stocktake-rows.ts'
import * as v from './values.ts'

/** Counts that travel between PCs as signed files, without a network. */

const takes = ['here', 'file', 'both', 'recount'] as const

const clash = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  place: z.string().nullable().describe('Null: neither said where'),
  round: z.number().int(),
  here: v.quantity,
  hereBy: z.string().nullable(),
  file: v.quantity,
  fileBy: z.string().nullable(),
  take: z.enum(takes).nullable().describe('What was chosen for it before'),
})
export type Clash = z.infer<typeof clash>

const countFilePreview = z.object({
  device: z.string().describe('The PC it comes from'),
  signature: z
    .enum(['known', 'new', 'own', 'broken'])
    .describe(
      'known: a PC whose counts were merged before. new: its first file. own: this PC. broken: it was altered.',
    ),
  broken: z.string().nullable().describe('What is wrong with it'),
  madeAt: v.at,
  name: z.string(),
  warehouseID: v.warehouseID,
  fits: z
    .enum(['yes', 'otherWarehouse', 'otherShop', 'closed', 'posted'])
    .describe('closed: the stocktake here. posted: the count was posted on the other PC already.'),
  older: z.boolean().describe('A later file of the same count was merged: this one brings nothing'),
  people: z.array(z.string()),
  firstAt: v.at.nullable(),
  lastAt: v.at.nullable(),
  events: z.number().int().describe('In the file'),
  standing: z.number().int().describe('Of them, those that count'),
  known: z.number().int().describe('Of those, those that are here already'),
  added: z.number().int().describe('What merging would add'),
  takenBack: z.number().int().describe('Merged before and undone there since'),
  pieces: v.quantity.describe('Of what would be added'),
  unknown: z
    .array(z.object({ code: z.string(), quantity: v.quantity }))
    .describe('Not among the items here; they are kept like unknown codes'),
  clashes: z.array(clash).describe('Counted by both at the same place, with different figures'),
  agreed: z.number().int().describe('Counted by both at the same place, with the same figure; taken once'),
})
export type CountFilePreview = z.infer<typeof countFilePreview>

const text = z.string().min(1).max(200_000_000).describe('The file’s content')

export const countFileMethods = {
  'stocktakes.export': command(
    'The count of this PC as a file for another one: every event with device, person, place, round and hash, signed by this PC.',
    { stocktakeID },
    z.object({ fileName: z.string(), mediaType: z.string(), text: z.string(), events: z.number().int() }),
  ),
  'stocktakes.readFile': query(
    'What merging a file into a stocktake would do. Changes nothing.',
    { stocktakeID, text },
    countFilePreview,
  ),
  'stocktakes.merge': command(
    'Adds another PC’s count. Events that are here already change nothing; different places add up; the same place is compared, and a difference needs a choice. All or nothing.',
    {
      stocktakeID,
      text,
      choices: z
        .array(
          z.strictObject({
            sku: v.sku,
            place: z.string().nullable(),
            round: z.number().int(),
            take: z.enum(takes).describe('here, file: that figure. both: added up. recount: neither, count again.'),
          }),
        )
        .max(100_000)
        .default([]),
    },
    z.object({
      added: z.number().int(),
      known: z.number().int(),
      takenBack: z.number().int(),
      recounts: z.number().int(),
    }),
  ),
} as const
