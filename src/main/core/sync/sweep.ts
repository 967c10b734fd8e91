import type { RecordKind } from '../../../shared/domain/change.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'
import type { ReadSummary, RemoteFailure, RemoteRecord } from '../ports.ts'
import { writeLog } from '../store/log.ts'
import { listKnown } from '../store/mirror.ts'
import type { Listing } from '../store/sync-state.ts'
import type { EngineContext } from './context.ts'
import { isFilterIgnored } from './failures.ts'
import type { Urgency } from './limiter.ts'
import type { Known, Sweep } from './memory.ts'
import { everything, filterOf, halve, looksCut, partsOf, rowsPerPart, type Range } from './partition.ts'
import { readListing } from './read-listing.ts'

/**
 * Reads everything of a kind, in one request or, where that would be too large or is known to be cut, in parts (sync.md
 * §4). How far it got stands in a `Sweep`, which may be put down between any two parts and taken up again.
 */

/** Keys read at once before a sweep. */
const keysAtOnce = 2_000

export async function startSweep(context: EngineContext, kind: RecordKind): Promise<Sweep> {
  const known = await listAllKnown(context, kind)
  const left = partsFor(context, kind)
  const counts = { changed: 0, rows: 0, bytes: 0 }
  return { kind, known, left, met: new Set<number>(), complete: true, summary: null, startedAt: null, ...counts }
}

/** In pages, because a mirror's keys are many. */
async function listAllKnown({ store, connection, ports }: EngineContext, kind: RecordKind): Promise<Known[]> {
  const known: Known[] = []
  for (;;) {
    const page = listKnown(store.reader, connection, kind, known.at(-1)?.key ?? '', keysAtOnce)
    known.push(...page)
    if (page.length < keysAtOnce) return known
    await ports.breathe()
  }
}

/**
 * One part where any record would be missed by a filter over the time of creation; and once a run what was seen to be
 * cut, because it may have been a mishap.
 */
export function partsFor({ store, connection, memory, remote }: EngineContext, kind: RecordKind): Range[] {
  if (!remote.capabilities.createdRange) return [everything]
  const listing = memory.state.listings[kind]
  const rows = rowsPerPart(memory.sweptAt === null && listing !== undefined ? { ...listing, cap: null } : listing)
  if (rows === null) return [everything]
  const created = store.reader.rows<{ at: number | null }>(
    'SELECT server_created_at AS at FROM records WHERE connection = ? AND kind = ? AND base_key IS NOT NULL',
    connection,
    kind,
  )
  const stamps = created.flatMap(({ at }) => at ?? [])
  return stamps.length < created.length ? [everything] : partsOf(stamps, rows)
}

/** Reads the next part. */
export async function readPart(
  context: EngineContext,
  sweep: Sweep,
  urgency: Urgency,
  onRow?: (row: RemoteRecord) => void,
): Promise<Result<void, RemoteFailure>> {
  const [part] = sweep.left
  if (part === undefined) return ok(undefined)
  const read = await readRange(context, sweep, part, { cap: null, urgency, onRow })
  if (!read.ok && part !== everything && isFilterIgnored(read.error)) {
    // Parts can't be had here: then it is everything at once, whatever its size.
    sweep.left.splice(0, sweep.left.length, everything)
    sweep.rows = 0
    return readPart(context, sweep, urgency, onRow)
  }
  if (!read.ok) return read
  sweep.left.shift()
  sweep.rows += read.value
  return ok(undefined)
}

interface Reading {
  /** Rows at which the range around this one seems to be cut; null: this is a whole part. */
  readonly cap: number | null
  readonly urgency: Urgency
  readonly onRow: ((row: RemoteRecord) => void) | undefined
}

/** Answers how many rows the range has, as far as is known. */
async function readRange(
  context: EngineContext,
  sweep: Sweep,
  range: Range,
  reading: Reading,
): Promise<Result<number, RemoteFailure>> {
  const { kind, met, known } = sweep
  const { urgency, onRow } = reading
  const read = await readListing(context, kind, filterOf(range), { urgency, onRow, met, whole: true, of: known.length })
  if (!read.ok) return read
  const { summary, changed, createdAt } = read.value
  sweep.changed += changed
  sweep.bytes += summary.bytes
  sweep.startedAt ??= read.value.startedAt
  noteSummary(sweep, summary)
  if (summary.whole === false) sweep.complete = false
  if (!isCut(context, sweep, range, summary.rows, reading)) return ok(summary.rows)
  const parts = context.remote.capabilities.createdRange ? halve(range, createdAt) : null
  if (parts === null) {
    if (reading.cap !== null || context.memory.state.listings[kind]?.cap != null) sweep.complete = false
    return ok(summary.rows)
  }
  let rows = 0
  for (const part of parts) {
    const half = await readRange(context, sweep, part, { ...reading, cap: summary.rows })
    if (!half.ok && isFilterIgnored(half.error)) {
      sweep.complete = false
      return ok(summary.rows)
    }
    if (!half.ok) return half
    rows += half.value
  }
  learnCap(context, kind, summary.rows, rows)
  return ok(Math.max(rows, summary.rows))
}

function isCut(context: EngineContext, sweep: Sweep, range: Range, rows: number, { cap }: Reading): boolean {
  if (cap !== null) return rows >= cap
  const listing = context.memory.state.listings[sweep.kind]
  if (range !== everything) return listing?.cap != null && rows >= listing.cap
  const missing = sweep.known.filter(({ uid }) => !sweep.met.has(uid)).length
  return looksCut(rows, missing, listing)
}

/** Two halves of a listing that together have more rows than the whole: then the whole was cut. */
function learnCap(context: EngineContext, kind: RecordKind, whole: number, halves: number): void {
  const { memory, store, connection, ports } = context
  const known = memory.state.listings[kind] ?? unseen
  if (halves <= whole) {
    const cap = known.cap !== null && whole > known.cap ? null : known.cap
    keepListing(context, kind, { ...known, cap, proved: Math.max(known.proved, whole) })
  } else {
    keepListing(context, kind, { ...known, cap: Math.min(known.cap ?? whole, whole) })
    if (known.cap !== null) return
    store.write((writer) => {
      writeLog(writer, connection, ports.clock.now(), {
        level: 'warning',
        event: 'rowCap',
        text: `The remote cuts its list of ${kind}s after ${String(whole)} rows; it is read in parts.`,
        details: { kind, rows: whole },
      })
    })
  }
}

const unseen: Listing = { rows: 0, bytes: 0, proved: 0, cap: null }

function keepListing({ memory }: EngineContext, kind: RecordKind, listing: Listing): void {
  memory.change({ listings: { ...memory.state.listings, [kind]: listing } })
}

function noteSummary(sweep: Sweep, summary: ReadSummary): void {
  const { summary: first } = sweep
  if (first === null) {
    sweep.summary = summary
    return
  }
  // Without a `Date`, only what the first part showed is certainly behind all parts.
  const newest = first.serverDate === null ? first.newest : Math.max(first.newest ?? 0, summary.newest ?? 0)
  sweep.summary = { ...first, newest: newest === 0 ? null : newest, tick: summary.tick ?? first.tick }
}

/** Notes how large the kind is, for the next time. */
export function noteListing(context: EngineContext, { kind, rows, bytes, complete }: Sweep): void {
  const known = context.memory.state.listings[kind] ?? unseen
  const outgrown = known.cap !== null && complete && rows <= known.cap / 2
  keepListing(context, kind, { ...known, rows, bytes, cap: outgrown ? null : known.cap })
}

/** A record that a listing left out was found by its key: such a listing is not whole. */
export function learnLeftOut(context: EngineContext, { kind, rows }: Sweep): void {
  const known = context.memory.state.listings[kind] ?? unseen
  if (known.cap === null && looksCut(rows, 1, { proved: 0, cap: null }))
    keepListing(context, kind, { ...known, cap: rows })
}
