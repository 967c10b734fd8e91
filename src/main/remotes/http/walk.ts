/**
 * Walks a listing that comes in pages and may change while it is read (rows added and removed between two requests). Rows
 * come once each; when the pages show that the listing changed, it is walked again, and what is still unsure in the end is
 * said: `whole: false`, so that nobody takes a skipped row for a deleted one. A change that leaves no trace (one row added
 * and one removed between two pages) is why a deletion needs a second witness (sync.md rule 23).
 */
import type { ReadSummary, RemoteFailure, RemoteRecord, Turn } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'

export interface Page {
  readonly rows: readonly PageRow[]
  /** How many rows the listing has, or null where the remote does not say. */
  readonly total: number | null
  /** No page follows. */
  readonly last: boolean
  /** What was read before stands elsewhere by now, as a look at the page's edge shows. */
  readonly shifted?: boolean
  /** More rows may be out of reach, however often the listing is walked. */
  readonly cut?: boolean
  readonly bytes: number
  /** The remote's `Date` in milliseconds, or null. */
  readonly serverDate: number | null
}

export interface PageRow {
  /** What tells the row from all others, over the whole listing. */
  readonly id: string
  /** None: the row is none of the records that were asked for. */
  readonly record: RemoteRecord | null
}

export interface Walk {
  /** `page` counts from 0; `offset` is the number of rows of the pages before. */
  readonly fetch: (at: { readonly page: number; readonly offset: number }) => Promise<Result<Page, RemoteFailure>>
  readonly turn: Turn
  readonly onRows: (rows: readonly RemoteRecord[]) => Promise<void>
}

const walksAtMost = 3

export async function walkPages(walk: Walk): Promise<Result<ReadSummary, RemoteFailure>> {
  const met = new Set<string>()
  const summary = { rows: 0, bytes: 0, serverDate: null as number | null, newest: null as number | null }
  let tick: number | null = null
  for (let round = 1; ; round += 1) {
    const walked = await walkOnce(walk, round, met, (page, records) => {
      summary.rows += records.length
      summary.bytes += page.bytes
      summary.serverDate ??= page.serverDate
      for (const { createdAt, updatedAt } of records) {
        if (updatedAt !== undefined) summary.newest = Math.max(summary.newest ?? 0, updatedAt)
        for (const time of [createdAt, updatedAt])
          if (time !== undefined && tick !== 1) tick = time % 1000 === 0 ? 1000 : 1
      }
    })
    if (!walked.ok) return walked
    if (walked.value === 'steady') return ok({ ...summary, tick })
    if (walked.value === 'cut' || round === walksAtMost) return ok({ ...summary, tick, whole: false })
  }
}

async function walkOnce(
  { fetch, turn, onRows }: Walk,
  round: number,
  met: Set<string>,
  note: (page: Page, records: readonly RemoteRecord[]) => void,
): Promise<Result<'steady' | 'changed' | 'cut', RemoteFailure>> {
  const own = new Set<string>()
  let total: number | null = null
  let changed = false
  for (let [page, offset] = [0, 0]; ; page += 1) {
    if (page > 0 || round > 1) await turn()
    const read = await fetch({ page, offset })
    if (!read.ok) return err(read.error)
    const { rows, last } = read.value
    if (page === 0) total = read.value.total
    changed ||= read.value.shifted === true || read.value.total !== total || rows.some(({ id }) => own.has(id))
    const fresh = rows.filter(({ id }) => !met.has(id))
    const records = fresh.flatMap(({ record }) => record ?? [])
    for (const { id } of rows) own.add(id)
    for (const { id } of fresh) met.add(id)
    note(read.value, records)
    if (records.length > 0) await onRows(records)
    offset += rows.length
    if (read.value.cut === true) return ok('cut')
    // An empty page that claims to have a follower would be walked for ever.
    if (last || rows.length === 0) break
  }
  return ok(changed || (total !== null && own.size !== total) ? 'changed' : 'steady')
}
