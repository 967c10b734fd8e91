import type { RecordKind } from '../../../shared/domain/change.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'
import type { RemoteFailure } from '../ports.ts'
import type { HeldCause } from '../../../shared/contract/sync.ts'
import type { Writer } from '../store/database.ts'
import { clearHold, heldUids, readHold, saveHold, type Hold } from '../store/held-deletions.ts'
import { writeLog } from '../store/log.ts'
import { addObservation, dropConfirmed, dropFigures, hasFigures, knownCells, markSuspect } from '../store/mirror.ts'
import { getRecord, isPlaceholder } from '../store/records.ts'
import type { EngineContext } from './context.ts'
import type { Known, Sweep } from './memory.ts'
import { looksCut } from './partition.ts'
import { lookFor } from './pull-one.ts'
import { rebaseRecord } from './rebase-record.ts'
import { learnLeftOut } from './sweep.ts'

/**
 * Deletions at the remote, which nothing reports: a record that a complete listing lacks is suspect, and is only believed
 * gone when a second witness agrees (sync.md §4, rules 22 and 23, invariant I9).
 */
/** More than this at once is not believed without a person: max(20 rows, 2 %). */
export const believable = (known: number): number => Math.max(20, Math.floor(known * 0.02))
/** Single reads made as second witness per sweep; beyond, the next sweep is the witness. */
const pointReads = 20
/** Records removed in one transaction. */
const atOnce = 100

/** Compares what was known before a complete listing with what it showed. Answers how many records went. */
export async function sweepUp(context: EngineContext, sweep: Sweep): Promise<Result<number, RemoteFailure>> {
  const { store, connection } = context
  const { kind, known, met } = sweep
  const hold = readHold(store.reader, connection, kind)
  if (kind === 'warehouse') context.memory.namedByStock.clear()
  const missing = known.filter((record) => !met.has(record.uid) && isStillMissing(context, kind, record))
  const agreed = hold?.consentedAt == null ? new Set<number>() : heldUids(store.reader, connection, kind)
  const taken = missing.filter(({ uid }) => agreed.has(uid))
  const others = missing.filter(({ uid }) => !agreed.has(uid))
  await removeAgreed(context, kind, taken)
  if (others.length > believable(known.length)) {
    holdBack(context, sweep, others, hold)
    return ok(taken.length)
  }
  if (hold) store.write((writer) => clearHold(writer, connection, kind))
  const gone = await believe(context, sweep, others)
  if (!gone.ok) return gone
  const unnamed = kind === 'item' ? await lookAfterUnnamed(context) : ok(0)
  return unnamed.ok ? ok(taken.length + gone.value + unnamed.value) : unnamed
}

/** A warehouse that was kept only because stock named it is looked for when its last figure has gone. Answers how many went. */
async function lookAfterUnnamed(context: EngineContext): Promise<Result<number, RemoteFailure>> {
  const { store, memory } = context
  const named = [...memory.namedByStock]
  memory.namedByStock.clear()
  let gone = 0
  for (const uid of named) {
    const record = getRecord(store.reader, uid)
    if (!record?.base || !isPlaceholder(record) || hasFigures(store.reader, uid)) continue
    const looked = await witnessByRead(context, 'warehouse', { uid, key: record.base.key })
    if (!looked.ok) return looked
    if (looked.value !== 'gone') continue
    store.write((writer) => {
      remove(context, writer, uid)
    })
    gone += 1
  }
  return ok(gone)
}

/** Few enough to be looked into one by one. */
async function believe(
  context: EngineContext,
  sweep: Sweep,
  missing: readonly Known[],
): Promise<Result<number, RemoteFailure>> {
  const { kind } = sweep
  const startedAt = sweep.startedAt ?? context.ports.clock.monotonic()
  // Where one look means reading everything, the next reading of everything is the look.
  const reads = context.remote.capabilities.lookUp === false ? 0 : pointReads
  let gone = 0
  for (const [index, record] of missing.entries()) {
    const witness =
      index < reads ? await witnessByRead(context, kind, record) : ok(witnessBySweep(context, record, startedAt))
    if (!witness.ok) return witness
    if (witness.value === 'there') learnLeftOut(context, sweep)
    if (witness.value !== 'gone') continue
    await emptyWarehouse(context, kind, record.uid)
    context.store.write((writer) => {
      remove(context, writer, record.uid)
    })
    gone += 1
  }
  return ok(gone)
}

/** A person said that these are gone, and a second whole listing lacks them as well. */
async function removeAgreed(context: EngineContext, kind: RecordKind, records: readonly Known[]): Promise<void> {
  const { store, connection, ports } = context
  for (let from = 0; from < records.length; from += atOnce) {
    const part = records.slice(from, from + atOnce)
    for (const { uid } of part) await emptyWarehouse(context, kind, uid)
    store.write((writer) => {
      for (const { uid } of part) remove(context, writer, uid)
    })
    await ports.breathe()
  }
  if (records.length === 0) return
  const text = `${String(records.length)} ${kind}s that were gone at the remote were removed here, as a person said.`
  store.write((writer) => {
    writeLog(writer, connection, ports.clock.now(), {
      level: 'info',
      event: 'deletionsRemoved',
      text,
      details: { kind, missing: records.length },
    })
  })
}

/** The figures of a warehouse go first, some at a time, because there may be very many. */
async function emptyWarehouse({ store, ports }: EngineContext, kind: RecordKind, uid: number): Promise<void> {
  if (kind !== 'warehouse') return
  while (store.write((writer) => dropFigures(writer, uid, atOnce))) await ports.breathe()
}

/**
 * Neither renamed nor confirmed anew by something that happened during the listing; nor a warehouse that is known only
 * because stock names it: some remotes keep the stock of a warehouse that they deleted.
 */
function isStillMissing({ store, memory }: EngineContext, kind: RecordKind, known: Known): boolean {
  const record = getRecord(store.reader, known.uid)
  if (record?.base?.key !== known.key) return false
  if (kind !== 'warehouse' || !isPlaceholder(record) || !hasFigures(store.reader, known.uid)) return true
  memory.namedByStock.add(known.uid)
  return false
}

/** What a second look says of a record that a listing lacked. */
type Witness = 'gone' | 'there' | 'unproven'

async function witnessByRead(
  context: EngineContext,
  kind: RecordKind,
  record: Known,
): Promise<Result<Witness, RemoteFailure>> {
  const begunAt = context.ports.clock.monotonic()
  const looked = await lookFor(context, kind, record.key)
  if (!looked.ok) return looked
  const own = getRecord(context.store.reader, record.uid)?.serverID ?? null
  const { record: found, ignored } = looked.value
  if (found === null) return ok(ignored ? witnessBySweep(context, record, begunAt) : 'gone')
  // Somebody else's record under this key is no sign of life of this one.
  return ok(own !== null && found.serverID !== undefined && found.serverID !== own ? 'gone' : 'there')
}

/**
 * The first sweep only marks; one that comes at least the settle time later is the second witness. Whatever confirms the
 * record takes the mark away. How old it is only the steady clock of this run can tell (invariant I18), so after a
 * restart the next sweep is the first witness again: that costs one sweep, and a record too many stays usable.
 */
function witnessBySweep({ store, memory, options, ports }: EngineContext, { uid }: Known, begunAt: number): Witness {
  const marked = getRecord(store.reader, uid)?.suspectAt != null
  const since = marked ? memory.suspectSince.get(uid) : undefined
  if (since !== undefined) return begunAt - since >= options.settleSeconds * 1000 ? 'gone' : 'unproven'
  memory.suspectSince.set(uid, ports.clock.monotonic())
  if (!marked)
    store.write((writer) => {
      markSuspect(writer, uid, ports.clock.now())
    })
  return 'unproven'
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

/** Keeps them all and asks. The same rows once more are the same question. */
function holdBack(context: EngineContext, sweep: Sweep, missing: readonly Known[], before: Hold | undefined): void {
  const { store, connection, ports } = context
  const { kind, known, rows } = sweep
  const held = heldUids(store.reader, connection, kind)
  if (before?.consentedAt === null && held.size === missing.length && missing.every(({ uid }) => held.has(uid))) return
  const at = ports.clock.now()
  const text = `The remote's list lacked ${String(missing.length)} of ${String(known.length)} ${kind}s. That is too many to believe, so nothing was removed here.`
  store.write((writer) => {
    const hold = { kind, holdID: ports.ids.ulid(), since: before?.since ?? at, known: known.length, listed: rows }
    saveHold(
      writer,
      connection,
      { ...hold, cause: causeOf(sweep) },
      missing.map(({ uid }) => uid),
    )
    writeLog(writer, connection, at, {
      level: 'warning',
      event: 'deletionsHeld',
      text,
      details: { kind, missing: missing.length, known: known.length },
    })
  })
}

function causeOf({ rows, known, met }: Sweep): HeldCause {
  if (rows === 0) return 'emptyList'
  if (!known.some(({ uid }) => met.has(uid))) return 'otherAccount'
  return looksCut(rows, known.length - met.size, undefined) ? 'rowCap' : 'cleanUp'
}
