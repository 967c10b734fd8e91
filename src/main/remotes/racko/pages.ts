/**
 * Pages by `limit` and `offset` (S3). How long a page may be is not documented, so that a page shorter than what was asked
 * for ends a listing only where an earlier page was longer; else one more is asked for, and an empty one ends it.
 */
import type { RemoteFailure } from '../../core/ports.ts'
import type { Listing } from '../../../shared/domain/mapping/schema.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Page, PageRow, Walk } from '../http/walk.ts'
import type { Client, JsonAnswer } from './client.ts'
import { badBody } from './errors.ts'
import { lookUp, rowsAt } from './routes.ts'

type Query = Readonly<Record<string, string | number | boolean>>

export interface RawPage {
  readonly rows: readonly unknown[]
  readonly total: number | null
  readonly answer: JsonAnswer
}

export async function fetchPage(
  client: Client,
  { path, query, rows, total }: Listing,
  window: { readonly limit: number; readonly offset: number },
  signal: AbortSignal,
): Promise<Result<RawPage, RemoteFailure>> {
  const read = await getJson(client, path, { ...query, limit: window.limit, offset: window.offset }, signal)
  if (!read.ok) return read
  const { value, status } = read.value
  const found = rowsAt(value, rows)
  if (found === null) return err(badBody(status, noList(path, rows), false))
  const count = total === undefined ? undefined : lookUp(value, total)
  return ok({ rows: found, total: typeof count === 'number' ? count : null, answer: read.value })
}

export const noList = (path: string, rows: string): string =>
  `The answer of ${path} has no list ${rows === '' ? 'of rows' : `at "${rows}"`}`

export const getJson = (
  client: Client,
  path: string,
  query: Query,
  signal: AbortSignal,
  mayBeAbsent = false,
): Promise<Result<JsonAnswer, RemoteFailure>> =>
  client.send({ kind: 'read', method: 'GET', path: withQuery(path, query), body: '', signal }, mayBeAbsent)

export function withQuery(path: string, query: Query = {}): string {
  const text = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
  return text === '' ? path : `${path}?${text}`
}

/**
 * The walk's way to fetch. `take` reads a page's rows; `startOver` is called whenever a walk begins. Where the remote does
 * not say how many rows there are, each page begins with the last row of the one before: if it doesn't, rows have moved.
 */
export function pagesOf(parts: {
  readonly listing: Listing
  readonly limit: number
  readonly fetch: (offset: number) => Promise<Result<RawPage, RemoteFailure>>
  readonly take: (rows: readonly unknown[]) => Result<readonly PageRow[], string>
  readonly startOver?: () => void
}): Walk['fetch'] {
  const { listing, limit, fetch, take, startOver } = parts
  let first: readonly PageRow[] = []
  let before: PageRow | undefined
  return async ({ page, offset }) => {
    if (page === 0) startOver?.()
    const overlap = page > 0 && listing.total === undefined ? 1 : 0
    const read = await fetch(offset - overlap)
    if (!read.ok) return page > 0 && isBeyondEnd(read.error) ? ok(endOfList(overlap > 0)) : read
    const { rows: raw, total, answer } = read.value
    const taken = take(raw)
    if (!taken.ok) return err(badBody(answer.status, `${listing.path}: ${taken.error}`, false))
    const rows = taken.value
    if (page === 0) first = rows
    else if (isSame(first, rows)) {
      // More than asked for: not in pages at all. Fewer: that, or pages cut shorter whose rest is out of reach.
      const cut = total === null && offset > overlap && first.length < limit
      if (first.length !== limit) return ok({ ...endOfList(false), total, cut })
      return err(badBody(answer.status, `${listing.path} answers the same page whatever the offset`, false))
    }
    const shifted = overlap > 0 && rows[0]?.id !== before?.id
    const fresh = shifted ? rows : rows.slice(overlap)
    before = rows.at(-1) ?? before
    const short = page === 0 ? total === raw.length && raw.length < limit : raw.length < first.length
    const { bytes, serverDate } = answer
    return ok({ rows: fresh, total, last: short || fresh.length === 0, shifted, bytes, serverDate })
  }
}

const endOfList = (shifted: boolean): Page => ({
  rows: [],
  total: null,
  last: true,
  shifted,
  bytes: 0,
  serverDate: null,
})

/** Behind the last row some servers have nothing. */
const isBeyondEnd = (failure: RemoteFailure): boolean => failure.kind === 'refused' && failure.status === 404

const isSame = (first: readonly PageRow[], rows: readonly PageRow[]): boolean =>
  first.length > 0 && first.length === rows.length && rows.every(({ id }, place) => first[place]?.id === id)
