/** Looks for an adjustment that carries our token, where the mapping names a listing of them. */
import type { RemoteFailure } from '../../core/ports.ts'
import type { Mapping } from '../../../shared/domain/mapping/schema.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { fetchPage } from './pages.ts'
import type { Reading } from './read.ts'
import { lookUp } from './routes.ts'

/** What was just booked stands at one end or the other; in between nobody looks, since a long listing may be very long. */
const pagesAtEachEnd = 2

export async function findToken(
  { client, pageSize, signal, turn }: Pick<Reading, 'client' | 'pageSize' | 'signal' | 'turn'>,
  listing: NonNullable<Mapping['adjustments']>,
  token: string,
): Promise<Result<boolean, RemoteFailure>> {
  let offsets = [0]
  const asked = new Set<number>()
  for (let offset = offsets.shift(); offset !== undefined; offset = offsets.shift()) {
    if (asked.size > 0) await turn()
    asked.add(offset)
    const page = await fetchPage(client, listing, { limit: pageSize, offset }, signal)
    if (!page.ok) return err(page.error)
    const { rows, total } = page.value
    const texts = rows.map((row) => lookUp(row, listing.fields.token))
    if (texts.some((text) => typeof text === 'string' && text.includes(token))) return ok(true)
    if (asked.size === 1) offsets = furtherOffsets(rows.length, total)
  }
  return ok(false)
}

/** By the length of the first page, which may be shorter than was asked for. */
function furtherOffsets(first: number, total: number | null): number[] {
  if (first === 0) return []
  const ends = Array.from({ length: pagesAtEachEnd }, (_, page) => [
    page * first,
    ...(total === null ? [] : [total - (page + 1) * first]),
  ]).flat()
  return [...new Set(ends)].filter((offset) => offset > 0 && (total === null || offset < total))
}
