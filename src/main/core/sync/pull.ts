import type { RecordKind } from '../../../shared/domain/change.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { ReadFilter, ReadSummary, RemoteFailure, RemoteRecord } from '../ports.ts'
import { listKnown } from '../store/mirror.ts'
import { pruneLog, writeLog } from '../store/log.ts'
import { countUnindexed, indexAtOnce, indexSearch } from '../store/search-index.ts'
import { applyRows, type Applying } from './apply.ts'
import { learnFromRead } from './capabilities.ts'
import type { EngineContext } from './context.ts'
import { sweepUp } from './deletions.ts'
import { isFilterIgnored, isNotThere } from './failures.ts'
import { kindsInOrder, WarehouseUids } from './said.ts'
import { advance, readFrom } from './watermark.ts'
import type { Urgency } from './limiter.ts'

/** Rows kept in one transaction: small enough that a scan in between waits a few milliseconds at most. */
const chunk = 250

/** What is kept of the log; a sweep that brought news takes the occasion to forget the rest. */
const keptLogEntries = 5000
/** After so many ignored filters in a row, what changed is no longer asked for in this run. */
const filtersTried = 3

/** Keys read at once before a sweep. */
const keysAtOnce = 2_000

/** Reads what changed, or everything, of all kinds the remote has. Answers how many rows brought news. */
export async function pullAll(context: EngineContext, full: boolean): Promise<Result<number, RemoteFailure>> {
  let changed = 0
  for (const kind of kindsInOrder) {
    if (kind === 'bundle' && !context.remote.capabilities.bundles) continue
    const pulled = await pullKind(context, kind, full, 'ordinary')
    // An account without bundles: the items must not wait for them.
    if (!pulled.ok && kind === 'bundle' && isNotThere(pulled.error)) continue
    if (!pulled.ok) return pulled
    changed += pulled.value
  }
  const { memory, ports } = context
  memory.lastPullAt = ports.clock.now()
  if (full) {
    memory.swept = true
    memory.sweptAt = ports.clock.monotonic()
    memory.change({ lastSweepAt: memory.lastPullAt })
    if (changed > 0) logSweep(context, changed)
  }
  if (full || changed > 0) context.memory.save()
  return ok(changed)
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
  const reading = await readKind(context, kind, from === null ? {} : { updatedFrom: from }, urgency, onRow)
  if (!reading.ok && from !== null && isFilterIgnored(reading.error)) {
    // Swallowed on the way, or a remote that does not know it: then everything is read, and soon without asking first.
    memory.ignoredFilters.set(kind, ignored + 1)
    return pullKind(context, kind, true, urgency, onRow)
  }
  if (!reading.ok) return reading
  if (from !== null) memory.ignoredFilters.delete(kind)
  const { summary, changed, met, known } = reading.value
  moveCursor(context, kind, summary)
  if (from !== null) return ok(changed)
  const swept = await sweepUp(context, kind, known, met)
  return swept.ok ? ok(changed + swept.value) : swept
}

interface Reading {
  readonly summary: ReadSummary
  readonly changed: number
  readonly met: ReadonlySet<number>
  /** What was known before the request: later arrivals are no business of this diff (rule 23). */
  readonly known: readonly { uid: number; key: string }[]
}

/** One listing, kept chunk by chunk as it streams in. */
async function readKind(
  context: EngineContext,
  kind: RecordKind,
  filter: ReadFilter,
  urgency: Urgency,
  onRow: (row: RemoteRecord) => void = () => undefined,
): Promise<Result<Reading, RemoteFailure>> {
  const { store, connection, memory, ports } = context
  const whole = Object.keys(filter).length === 0
  const known = whole ? await listAllKnown(context, kind) : []
  const met = new Set<number>()
  const seenAt = memory.newestDate
  const applying: Applying = { kind, uids: new WarehouseUids(store.reader, connection), seenAt, met, whole }
  const startedAt = ports.clock.monotonic()
  let changed = 0
  if (whole && kind === 'item') context.copying = { rows: 0, of: known.length > 0 ? known.length : null }
  const result = await context.line.read(kind, filter, urgency, async (rows) => {
    rows.forEach(onRow)
    for (let from = 0; from < rows.length; from += chunk) {
      const part = rows.slice(from, from + chunk)
      changed += applyRows(context, applying, part)
      if (context.copying) {
        context.copying = { ...context.copying, rows: context.copying.rows + part.length }
        context.onStatus()
      }
      await ports.breathe()
    }
    await bringSearchUp(context, indexAtOnce)
  })
  if (changed > 0) await bringSearchUp(context, 1)
  context.copying = null
  if (!result.ok) return err(result.error)
  memory.readAt.set(kind, startedAt)
  return ok({ summary: result.value, changed, met, known })
}

/** In pages, because a mirror's keys are many. */
async function listAllKnown(context: EngineContext, kind: RecordKind): Promise<{ uid: number; key: string }[]> {
  const { store, connection, ports } = context
  const known: { uid: number; key: string }[] = []
  for (;;) {
    const page = listKnown(store.reader, connection, kind, known.at(-1)?.key ?? '', keysAtOnce)
    known.push(...page)
    if (page.length < keysAtOnce) return known
    await ports.breathe()
  }
}

/** Indexes new records for the search once there are so many. */
async function bringSearchUp({ store, ports }: EngineContext, atLeast: number): Promise<void> {
  while (countUnindexed(store.reader) >= atLeast) {
    store.write(indexSearch)
    await ports.breathe()
  }
}

function moveCursor(context: EngineContext, kind: RecordKind, summary: ReadSummary): void {
  const { memory } = context
  memory.noteDate(summary.serverDate, summary.newest)
  memory.learn(learnFromRead(memory.learnt, summary))
  const { [kind]: watermark, ...others } = memory.state.watermarks
  const next = advance(watermark, summary, memory.learnt)
  if (next.kind === 'startOver') memory.swept = false
  const to = next.kind === 'startOver' ? undefined : next.to
  if (to !== watermark) memory.change({ watermarks: to === undefined ? others : { ...others, [kind]: Math.floor(to) } })
}

function logSweep(context: EngineContext, changed: number): void {
  const { store, connection, ports } = context
  const text = `Everything was read again: ${String(changed)} rows had changed.`
  store.write((writer) => {
    writeLog(writer, connection, ports.clock.now(), { level: 'info', event: 'swept', text, details: { changed } })
    pruneLog(writer, connection, keptLogEntries)
  })
}
