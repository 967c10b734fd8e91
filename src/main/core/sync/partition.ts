import type { ReadFilter } from '../ports.ts'
import type { Listing } from '../store/sync-state.ts'

/**
 * Reading a large listing in parts by the time its records were created, and noticing one that was cut (sync.md §4). Pure.
 * Bounds are whole seconds of the remote's time, in milliseconds, because filters know nothing finer.
 */
export interface Range {
  readonly from?: number
  readonly before?: number
}

export const everything: Range = {}

/** Above this a listing is read in parts of about half of it. */
const largest = 10 * 1024 * 1024

export const filterOf = ({ from, before }: Range): ReadFilter => ({
  ...(from === undefined ? {} : { createdFrom: from }),
  ...(before === undefined ? {} : { createdBefore: before }),
})

/** How many rows one part may have; null: all of them. */
export function rowsPerPart(listing: Listing | undefined): number | null {
  if (listing === undefined || listing.rows === 0) return null
  const bySize = listing.bytes > largest ? Math.floor(listing.rows / Math.ceil((2 * listing.bytes) / largest)) : null
  const byCap = listing.cap === null ? null : Math.floor(listing.cap / 2)
  const most = Math.min(bySize ?? Number.POSITIVE_INFINITY, byCap ?? Number.POSITIVE_INFINITY)
  return Number.isFinite(most) ? Math.max(1, most) : null
}

/** Parts of at most about `rows` of the known records each, from the first to the last and open at both ends. */
export function partsOf(createdAt: readonly number[], rows: number): Range[] {
  const sorted = createdAt.toSorted((a, b) => a - b)
  const bounds: number[] = []
  for (let index = rows; index < sorted.length; index += rows) {
    const bound = second(sorted[index] ?? 0)
    if (bound > (bounds.at(-1) ?? second(sorted[0] ?? 0))) bounds.push(bound)
  }
  return [...bounds, undefined].map((before, index) => range(bounds[index - 1], before))
}

/** Two halves of a range by the stamps of what was seen in it; null: they are of one second, so nothing can part them. */
export function halve(whole: Range, createdAt: readonly number[]): readonly [Range, Range] | null {
  const seconds = [...new Set(createdAt.map(second))].sort((a, b) => a - b)
  const middle = seconds[Math.ceil(seconds.length / 2)]
  // Where all that was shown is of one second, what was cut off lies before or after it.
  const bound = middle ?? (seconds[0] === undefined ? undefined : seconds[0] + 1000)
  if (bound === undefined || bound <= (whole.from ?? -1) || bound >= (whole.before ?? Number.POSITIVE_INFINITY))
    return null
  return [range(whole.from, bound), range(bound, whole.before)]
}

const second = (time: number): number => Math.floor(time / 1000) * 1000

const range = (from: number | undefined, before: number | undefined): Range => ({
  ...(from === undefined ? {} : { from }),
  ...(before === undefined ? {} : { before }),
})

/** Fewer rows than this are no remote's limit. */
const smallestCap = 50

/** Whether a listing of so many rows looks as if it had been cut: a round number, while records are missing or unheard of. */
export function looksCut(rows: number, missing: number, listing: Pick<Listing, 'proved' | 'cap'> | undefined): boolean {
  if (rows < smallestCap) return false
  const { proved = 0, cap = null } = listing ?? {}
  if (cap !== null && rows >= cap) return true
  return (missing > 0 && rows % 10 === 0) || (rows > proved && isUsualCap(rows))
}

/** 50, 100, 200, 250, 500, 1000 …, and powers of two. */
const isUsualCap = (rows: number): boolean => /^(?:[125]|25)0+$/.test(String(rows)) || Number.isInteger(Math.log2(rows))
