import type { RecordKind } from '../../../shared/domain/change.ts'
import type { RemoteRecord } from '../ports.ts'
import type { Reader, Writer } from '../store/database.ts'
import * as mirror from '../store/mirror.ts'
import type { Base } from '../store/records.ts'
import { sameRemoteCodes } from '../store/remote-codes.ts'
import { sameRemoteDetails } from '../store/remote-details.ts'
import type { EngineContext } from './context.ts'
import { adoptCreated, claimsOn, hasClaims } from './claims.ts'
import { forgetFigures, takeKey } from './key-owner.ts'
import { noticeLateLanding } from './late-landing.ts'
import { movedCells, totalsOf } from './moved-cells.ts'
import { noteOverwriting } from './overwritten.ts'
import { rebaseRecord, reviewRecreated } from './rebase-record.ts'
import { saidBase, saidCells, stateOf, takeCells, type WarehouseUids, whole, withNothingUnsaid } from './said.ts'
import { contradictSoleByRead } from './sole.ts'

/**
 * Keeps rows that a read brought. Rows that say nothing new cost no write at all (invariant I13); the others go in one
 * transaction per chunk, each with its base, its observations and the rebase of what is queued for it.
 */
export interface Applying {
  readonly kind: RecordKind
  readonly uids: WarehouseUids
  /** The remote's time of the newest answer before this read: what the rows are at least as new as. */
  readonly seenAt: number | null
  /** uids met, for the key diff of a sweep. */
  readonly met?: Set<number>
  /** A listing of everything. */
  readonly whole?: boolean
}

interface Match {
  readonly record: RemoteRecord
  readonly known: mirror.KnownRecord | undefined
  /** Known under this key, but the remote gave it another id, or a later birth: deleted and made anew (rule 22). */
  readonly recreated: boolean
}

/** Answers how many rows brought news. */
export function applyRows(context: EngineContext, applying: Applying, rows: readonly RemoteRecord[]): number {
  const { store, connection } = context
  const isNew = (record: RemoteRecord): boolean =>
    looksNew(context, store.reader, applying, find(store.reader, connection, record))
  // Where the first row is news the others are likely to be: then they are only looked at inside the transaction.
  const [first, ...rest] = rows
  const news = first === undefined ? [] : isNew(first) ? rows : rest.filter(isNew)
  if (news.length === 0) return 0
  return store.write((writer) => {
    const mayBeClaimed = hasClaims(writer, connection)
    let changed = 0
    const matches = news.map((record) => find(writer, connection, record))
    const renames = matches.filter(isRenamed)
    const others = matches.filter((match) => !isRenamed(match))
    for (const match of [...renames, ...others]) {
      const now = renames.length > 0 ? find(writer, connection, match.record) : match
      if (looksNew(context, writer, applying, now) && keepRow(context, writer, applying, now, mayBeClaimed))
        changed += 1
    }
    // Rows that are older than what is known here come again with every reading, and are worth no write.
    if (changed > 0) context.line.saveWith(writer)
    return changed
  })
}

/** Met by its id under another key: such rows go first, to free the old key before somebody else's row takes it. */
const isRenamed = ({ known, record }: Match): boolean => known !== undefined && known.base_key !== record.key

function find(reader: Reader, connection: number, record: RemoteRecord): Match {
  const { kind, key, serverID } = record
  if (serverID !== undefined) {
    const known = mirror.knownByServerID(reader, connection, kind, serverID)
    if (known) return { record, known, recreated: false }
  }
  const known = mirror.knownByKey(reader, connection, kind, key)
  return { record, known, recreated: known !== undefined && isAnother(known, record) }
}

export function isAnother(known: mirror.KnownRecord, record: RemoteRecord): boolean {
  if (known.server_id !== null && record.serverID !== undefined) return true
  const made = madeSince(known, record)
  return made > 0 || (made < 0 && changedSince(known, record) > 0)
}

/** The same of a row that certainly is of now: a remote whose clock was turned back makes new records that seem older. */
export const isAnotherNow = (known: mirror.KnownRecord, record: RemoteRecord): boolean =>
  isAnother(known, record) || isMadeAtAnotherTime(known, record)

export const isMadeAtAnotherTime = (known: mirror.KnownRecord, record: RemoteRecord): boolean =>
  madeSince(known, record) !== 0

/** How much later it was made, or changed, than the known one, in milliseconds; 0 where one of them doesn't say. */
const madeSince = ({ server_created_at: made }: mirror.KnownRecord, { createdAt }: RemoteRecord): number =>
  made === null ? 0 : (whole(createdAt) ?? made) - made

const changedSince = ({ server_updated_at: changed }: mirror.KnownRecord, { updatedAt }: RemoteRecord): number =>
  changed === null ? 0 : (whole(updatedAt) ?? changed) - changed

/** A row that is as known ends what an older one seemed to say. */
function looksNew({ memory }: EngineContext, reader: Reader, applying: Applying, match: Match): boolean {
  if (isNews(reader, applying, match)) return true
  if (match.known !== undefined) memory.olderSince.delete(match.known.uid)
  return false
}

function isNews(reader: Reader, applying: Applying, { record, known }: Match): boolean {
  if (known === undefined) return true
  applying.met?.add(known.uid)
  const base = saidBase(record, known, null)
  if (!mirror.sameBase(known, base)) return true
  if (base.codes !== undefined && !sameRemoteCodes(reader, known.uid, base.codes)) return true
  if (base.details !== undefined && !sameRemoteDetails(reader, known.uid, base.details)) return true
  const cells = saidCells(record, applying.uids)
  return cells === undefined || (cells !== null && !mirror.sameCells(mirror.knownCells(reader, known.uid), cells))
}

function keepRow(
  context: EngineContext,
  writer: Writer,
  applying: Applying,
  match: Match,
  mayBeClaimed: boolean,
): boolean {
  const { record, known } = match
  const isBack = known !== undefined && !match.recreated && isOlder(known, record)
  if (isBack && !mayGoBack(context, applying, known.uid)) return false
  const recreated =
    match.recreated || (isBack && context.remote.capabilities.relativeStock && isAnotherNow(known, record))
  const read = saidBase(record, recreated ? undefined : known, applying.seenAt)
  const said = takeCells(writer, record, applying.uids)
  const base = recreated ? withNothingUnsaid(read) : read
  const cells = recreated && record.kind === 'item' ? (said ?? new Map<number, number>()) : said
  if (known === undefined) return keepNew(context, writer, applying, { record, base, cells, mayBeClaimed })
  context.memory.olderSince.delete(known.uid)
  const before = { state: stateOf(known), cells: mirror.knownCells(writer, known.uid) }
  mirror.keepConfirmed(writer, record.kind, known.uid, base, cells)
  if (recreated && record.kind === 'warehouse') forgetFigures(context, writer, known.uid)
  if (known.base_key !== record.key) takeKey(context, writer, { uid: known.uid, kind: record.kind, key: record.key })
  const moved = cells === null ? [] : movedCells(before.cells, cells)
  const at = context.ports.clock.now()
  for (const cell of moved) mirror.addObservation(writer, { item: known.uid, ...cell, at, updatedAt: base.updatedAt })
  noteOverwriting(context, writer, known.uid, record.key, moved)
  if (!recreated && !noticeLateLanding(context, writer, known.uid, moved))
    contradictSoleByRead(context, writer, known.uid, moved)
  if (known.open_changes === 0) return true
  if (recreated) reviewRecreated(context, writer, known.uid)
  else
    rebaseRecord(context, writer, known.uid, {
      before: before.state,
      after: base.state,
      stockMoved: moved.length > 0,
      totals: moved.length > 0 && cells !== null ? totalsOf(before.cells, cells) : undefined,
    })
  return true
}

/** Base moves only forward: an answer from before what is known changes nothing (rule 14). */
const isOlder = (known: mirror.KnownRecord, record: RemoteRecord): boolean => changedSince(known, record) < 0

/**
 * A remote whose clock was turned back stamps new things as old. An older row counts as news when two whole listings, a
 * settle time apart, both show one and no reading in between showed another: a late or stale answer would not be told
 * twice. Where movements are written as figures what was read last counts at once: computed from anything else, the next
 * figure would undo what others did. There a stamp may also fall because the newest row of the record went (sync.md §7).
 */
function mayGoBack({ memory, options, ports, remote }: EngineContext, applying: Applying, uid: number): boolean {
  if (!remote.capabilities.relativeStock) return true
  if (applying.whole !== true) return false
  const now = ports.clock.monotonic()
  const since = memory.olderSince.get(uid)
  if (since === undefined) memory.olderSince.set(uid, now)
  return since !== undefined && now - since >= options.settleSeconds * 1000
}

interface NewRow {
  readonly record: RemoteRecord
  readonly base: Base
  readonly cells: ReadonlyMap<number, number> | null
  readonly mayBeClaimed: boolean
}

function keepNew(
  context: EngineContext,
  writer: Writer,
  applying: Applying,
  { record, base, cells, mayBeClaimed }: NewRow,
): boolean {
  const claims = mayBeClaimed ? claimsOn(writer, context.connection, record.kind, record.key) : []
  const claim = claims.find(({ kind, state }) => kind === 'create' || state === 'unknown' || state === 'inflight')
  if (claim !== undefined) {
    applying.met?.add(claim.uid)
    return adoptCreated(context, writer, claim, base, cells)
  }
  const gone = mirror.knownAsGone(writer, context.connection, record.kind, record.key)
  if (gone !== undefined && mirror.keepConfirmed(writer, record.kind, gone, base, cells ?? new Map()) > 0)
    reviewRecreated(context, writer, gone)
  if (gone !== undefined && record.kind === 'warehouse') forgetFigures(context, writer, gone)
  const uid = gone ?? mirror.addConfirmed(writer, context.connection, record.kind, base, cells ?? new Map())
  applying.met?.add(uid)
  return true
}
