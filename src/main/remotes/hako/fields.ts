/**
 * Fields of Hako's rows, of whichever version. Written by hand because 100,000 of them come in one pull. Tolerant in form
 * (hako.md points 2 to 4): a field that can't be understood is left out and named in `malformed`, so that one bad price
 * does not keep a hundred thousand rows away. Strict in what it hangs on: a row without a key is an error.
 */
import type { RemoteRecord } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { parseStamp } from '../http/stamps.ts'

export type Row = Readonly<Record<string, unknown>>
export type Draft = { -readonly [K in keyof RemoteRecord]: RemoteRecord[K] }

/** What is wrong with a row, thrown by the readers below and caught by `attempt`. */
export class Malformed extends Error {}

export function attempt<T>(read: () => T): Result<T, string> {
  try {
    return ok(read())
  } catch (error) {
    if (error instanceof Malformed) return err(error.message)
    throw error
  }
}

export function readTimes(row: Row, draft: Draft): void {
  const createdAt = row['createdAt'] ?? undefined
  if (createdAt !== undefined) take(draft, 'createdAt', () => (draft.createdAt = asTime(createdAt, 'createdAt')))
  const updatedAt = row['updatedAt'] ?? undefined
  if (updatedAt !== undefined) take(draft, 'updatedAt', () => (draft.updatedAt = asTime(updatedAt, 'updatedAt')))
}

/** Takes over one field, or notes that it could not be understood. */
export function take(draft: Draft, field: string, read: () => unknown): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    draft.malformed = [...(draft.malformed ?? []), field]
  }
}

export function asRow(value: unknown, where = 'the row'): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Malformed(`${where} is not an object`)
  // Objects out of JSON.parse have string keys and nothing else.
  return value as Row
}

export const readKey = (row: Row, name: string): string => asKey(row[name], name)

export function asKey(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  throw new Malformed(value === undefined ? `${name} is missing` : `${name} is ${show(value)}`)
}

export function readName(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw new Malformed(`name is ${show(value)}`)
}

/** Decimal columns come as texts from some servers. */
export function asNumber(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  throw new Malformed(value === undefined ? `${name} is missing` : `${name} is ${show(value)}, not a number`)
}

export function asTime(value: unknown, name: string): number {
  const time = parseStamp(value)
  if (time === null) throw new Malformed(`${name} is ${show(value)}, not a time`)
  return time
}

/** Long texts are described instead of cut: half of a secret could no longer be recognised and hidden. */
export function show(value: unknown): string {
  if (typeof value === 'string')
    return value.length <= 60 ? JSON.stringify(value) : `a text of ${String(value.length)} characters`
  return typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'an array' : 'an object') : String(value)
}
