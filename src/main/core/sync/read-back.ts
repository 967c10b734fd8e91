import type { RecordKind } from '../../../shared/domain/change.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'
import type { RemoteFailure, RemoteRecord } from '../ports.ts'
import type { Attempt, Evidence } from '../store/attempts.ts'
import { knownByKey, knownByServerID, knownCells } from '../store/mirror.ts'
import { bumpOf } from './capabilities.ts'
import type { EngineContext } from './context.ts'
import type { LostRecord } from './lost.ts'
import { pullKind } from './pull.ts'
import { pullOne } from './pull-one.ts'
import { evidenceOf, stateOf, WarehouseUids } from './said.ts'
import { readFrom } from './watermark.ts'

/**
 * Reads the remote for records whose answers are lost, with as few requests as will do: one listing of changes where
 * stamps move with stock, single reads for a few, one whole listing for many. What a listing of changes lacks counts as
 * untouched only if the listing was whole: a few are read one by one, and for many it must hold every record that is
 * known to belong into it.
 */
export interface ReadBack {
  evidenceFor(record: LostRecord): Evidence
  /** The record as it came, to be adopted. */
  rowFor(record: LostRecord): RemoteRecord | null
  /** The listing knew the newest thing that was known before it; otherwise a copy that lags has answered. */
  readonly fresh: boolean
  /** Whether another record bears the key that this one wanted. */
  keyTaken(record: LostRecord): boolean
}

/** Up to so many keys are read one by one. */
const singleReads = 5

export async function readBack(
  context: EngineContext,
  kind: RecordKind,
  records: readonly LostRecord[],
): Promise<Result<ReadBack, RemoteFailure>> {
  const attempts = records.map((record) => record.attempt)
  const rows = new Rows(attempts)
  const incremental =
    kind === 'item' &&
    bumpOf(context.memory.learnt) === 'yes' &&
    attempts.every(isStock) &&
    context.remote.capabilities.changedSince
  const keys = [...new Set(attempts.flatMap(keysOf))]
  const newestKnown = context.memory.state.watermarks[kind] ?? 0
  let fresh = true
  if (!incremental && kind === 'item' && keys.length <= singleReads) {
    for (const key of keys) {
      const read = await pullOne(context, kind, key)
      if (!read.ok) return read
      if (read.value) rows.add(read.value)
    }
    // Renamed by somebody else, or deleted: only everything can tell.
    if (attempts.some((attempt) => rows.lacks(attempt))) {
      const read = await pullKind(context, kind, true, 'reserved', (row) => {
        rows.add(row)
      })
      if (!read.ok) return read
    }
  } else {
    const due = incremental ? listDue(context, kind) : []
    const met = new Set<string>()
    let newest = 0
    const read = await pullKind(context, kind, !incremental, 'reserved', (row) => {
      rows.add(row)
      met.add(row.key)
      newest = Math.max(newest, row.updatedAt ?? 0)
    })
    if (!read.ok) return read
    fresh = newest >= newestKnown
    const absent = incremental ? keys.filter((key) => !met.has(key)) : []
    if (absent.length > singleReads) fresh &&= due.every((key) => met.has(key))
    else {
      for (const key of absent) {
        const single = await pullOne(context, kind, key)
        if (!single.ok) return single
        if (single.value) rows.add(single.value)
        else rows.gone.add(key)
      }
    }
  }
  return ok(answers(context, rows, incremental, fresh))
}

/** Keys that the next listing of changes must show: those written last, as far as is known here. */
function listDue({ store, connection, memory }: EngineContext, kind: RecordKind): string[] {
  const from = readFrom(memory.state.watermarks[kind], memory.learnt)
  if (from === null) return []
  return store.reader
    .rows<{ key: string }>(
      'SELECT base_key AS key FROM records WHERE connection = ? AND kind = ? AND base_key IS NOT NULL AND server_updated_at >= ?',
      connection,
      kind,
      from,
    )
    .map(({ key }) => key)
}

const isStock = (attempt: Attempt): boolean =>
  ['increment', 'decrement', 'transfer', 'setStock'].includes(attempt.endpoint)

const keysOf = (attempt: Attempt): string[] =>
  [attempt.row.newKey, attempt.preImage.key].filter((key): key is string => key !== null)

/** The rows of a listing that somebody waits for. */
class Rows {
  readonly #keys: ReadonlySet<string>
  readonly #ids: ReadonlySet<string>
  /** Asked for one by one, and not there. */
  readonly gone = new Set<string>()
  readonly byKey = new Map<string, RemoteRecord>()
  readonly byID = new Map<string, RemoteRecord>()

  constructor(attempts: readonly Attempt[]) {
    this.#keys = new Set(attempts.flatMap(keysOf))
    this.#ids = new Set(attempts.flatMap((attempt) => attempt.preImage.serverID ?? []))
  }

  /** Of a record whose id is known, and which should be there. */
  lacks({ endpoint, preImage: { serverID } }: Attempt): boolean {
    return endpoint !== 'create' && endpoint !== 'delete' && serverID !== null && !this.byID.has(serverID)
  }

  add(row: RemoteRecord): void {
    if (this.#keys.has(row.key)) this.byKey.set(row.key, row)
    if (row.serverID !== undefined && this.#ids.has(row.serverID)) this.byID.set(row.serverID, row)
  }
}

function answers(context: EngineContext, rows: Rows, incremental: boolean, fresh: boolean): ReadBack {
  const { store, connection, ports, memory } = context
  const uids = new WarehouseUids(store.reader, connection)
  const rowFor = ({ attempt }: LostRecord): RemoteRecord | null => {
    const { newKey } = attempt.row
    const { key, serverID } = attempt.preImage
    const own = serverID === null ? undefined : rows.byID.get(serverID)
    if (attempt.endpoint === 'delete') return rows.byKey.get(key ?? '') ?? own ?? null
    return own ?? rows.byKey.get(newKey ?? '') ?? rows.byKey.get(key ?? '') ?? null
  }
  return {
    rowFor,
    fresh,
    evidenceFor(record) {
      const row = rowFor(record)
      if (row === null && incremental && !rows.gone.has(record.attempt.preImage.key ?? ''))
        return untouched(context, record)
      return evidenceOf(row, uids, ports.clock.now(), memory.newestDate)
    },
    keyTaken({ attempt, kind }) {
      const holder = attempt.row.newKey === null ? undefined : rows.byKey.get(attempt.row.newKey)
      if (attempt.endpoint === 'create') return isAnother(context, kind, holder, attempt.uid)
      if (attempt.preImage.serverID === null) return holder !== undefined && rows.byKey.has(attempt.preImage.key ?? '')
      return holder !== undefined && holder.serverID !== attempt.preImage.serverID
    },
  }
}

/** Whether it is a record that is known here as another one: renamed to the key that ours was to be made under. */
function isAnother(
  { store, connection }: EngineContext,
  kind: RecordKind,
  holder: RemoteRecord | undefined,
  uid: number,
): boolean {
  if (holder?.serverID === undefined) return false
  const known = knownByServerID(store.reader, connection, kind, holder.serverID)
  return known !== undefined && known.uid !== uid
}

/** A listing of what changed that lacks a record says that it did not change: its base stands. */
function untouched(context: EngineContext, { kind, attempt }: LostRecord): Evidence {
  const { store, connection, ports, memory } = context
  const { serverID, key } = attempt.preImage
  const known =
    (serverID === null ? undefined : knownByServerID(store.reader, connection, kind, serverID)) ??
    knownByKey(store.reader, connection, kind, key ?? '')
  const head = { at: ports.clock.now(), serverDate: memory.newestDate }
  if (!known) return { ...head, found: false, key: null, serverID: null, updatedAt: null, cells: [], fields: {} }
  const { name, price, expires, components } = stateOf(known)
  return {
    ...head,
    found: true,
    key: known.base_key,
    serverID: known.server_id,
    updatedAt: known.server_updated_at,
    cells: [...knownCells(store.reader, known.uid)],
    fields: { name, price, expires, components },
  }
}
