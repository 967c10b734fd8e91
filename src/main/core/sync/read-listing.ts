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
const chunk = 250

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

/** Reads one listing and keeps it, chunk by chunk as it streams in. */
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
  let changed = 0
  if (whole && kind === 'item') context.copying ??= { rows: 0, of: of > 0 ? of : null }
  const result = await context.line.read(kind, filter, urgency, async (rows) => {
    rows.forEach(onRow)
    for (const row of rows) if (row.createdAt !== undefined) createdAt.push(row.createdAt)
    noteMalformed(context, rows)
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
  if (!result.ok) return err(result.error)
  memory.noteDate(result.value.serverDate, result.value.newest)
  memory.learn(learnFromRead(memory.learnt, result.value))
  return ok({ summary: result.value, changed, createdAt, startedAt })
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
