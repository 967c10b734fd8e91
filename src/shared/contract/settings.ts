import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'

/** What a user set, kept on this PC. Every member has a default, so an old or damaged file reads as the defaults. */

export const scannerProfile = z.strictObject({
  medianGap: z
    .number()
    .min(1)
    .max(1000)
    .default(35)
    .describe('Milliseconds: the median gap between keys of a scan is at most this'),
  maxGap: z.number().min(1).max(2000).default(80),
  silence: z
    .number()
    .min(10)
    .max(2000)
    .default(100)
    .describe('A scan without suffix ends after this many milliseconds'),
  minLength: z.number().int().min(1).max(64).default(4),
  prefix: z.string().max(8).default(''),
  suffix: z.enum(['any', 'enter', 'tab', 'none']).default('any'),
  layout: z.enum(['us', 'de', 'fr']).default('us').describe('The keyboard that the scanner believes it is'),
})
export type ScannerSettings = z.infer<typeof scannerProfile>

export const settingsSchema = z.strictObject({
  language: z.enum(['system', 'en', 'de']).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  textSize: z.union([z.literal(90), z.literal(100), z.literal(115), z.literal(130)]).default(100),
  sounds: z
    .strictObject({ volume: z.number().min(0).max(100).default(70), muted: z.boolean().default(false) })
    .prefault({}),
  scanner: scannerProfile.prefault({}),
  blind: z.boolean().default(true).describe('New stocktakes hide expected figures'),
  currency: z.string().length(3).default('EUR'),
})
export type Settings = z.infer<typeof settingsSchema>

export const settingsPatch = z.strictObject({
  language: settingsSchema.shape.language.unwrap().optional(),
  theme: settingsSchema.shape.theme.unwrap().optional(),
  textSize: settingsSchema.shape.textSize.unwrap().optional(),
  sounds: z.strictObject({ volume: z.number().min(0).max(100).optional(), muted: z.boolean().optional() }).optional(),
  scanner: z
    .strictObject({
      medianGap: z.number().min(1).max(1000).optional(),
      maxGap: z.number().min(1).max(2000).optional(),
      silence: z.number().min(10).max(2000).optional(),
      minLength: z.number().int().min(1).max(64).optional(),
      prefix: z.string().max(8).optional(),
      suffix: z.enum(['any', 'enter', 'tab', 'none']).optional(),
      layout: z.enum(['us', 'de', 'fr']).optional(),
    })
    .optional(),
  blind: z.boolean().optional(),
  currency: z.string().length(3).optional(),
})
export type SettingsPatch = z.infer<typeof settingsPatch>

export const settingsMethods = {
  'settings.get': query('All settings.', {}, settingsSchema),
  'settings.set': command(
    'Changes the named settings and answers all of them.',
    { changes: settingsPatch },
    settingsSchema,
  ),
} as const

export const personRow = z.object({ personID: z.string(), name: z.string(), signedIn: z.boolean() })

export const peopleMethods = {
  'people.list': query('People who use this PC.', {}, z.object({ rows: z.array(personRow) })),
  'people.add': command(
    'Adds a person.',
    { name: z.string().trim().min(1).max(100) },
    z.object({ personID: z.string() }),
  ),
  'people.remove': command('Removes a person; what they did keeps their name.', { personID: z.string() }, v.nothing),
  'people.signIn': command(
    'Says who is working now; null: nobody in particular.',
    { personID: z.string().nullable() },
    v.nothing,
  ),
} as const
