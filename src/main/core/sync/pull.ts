import type { RecordKind } from '../../../shared/domain/change.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'
import type { ReadSummary, RemoteFailure, RemoteRecord } from '../ports.ts'
import { pruneAttempts } from '../store/attempts.ts'
import { pruneLog, writeLog } from '../store/log.ts'
import type { EngineContext } from './context.ts'
import { sweepUp } from './deletions.ts'
import { isFilterIgnored, isNotThere } from './failures.ts'
import type { Urgency } from './limiter.ts'
import type { Sweep } from './memory.ts'
import { readListing } from './read-listing.ts'
import { kindsInOrder } from './said.ts'
import { noteListing, partsFor, readPart, startSweep } from './sweep.ts'
import { advance, readFrom } from './watermark.ts'

/** What is kept of the log; a sweep that brought news takes the occasion to forget the rest. */
const keptLogEntries = 5000
/** Attempts are kept for 90 days of the remote's time (rule 4). */
const keptAttemptsMs = 90 * 24 * 3_600_000
/** After so many ignored filters in a row, what changed is no longer asked for in this run. */
const filtersTried = 3

/**
 * `news`: what changed. `all`: everything, now. `allInParts`: what changed now; everything as well, where it is large one
 * part at the end of each cycle, so that the queue never waits for it.
 */
export type Extent = 'news' | 'all' | 'allInParts'

/** Reads all kinds that the remote has. Answers how many rows brought news. */
export async function pullAll(context: EngineContext, extent: Extent): Promise<Result<number, RemoteFailure>> {
  const { memory, ports } = context
  let changed = 0
  for (const kind of kindsInOrder) {
    if (kind === 'bundle' && !context.remote.capabilities.bundles) continue
    const pulled = await pullOfAll(context, kind, extent)
    // An account without bundles: the items must not wait for them.
    if (!pulled.ok && kind === 'bundle' && isNotThere(pulled.error)) continue
    if (!pulled.ok) return pulled
    changed += pulled.value
  }
  memory.lastPullAt = ports.clock.now()
  const full = extent !== 'news'
  if (full) {
    memory.swept = true
    memory.sweptAt = ports.clock.monotonic()
    if (memory.sweep === null) noteSwept(context, changed)
  }
  if (full || changed > 0) memory.save()
  return ok(changed)
}

async function pullOfAll(
  context: EngineContext,
  kind: RecordKind,
  extent: Extent,
): Promise<Result<number, RemoteFailure>> {
  if (extent !== 'allInParts') return pullKind(context, kind, extent === 'all', 'ordinary')
  const { memory } = context
  const going = memory.sweep?.kind === kind
  if (!going && (memory.sweep !== null || partsFor(context, kind).length < 2))
    return pullKind(context, kind, true, 'ordinary')
  if (!going) memory.sweep = await startSweep(context, kind)
  return pullKind(context, kind, false, 'ordinary')
}

/** The next part of a large sweep that goes on beside the work. Answers how many rows brought news. */
export async function continueSweep(context: EngineContext): Promise<Result<number, RemoteFailure>> {
  const { memory } = context
  const { sweep } = memory
  if (sweep === null) return ok(0)
  const before = sweep.changed
  const read = await readPart(context, sweep, 'ordinary')
  context.copying = null
  if (!read.ok) return read
  if (sweep.left.length > 0) return ok(sweep.changed - before)
  memory.sweep = null
  const gone = await endSweep(context, sweep)
  if (!gone.ok) return gone
  noteSwept(context, sweep.changed + gone.value)
  memory.save()
  return ok(sweep.changed - before + gone.value)
}

/** Reads one kind: incrementally where the remote and the cursor allow it, else whole, with the key diff of a sweep. */
export async function pullKind(
  context: EngineContext,
  kind: RecordKind,
  full: boolean,
  urgency: Urgency,
  onRow?: (row: RemoteRecord) => void,
): Promise<Result<number, RemoteFailure>> {
  const { memory, remote } = context
  const ignored = memory.ignoredFilters.get(kind) ?? 0
  const filters = remote.capabilities.changedSince && ignored < filtersTried
  const from = full || !filters ? null : readFrom(memory.state.watermarks[kind], memory.learnt)
  if (from === null) return pullWhole(context, kind, urgency, onRow)
  const read = await readListing(context, kind, { updatedFrom: from }, { urgency, onRow, whole: false })
  if (!read.ok && isFilterIgnored(read.error)) {
    // Swallowed on the way, or a remote that does not know it: then everything is read, and soon without asking first.
    memory.ignoredFilters.set(kind, ignored + 1)
    noteFilterIgnored(context, kind)
    return pullWhole(context, kind, urgency, onRow)
  }
  if (!read.ok) return read
  const { summary, changed, startedAt } = read.value
  memory.ignoredFilters.delete(kind)
  if (memory.learnt.filters.yes === 0) learnFilters(context, 'yes')
  // As long as a listing that is known to be cut: the cursor stays, and everything is read.
  const cap = memory.state.listings[kind]?.cap ?? null
  if (cap !== null && summary.rows >= cap) return pullWhole(context, kind, urgency, onRow)
  memory.readAt.set(kind, startedAt)
  moveCursor(context, kind, summary, changed > 0)
  return ok(changed)
}

async function pullWhole(
  context: EngineContext,
  kind: RecordKind,
  urgency: Urgency,
  onRow?: (row: RemoteRecord) => void,
): Promise<Result<number, RemoteFailure>> {
  const sweep = await startSweep(context, kind)
  while (sweep.left.length > 0) {
    const read = await readPart(context, sweep, urgency, onRow)
    if (!read.ok) {
      context.copying = null
      return read
    }
  }
  context.copying = null
  if (sweep.startedAt !== null) {
    context.memory.readAt.set(kind, sweep.startedAt)
    context.memory.wholeReadAt.set(kind, sweep.startedAt)
  }
  const gone = await endSweep(context, sweep)
  return gone.ok ? ok(sweep.changed + gone.value) : gone
}

/** Everything was read: the cursor follows, and what was not met is looked into. Answers how many records went. */
async function endSweep(context: EngineContext, sweep: Sweep): Promise<Result<number, RemoteFailure>> {
  context.copying = null
  if (sweep.summary !== null) moveCursor(context, sweep.kind, sweep.summary, sweep.changed > 0)
  noteListing(context, sweep)
  return sweep.complete ? sweepUp(context, sweep) : ok(0)
}

/** A cursor ahead of the remote’s clock starts over (sync.md §4). */
function moveCursor(context: EngineContext, kind: RecordKind, summary: ReadSummary, isNews: boolean): void {
  const { memory, remote } = context
  const { [kind]: watermark, ...others } = memory.state.watermarks
  // Where nobody asks by it, it only says what was known before.
  const next = remote.capabilities.changedSince
    ? advance(watermark, summary, memory.learnt, isNews)
    : ({ kind: 'advance', to: summary.newest ?? watermark } as const)
  if (next.kind === 'startOver') memory.swept = false
  const to = next.kind === 'startOver' ? undefined : next.to
  if (to !== watermark) memory.change({ watermarks: to === undefined ? others : { ...others, [kind]: Math.floor(to) } })
}

function learnFilters({ memory }: EngineContext, side: 'yes' | 'no'): void {
  const { filters } = memory.learnt
  memory.learn({ ...memory.learnt, filters: { ...filters, [side]: filters[side] + 1 } })
}

function noteFilterIgnored(context: EngineContext, kind: RecordKind): void {
  const { store, connection, ports, memory } = context
  learnFilters(context, 'no')
  if (memory.learnt.filters.no > 1) return
  store.write((writer) => {
    writeLog(writer, connection, ports.clock.now(), {
      level: 'warning',
      event: 'filterIgnored',
      text: `The remote was asked for changed ${kind}s and answered with all of them.`,
      details: { kind },
    })
  })
}

function noteSwept(context: EngineContext, changed: number): void {
  const { store, connection, ports, memory } = context
  const at = ports.clock.now()
  memory.change({ lastSweepAt: at })
  if (changed === 0) return
  const text = `Everything was read again: ${String(changed)} rows had changed.`
  store.write((writer) => {
    writeLog(writer, connection, at, { level: 'info', event: 'swept', text, details: { changed } })
    pruneLog(writer, connection, keptLogEntries)
    if (memory.newestDate !== null) pruneAttempts(writer, connection, memory.newestDate - keptAttemptsMs)
  })
}
