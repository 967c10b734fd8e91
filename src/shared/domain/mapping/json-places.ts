/**
 * Reads a JSON text strictly and remembers where everything in it stands, so that a fault can be shown at its line:
 * `JSON.parse` names no places, and takes the second of two equal names in silence.
 */
import { err, ok, type Result } from '../result.ts'

/** Both count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export type JsonPath = readonly (string | number)[]

export interface PlacedJson {
  readonly value: unknown
  /** Where the value at a path stands, or the nearest thing around it. */
  place(path: JsonPath): Place
  /** The same as a number of signs from the beginning; null: there is nothing at this path. */
  offset(path: JsonPath): number | null
}

/**
 * - expected: something else was to stand there; `detail` shows it.
 * - twice: an object has this name already.
 * - openText: a text without its closing quote, or with a sign in it that must be escaped.
 * - tooEarly: the document ends in the middle.
 * - tooMuch: the document had ended already.
 */
export interface JsonFault extends Place {
  readonly kind: 'expected' | 'twice' | 'openText' | 'tooEarly' | 'tooMuch' | 'tooDeep'
  readonly detail: string
}

/** What is wrong with the text, thrown and caught within this file. */
class Fault extends Error {
  readonly at: number
  readonly kind: JsonFault['kind']
  constructor(at: number, kind: JsonFault['kind'], detail = '') {
    super(detail)
    this.at = at
    this.kind = kind
  }
}

const deepest = 100

export function readPlacedJson(text: string): Result<PlacedJson, JsonFault> {
  const places = new Map<string, number>()
  try {
    const end = scanValue({ text, places }, skipSpace(text, 0), [])
    const rest = skipSpace(text, end)
    if (rest < text.length) throw new Fault(rest, 'tooMuch')
    const value: unknown = JSON.parse(text)
    return ok({
      value,
      place: (path) => placeAt(text, nearest(places, path)),
      offset: (path) => places.get(nameOf(path)) ?? null,
    })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return err({ ...placeAt(text, error.at), kind: error.kind, detail: error.message })
  }
}

interface Scan {
  readonly text: string
  readonly places: Map<string, number>
}

const nameOf = (path: JsonPath): string => JSON.stringify(path)

function nearest(places: ReadonlyMap<string, number>, path: JsonPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const found = places.get(nameOf(path.slice(0, length)))
    if (found !== undefined) return found
  }
  return places.get(nameOf([])) ?? 0
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** Each of these takes an offset and answers the one behind what it has read. */
function scanValue(scan: Scan, at: number, path: JsonPath): number {
  scan.places.set(nameOf(path), at)
  if (path.length > deepest) throw new Fault(at, 'tooDeep', String(deepest))
  const { text } = scan
  switch (text[at]) {
    case '{':
      return scanObject(scan, at, path)
    case '[':
      return scanArray(scan, at, path)
    case '"':
      return scanText(text, at)
    default:
      return scanWord(text, at)
  }
}

function scanObject(scan: Scan, start: number, path: JsonPath): number {
  const { text } = scan
  const names = new Set<string>()
  let at = skipSpace(text, start + 1)
  if (text[at] === '}') return at + 1
  for (;;) {
    if (text[at] !== '"') throw unexpected(text, at, '"name"')
    const end = scanText(text, at)
    const name = String(JSON.parse(text.slice(at, end)))
    if (names.has(name)) throw new Fault(at, 'twice', name)
    names.add(name)
    const colon = skipSpace(text, end)
    if (text[colon] !== ':') throw unexpected(text, colon, ':')
    const after = skipSpace(text, scanValue(scan, skipSpace(text, colon + 1), [...path, name]))
    if (text[after] === '}') return after + 1
    if (text[after] !== ',') throw unexpected(text, after, ', }')
    at = skipSpace(text, after + 1)
  }
}

function scanArray(scan: Scan, start: number, path: JsonPath): number {
  const { text } = scan
  let at = skipSpace(text, start + 1)
  if (text[at] === ']') return at + 1
  for (let index = 0; ; index += 1) {
    const after = skipSpace(text, scanValue(scan, at, [...path, index]))
    if (text[after] === ']') return after + 1
    if (text[after] !== ',') throw unexpected(text, after, ', ]')
    at = skipSpace(text, after + 1)
  }
}

function scanText(text: string, start: number): number {
  const found = match(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y, text, start)
  if (found === null) throw new Fault(start, 'openText')
  return start + found.length
}

function scanWord(text: string, start: number): number {
  const found = match(/(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y, text, start)
  if (found === null) throw unexpected(text, start, '{ [ "text" 0 true false null')
  return start + found.length
}

const unexpected = (text: string, at: number, wanted: string): Fault =>
  at >= text.length ? new Fault(at, 'tooEarly') : new Fault(at, 'expected', wanted)

const skipSpace = (text: string, at: number): number => at + (match(/[ \t\r\n]*/y, text, at)?.length ?? 0)

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}
