import type { RecordKind } from '../../../shared/domain/change.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'
import type { RemoteFailure } from '../ports.ts'
import type { Writer } from '../store/database.ts'
import { writeLog } from '../store/log.ts'
import { addObservation, dropConfirmed, knownCells, markSuspect } from '../store/mirror.ts'
import { getRecord } from '../store/records.ts'
import type { EngineContext } from './context.ts'
import { pullOne } from './pull-one.ts'
import { rebaseRecord } from './rebase-record.ts'

/**
 * Deletions at the remote, which nothing reports: a record that a complete listing lacks is suspect, and is only believed
 * gone when a second witness agrees (sync.md §4, rules 22 and 23, invariant I9).
 */
interface Known {
  readonly uid: number
  readonly key: string
}

/** More than this at once is not believed without a person: max(20 rows, 2 %). */
export const believable = (known: number): number => Math.max(20, Math.floor(known * 0.02))
/** Single reads made as second witness per sweep; beyond, the next sweep is the witness. */
const pointReads = 20

/** Compares what was known before a complete listing with what it showed. Answers how many records went. */
export async function sweepUp(
  context: EngineContext,
  kind: RecordKind,
  known: readonly Known[],
  met: ReadonlySet<number>,
): Promise<Result<number, RemoteFailure>> {
  const missing = known.filter((record) => !met.has(record.uid) && isStillKnown(context, record))
  if (missing.length === 0) return ok(0)
  if (missing.length > believable(known.length)) {
    holdBack(context, kind, missing.length, known.length)
    return ok(0)
  }
  let gone = 0
  for (const [index, record] of missing.entries()) {
    const witness =
      index < pointReads ? await witnessByRead(context, kind, record) : ok(witnessBySweep(context, record))
    if (!witness.ok) return witness
    if (!witness.value) continue
    context.store.write((writer) => {
      remove(context, writer, record.uid)
    })
    gone += 1
  }
  return ok(gone)
}

/** Not renamed or confirmed anew by something that happened during the listing. */
const isStillKnown = (context: EngineContext, record: Known): boolean =>
  getRecord(context.store.reader, record.uid)?.base?.key === record.key

async function witnessByRead(
  context: EngineContext,
  kind: RecordKind,
  record: Known,
): Promise<Result<boolean, RemoteFailure>> {
  const found = await pullOne(context, kind, record.key)
  if (!found.ok) return found
  const own = getRecord(context.store.reader, record.uid)?.serverID ?? null
  const { value } = found
  // Somebody else's record under this key is no sign of life of this one.
  return ok(value === null || (own !== null && value.serverID !== undefined && value.serverID !== own))
}

/** The first sweep only marks; one that comes at least the settle time later is the second witness. */
function witnessBySweep(context: EngineContext, record: Known): boolean {
  const now = context.ports.clock.now()
  const suspectAt = getRecord(context.store.reader, record.uid)?.suspectAt ?? null
  if (suspectAt !== null) return Math.abs(now - suspectAt) >= context.options.settleSeconds * 1000
  context.store.write((writer) => {
    markSuspect(writer, record.uid, now)
  })
  return false
}

/** Takes a record away that the remote has no more; what is queued for it becomes a question. */
export function remove(context: EngineContext, writer: Writer, uid: number): void {
  const record = getRecord(writer, uid)
  if (!record?.base) return
  const at = context.ports.clock.now()
  for (const [warehouse, before] of knownCells(writer, uid)) {
    addObservation(writer, { item: uid, warehouse, before, after: null, at, updatedAt: null })
  }
  dropConfirmed(writer, uid)
  if (record.openChanges > 0)
    rebaseRecord(context, writer, uid, { before: record.base, after: null, stockMoved: false })
}

function holdBack(context: EngineContext, kind: RecordKind, missing: number, known: number): void {
  const { store, connection, ports } = context
  const text = `The remote's list lacked ${String(missing)} of ${String(known)} ${kind}s. That is too many to believe, so nothing was removed here.`
  store.write((writer) => {
    writeLog(writer, connection, ports.clock.now(), {
      level: 'warning',
      event: 'deletionsHeld',
      text,
      details: { kind, missing, known },
    })
  })
}
