import type { RecordKind } from '../../../shared/domain/change.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { ReadFilter, RemoteFailure, RemoteRecord } from '../ports.ts'
import { applyRows, type Applying } from './apply.ts'
import type { EngineContext } from './context.ts'
import { isFilterIgnored, isNotThere } from './failures.ts'
import { WarehouseUids } from './said.ts'

/** Reads one record by its key; null: it is not there. What is found is kept like any other row. */
export async function pullOne(
  context: EngineContext,
  kind: RecordKind,
  key: string,
): Promise<Result<RemoteRecord | null, RemoteFailure>> {
  const found = await lookFor(context, kind, key)
  return found.ok ? ok(found.value.record) : found
}

export interface Found {
  readonly record: RemoteRecord | null
  /** The remote ignored the key and listed everything: what such a list lacks may have been cut from it like from any. */
  readonly ignored: boolean
}

/** As `pullOne`, for who has to know how far to believe that it is not there. */
export async function lookFor(
  context: EngineContext,
  kind: RecordKind,
  key: string,
): Promise<Result<Found, RemoteFailure>> {
  const { store, connection, memory } = context
  const found: RemoteRecord[] = []
  const applying: Applying = { kind, uids: new WarehouseUids(store.reader, connection), seenAt: memory.newestDate }
  const read = (filter: ReadFilter) =>
    context.line.read(kind, filter, 'reserved', (rows) => {
      found.push(...rows.filter((row) => row.key === key))
      return Promise.resolve()
    })
  let result = await read({ key })
  const ignored = !result.ok && isFilterIgnored(result.error)
  // A remote that ignores the filter, or calls an unknown key an error, is asked for everything: a 404 alone is no
  // witness, because anything on the way may say it.
  if (!result.ok && (ignored || isNotThere(result.error))) {
    found.length = 0
    result = await read({})
  }
  if (!result.ok) return err(result.error)
  memory.noteDate(result.value.serverDate, null)
  applyRows(context, applying, found)
  return ok({ record: found[0] ?? null, ignored })
}
