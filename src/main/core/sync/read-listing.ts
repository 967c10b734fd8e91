import type { RecordKind } from '../../../shared/domain/change.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { ReadFilter, ReadSummary, RemoteFailure, RemoteRecord } from '../ports.ts'
import { writeLog } from '../store/log.ts'
import { countUnindexed, indexAtOnce, indexSearch } from '../store/search-index.ts'
import { applyRows, type Applying } from './apply.ts'
import { learnFromRead } from './capabilities.ts'
import type { EngineContext } from './context.ts'
import type { Urgency } from './limiter.ts'
import { WarehouseUids } from './said.ts'

/** Rows kept in one transaction: small enough that a scan in between waits a few milliseconds at most. */
const piece = 250
/**
 * A first copy that has brought so many rows is a large one. New rows cost a tenth of changed ones, and the disk is waited
 * for once in a piece: then pieces are larger, and the orders of the list are put off until its end.
 */
const large = 5_000
const pieceOfLarge = 1_000

export interface ListingChoices {
  readonly urgency: Urgency
  readonly onRow?: ((row: RemoteRecord) => void) | undefined
  /** Takes the uids of what was listed, for the key diff of a sweep. */
  readonly met?: Set<number>
  /** Part of a reading of everything. */
  readonly whole: boolean
  /** Records known before, for the progress that is shown. */
  readonly of?: number
}

export interface ReadListing {
  readonly summary: ReadSummary
  /** Rows that brought news. */
  readonly changed: number
  readonly createdAt: readonly number[]
  /** On the steady clock. */
  readonly startedAt: number
}

/** Reads one listing and keeps it, piece by piece as it streams in. */
export async function readListing(
  context: EngineContext,
  kind: RecordKind,
  filter: ReadFilter,
  { urgency, onRow = () => undefined, met, whole, of = 0 }: ListingChoices,
): Promise<Result<ReadListing, RemoteFailure>> {
  const { store, connection, memory, ports } = context
  const uids = new WarehouseUids(store.reader, connection)
  const applying: Applying = { kind, uids, seenAt: memory.newestDate, whole, ...(met === undefined ? {} : { met }) }
  const startedAt = ports.clock.monotonic()
  const createdAt: number[] = []
  if (whole && kind === 'item') context.copying ??= { rows: 0, of: of > 0 ? of : null }
  const pieces = keepInPieces(context, applying, whole && kind === 'item' && of === 0 && met?.size === 0)
  const result = await context.line.read(kind, filter, urgency, async (rows) => {
    rows.forEach(onRow)
    for (const row of rows) if (row.createdAt !== undefined) createdAt.push(row.createdAt)
    noteMalformed(context, rows)
    await pieces.take(rows)
  })
  const changed = await pieces.end()
  if (changed > 0) await bringSearchUp(context, 1)
  if (!result.ok) return err(result.error)
  memory.noteDate(result.value.serverDate, result.value.newest)
  memory.learn(learnFromRead(memory.learnt, result.value))
  return ok({ summary: result.value, changed, createdAt, startedAt })
}

/** `first`: nothing is known of the kind yet. */
function keepInPieces(context: EngineContext, applying: Applying, first: boolean) {
  const { store, connection, ports } = context
  let mayBeLarge = first
  let size = piece
  let held: RemoteRecord[] = []
  let kept = 0
  let changed = 0
  const keepHeld = async (): Promise<void> => {
    const rows = held
    held = []
    for (let from = 0; from < rows.length; from += size) {
      const part = rows.slice(from, from + size)
      changed += applyRows(context, applying, part)
      kept += part.length
      if (context.copying) {
        context.copying = { ...context.copying, rows: context.copying.rows + part.length }
        context.onStatus()
      }
      await ports.breathe()
    }
    await bringSearchUp(context, indexAtOnce)
  }
  return {
    async take(rows: readonly RemoteRecord[]): Promise<void> {
      held.push(...rows)
      if (mayBeLarge && kept >= large) {
        mayBeLarge = false
        if (store.orders.putOff(connection)) size = pieceOfLarge
      }
      if (size === piece || held.length >= size) await keepHeld()
    },
    /** Answers how many rows brought news. */
    async end(): Promise<number> {
      if (held.length > 0) await keepHeld()
      // Not while the engine is stopped: what is missing then is built when nothing else is going on.
      while (size === pieceOfLarge && !context.signal.aborted && store.orders.buildNext()) await ports.breathe()
      return changed
    },
  }
}

/** Indexes new records for the search once there are so many. */
async function bringSearchUp({ store, ports }: EngineContext, atLeast: number): Promise<void> {
  while (countUnindexed(store.reader) >= atLeast) {
    store.write(indexSearch)
    await ports.breathe()
  }
}

/** Entries of the log for rows with a field that could not be understood, at most in one run. */
const toldAtMost = 20

/** Says once for each record which of its fields was left out. */
export function noteMalformed(context: EngineContext, rows: readonly RemoteRecord[]): void {
  const { store, connection, ports, memory } = context
  for (const { kind, key, malformed } of rows) {
    if (malformed === undefined || memory.malformed.has(`${kind} ${key}`)) continue
    if (memory.malformed.size >= toldAtMost) return
    memory.malformed.add(`${kind} ${key}`)
    const fields = malformed.join(', ')
    store.write((writer) => {
      writeLog(writer, connection, ports.clock.now(), {
        level: 'warning',
        event: 'malformedRow',
        text: `The remote’s ${kind} ${key} was taken without what could not be understood: ${fields}.`,
        details: { kind, key, fields },
      })
    })
  }
}
