import type { z } from 'zod'
import { settingsSchema, type Settings, type SettingsPatch } from '../../../shared/contract/settings.ts'
import { readMeta, writeMeta } from './meta.ts'
import type { Reader, Writer } from './database.ts'

/** Settings: one JSON document in `meta`. A member that is missing or damaged reads as its default; the others stay. */
const key = 'settings'

export const readSettings = (reader: Reader): Settings => repairSettings(readMeta(reader, key))

/** Lays the named members over the saved ones and answers all of them. */
export function changeSettings(writer: Writer, changes: SettingsPatch): Settings {
  const saved = readSettings(writer)
  const settings = settingsSchema.parse({
    ...saved,
    ...given(changes),
    sounds: { ...saved.sounds, ...given(changes.sounds ?? {}) },
    scanner: { ...saved.scanner, ...given(changes.scanner ?? {}) },
    labels: { ...saved.labels, ...given(changes.labels ?? {}) },
  })
  writeMeta(writer, key, settings)
  writer.touch('settings')
  return settings
}

const given = <T extends object>(changes: T): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T> // safe: entries of T itself

/** Parses what was saved; every place the schema complains of is taken out and read as its default. */
export function repairSettings(saved: unknown): Settings {
  const document: unknown = upgradeScanner(structuredCloneOf(saved))
  const first = settingsSchema.safeParse(document)
  if (first.success) return first.data
  for (const issue of first.error.issues) dropPlaces(document, issue)
  const second = settingsSchema.safeParse(document)
  return second.success ? second.data : settingsSchema.parse({})
}

/** Settings saved before scanners had names hold one profile where the list is now. */
function upgradeScanner(document: unknown): unknown {
  if (!isObject(document) || !isObject(document['scanner'])) return document
  const { scanner } = document
  if ('profiles' in scanner || 'active' in scanner || Object.keys(scanner).length === 0) return document
  const profile = { ...scanner, profileID: 'default', name: 'Default' }
  return { ...document, scanner: { active: 'default', profiles: [profile] } }
}

const structuredCloneOf = (saved: unknown): unknown => (saved === undefined ? {} : JSON.parse(JSON.stringify(saved)))

function dropPlaces(document: unknown, issue: z.core.$ZodIssue): void {
  const unknownKeys = issue.code === 'unrecognized_keys' ? issue.keys : [null]
  for (const last of unknownKeys) {
    const path = last === null ? issue.path : [...issue.path, last]
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((value, step) => (isObject(value) ? value[String(step)] : undefined), document)
    if (isObject(parent)) Reflect.deleteProperty(parent, String(path.at(-1)))
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
