/** Reads a mapping, or says with line and column what is wrong with it: every fault, not the first one only. */
import type { z } from 'zod'
import { err, ok, type Result } from '../result.ts'
import { explainFault, type MappingFault, type UnplacedFault } from './faults.ts'
import { readPlacedJson, type JsonPath, type PlacedJson } from './json-places.ts'
import { signFaults } from './signs.ts'
import { mappingSchema, type Mapping } from './schema.ts'

/** At least one. */
export type MappingFaults = readonly [MappingFault, ...MappingFault[]]

export function readMapping(text: string): Result<Mapping, MappingFaults> {
  const json = readPlacedJson(text)
  if (!json.ok) return err([{ ...json.error, about: '' }])
  const parsed = mappingSchema.safeParse(json.value.value, { reportInput: true })
  const found = parsed.success ? signFaults(parsed.data) : parsed.error.issues.flatMap(faultsOf)
  const [first, ...others] = found
    .map((fault) => placed(json.value, fault))
    .sort((a, b) => a.line - b.line || a.column - b.column)
  if (first !== undefined) return err([first, ...others])
  // Without a fault it was parsed.
  return parsed.success ? ok(parsed.data) : err([placed(json.value, { path: [], kind: 'type', detail: 'a mapping' })])
}

/** The first fault as a sentence, and how many more there are. */
export function explainFaults([first, ...others]: MappingFaults): string {
  return `The mapping, ${explainFault(first)}${others.length === 0 ? '' : ` (and ${String(others.length)} more)`}`
}

const placed = (json: PlacedJson, { path, kind, detail }: UnplacedFault): MappingFault => ({
  ...json.place(path),
  about: path.join('.'),
  kind,
  detail,
})

type Issue = z.core.$ZodIssue

function faultsOf(issue: Issue): readonly UnplacedFault[] {
  // Paths into JSON hold names and indexes only.
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((name) => ({ path: [...path, name], kind: 'unknown', detail: name }))
    case 'invalid_type':
      return [{ path, ...wrongType(issue.input, issue.expected) }]
    case 'invalid_value':
      return [{ path, ...wrongType(issue.input, issue.values.map(String).join(', '), 'choice') }]
    case 'invalid_union':
      return [unionFault(issue, path)]
    case 'invalid_format':
      return [{ path, kind: 'address', detail: '' }]
    case 'too_small':
      return [{ path, kind: 'empty', detail: '' }]
    default:
      return [{ path, kind: 'type', detail: issue.message }]
  }
}

const wrongType = (input: unknown, wanted: string, kind: 'type' | 'choice' = 'type') =>
  input === undefined ? { kind: 'missing' as const, detail: '' } : { kind, detail: wanted }

function unionFault(issue: Extract<Issue, { code: 'invalid_union' }>, path: JsonPath): UnplacedFault {
  // A discriminated union names what it tells its members apart by; the others here are a field or a list of fields.
  if (issue.discriminator !== undefined) return { path: [...path], kind: 'choice', detail: 'item, path' }
  if (issue.input === undefined) return { path, kind: 'missing', detail: '' }
  const empty = issue.input === '' || (Array.isArray(issue.input) && issue.input.length === 0)
  return empty ? { path, kind: 'empty', detail: '' } : { path, kind: 'type', detail: 'string, array' }
}
