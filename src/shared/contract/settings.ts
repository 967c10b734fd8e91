import { z } from 'zod'
import { countingRules } from './counting-rules.ts'
import { command, query } from './method.ts'

/** What a user set, kept on this PC. Every member has a default, so an old or damaged file reads as the defaults. */

export const scannerLayouts = ['us', 'uk', 'de', 'ch', 'fr', 'es', 'it'] as const

/** How the hidden separator of a GS1 code arrives; `any`: not learned, every usual way is understood. */
export const separatorWays = [
  'any',
  'character',
  'altDigits',
  'altKey',
  'f8',
  'control',
  'arrowDown',
  'text',
  'lost',
] as const

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
  layout: z.enum(scannerLayouts).default('us').describe('The keyboard that the scanner believes it is'),
  caseInverted: z.boolean().default(false).describe('The scanner sends capitals for small letters and the reverse'),
  separator: z.enum(separatorWays).default('any'),
  separatorText: z.string().max(8).default('').describe('Read as the separator where `separator` is `text`'),
  aim: z.boolean().default(false).describe('The scanner names the symbology in front of each code'),
})
export type ScannerSettings = z.infer<typeof scannerProfile>

/** One scanner by its name. Two may have the same settings, none the same `profileID`. */
export const namedScanner = scannerProfile.extend({
  profileID: z.string().max(64).default('default'),
  name: z.string().trim().min(1).max(60).default('Default'),
})
export type NamedScanner = z.infer<typeof namedScanner>

const scannersSchema = z.strictObject({
  active: z.string().nullable().default(null).describe('The `profileID` in use; null: the defaults'),
  profiles: z.array(namedScanner).max(20).default([]),
})
export type ScannersSettings = z.infer<typeof scannersSchema>

/** The profile in use; the defaults where none is, or the one in use is gone. */
export function activeScanner({ active, profiles }: ScannersSettings): ScannerSettings {
  const found = profiles.find(({ profileID }) => profileID === active)
  if (found === undefined) return scannerProfile.parse({})
  const { profileID: _id, name: _name, ...profile } = found
  return profile
}

export const settingsSchema = z.strictObject({
  language: z.enum(['system', 'en', 'de']).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  textSize: z.union([z.literal(90), z.literal(100), z.literal(115), z.literal(130), z.literal(160)]).default(100),
  touchTargets: z.enum(['normal', 'large']).default('normal').describe('`large`: buttons and rows for gloves'),
  sounds: z
    .strictObject({
      volume: z.number().min(0).max(100).default(70),
      muted: z.boolean().default(false),
      spoken: z.boolean().default(false).describe('Quantities are said aloud after the sound'),
    })
    .prefault({}),
  scanner: scannersSchema.prefault({}),
  blind: z.boolean().default(true).describe('New stocktakes hide expected figures'),
  staleHours: z.number().int().min(1).max(720).default(4).describe('Figures older than this are called old'),
  currency: z.string().length(3).default('EUR'),
  rules: countingRules.prefault({}).describe('For stocktakes opened from now on'),
  reasons: z
    .array(z.string().min(1).max(100))
    .max(50)
    .default([])
    .describe('Offered for a line; any other text is taken too'),
  lastRemote: z.string().max(40).default('hako-v1').describe('The kind of remote that was chosen last'),
  deviceName: z.string().trim().max(60).default('').describe('How other PCs name this one; empty: by its key'),
  labels: z
    .strictObject({
      sheet: z.string().max(20).default('62x29').describe('Which label or sheet of labels'),
      symbology: z.enum(['auto', 'code128', 'datamatrix']).default('auto'),
      host: z.string().trim().max(253).default('').describe('The label printer in the network; empty: none'),
      port: z.number().int().min(1).max(65_535).default(9100),
      dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]).default(203),
    })
    .prefault({}),
})
export type Settings = z.infer<typeof settingsSchema>

export const settingsPatch = z.strictObject({
  language: settingsSchema.shape.language.unwrap().optional(),
  theme: settingsSchema.shape.theme.unwrap().optional(),
  textSize: settingsSchema.shape.textSize.unwrap().optional(),
  touchTargets: settingsSchema.shape.touchTargets.unwrap().optional(),
  sounds: z
    .strictObject({
      volume: z.number().min(0).max(100).optional(),
      muted: z.boolean().optional(),
      spoken: z.boolean().optional(),
    })
    .optional(),
  scanner: z
    .strictObject({ active: z.string().nullable().optional(), profiles: z.array(namedScanner).max(20).optional() })
    .optional(),
  blind: z.boolean().optional(),
  staleHours: settingsSchema.shape.staleHours.unwrap().optional(),
  currency: z.string().length(3).optional(),
  rules: countingRules.optional(),
  reasons: z.array(z.string().min(1).max(100)).max(50).optional(),
  lastRemote: z.string().max(40).optional(),
  deviceName: z.string().trim().max(60).optional(),
  labels: z
    .strictObject({
      sheet: z.string().max(20).optional(),
      symbology: z.enum(['auto', 'code128', 'datamatrix']).optional(),
      host: z.string().trim().max(253).optional(),
      port: z.number().int().min(1).max(65_535).optional(),
      dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]).optional(),
    })
    .optional(),
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
