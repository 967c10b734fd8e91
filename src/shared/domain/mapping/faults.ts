/** What can be wrong with a mapping, and how it is said. The screens say it in the user's language, by `kind`. */
import type { JsonFault, JsonPath, Place } from './json-places.ts'

export interface MappingFault extends Place {
  /** What it is about, such as `items.fields.sku`; empty: the document. */
  readonly about: string
  readonly kind: JsonFault['kind'] | FaultKind
  readonly detail: string
}

/**
 * - missing, unknown: a member that must be there, or that nobody knows.
 * - type, choice: another type of value, or one of these, was wanted.
 * - address: no path below the base URL.
 * - empty: there must be something.
 * - strangeSign: a placeholder that this part does not have; `detail` names it.
 * - noSign: placeholders of which the part needs one; `detail` names them.
 * - bothSigns: delta and figure at once.
 * - noToken: adjustments are to be found by a token that none of them is given.
 */
export type FaultKind =
  'missing' | 'unknown' | 'type' | 'choice' | 'address' | 'empty' | 'strangeSign' | 'noSign' | 'bothSigns' | 'noToken'

/** Known by its path in the document, before that is looked up in the text. */
export interface UnplacedFault {
  readonly path: JsonPath
  readonly kind: FaultKind
  readonly detail: string
}

/** The types of JSON that a fault of the kind `type` names in its detail. */
const jsonTypes = ['string', 'number', 'boolean', 'object', 'array'] as const
type JsonType = (typeof jsonTypes)[number]

export const typesIn = (detail: string): readonly JsonType[] =>
  jsonTypes.filter((type) => detail.split(', ').includes(type))

const typeWords: Readonly<Record<JsonType, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
}

/** `line 12, column 5 (items.fields.sku): is missing`. */
export function explainFault({ line, column, about, kind, detail }: MappingFault): string {
  const where = `line ${String(line)}, column ${String(column)}${about === '' ? '' : ` (${about})`}`
  const types = kind === 'type' ? typesIn(detail).map((type) => typeWords[type]) : []
  return `${where}: ${sentences[kind].replace('…', types.length === 0 ? detail : types.join(' or '))}`
}

const sentences: Readonly<Record<MappingFault['kind'], string>> = {
  expected: 'this is no JSON: here was expected …',
  twice: 'this is no JSON: “…” is there twice',
  openText: 'this is no JSON: a text lacks its closing quote, or a sign in it must be escaped',
  tooEarly: 'this is no JSON: the document ends too early',
  tooMuch: 'this is no JSON: the document had ended before this',
  tooDeep: 'there are more than … levels',
  missing: 'is missing',
  unknown: 'is not known',
  type: 'must be …',
  choice: 'must be one of …',
  address: 'must be a path below the address, without a leading slash, "?" or "#"',
  empty: 'must not be empty',
  strangeSign: 'the placeholder … is not known here',
  noSign: 'needs the placeholder …',
  bothSigns: 'must have either {delta} or {figure}, not both',
  noToken: 'needs the placeholder {token} in adjustment',
}
