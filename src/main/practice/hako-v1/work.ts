import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { refuse, type Refusal } from './refusal.ts'
import type { HakoSwitches } from './switches.ts'
import type { RecordRow } from './tables/records.ts'
import type { Tables } from './tables/tables.ts'

/** What the handlers of one write share. */
export interface Work {
  readonly tables: Tables
  readonly switches: HakoSwitches
  /** The stamp of everything this request writes, in milliseconds, already on the tick. */
  readonly stampMs: number
  /** Call before each separate write: a refusal says that the server died before it. */
  readonly step: () => Result<void, Refusal>
}

/** Rows of the answer that stand for one element. */
export type Done = Result<readonly unknown[], Refusal>

export function countSteps(allowed: number | undefined): Work['step'] {
  let taken = 0
  return () => {
    if (allowed !== undefined && taken >= allowed) return refuse('interrupted', 'Internal server error')
    taken += 1
    return ok(undefined)
  }
}

/** Milliseconds of a row's stamp at this time, in the database's clock and on its tick. */
export function stampAt(nowMs: number, { clockSkewMs, stampSkewMs, tickMs }: HakoSwitches): number {
  return Math.floor((nowMs + clockSkewMs + stampSkewMs) / tickMs) * tickMs
}

export function findItem({ tables }: Work, sku: string): Result<RecordRow, Refusal> {
  const item = tables.items.find(sku)
  return item === undefined ? refuse('unknown', `Item ${sku} does not exist`) : ok(item)
}

export function findWarehouse({ tables }: Work, warehouseID: string): Result<RecordRow, Refusal> {
  const warehouse = tables.warehouses.find(warehouseID)
  return warehouse === undefined ? refuse('unknown', `Warehouse ${warehouseID} does not exist`) : ok(warehouse)
}

/** The fields of `changes` that were sent, over what the row has. */
export const withFields = (
  row: RecordRow,
  changes: {
    readonly name?: string | null | undefined
    readonly price?: number | null | undefined
    readonly expires?: number | null | undefined
  },
): RecordRow => ({
  ...row,
  name: changes.name === undefined ? row.name : changes.name,
  price: changes.price === undefined ? row.price : changes.price,
  expires: changes.expires === undefined ? row.expires : changes.expires,
})

/** A record nobody has set anything of. */
export const emptyRecord = ({ stampMs }: Work, key: string): RecordRow => ({
  id: 0,
  key,
  name: null,
  price: null,
  expires: null,
  createdAt: stampMs,
  updatedAt: stampMs,
})

/** Writes a changed row under its old or new key. A rename may give it a new id (a switch). */
export function writeRecord(
  work: Work,
  table: 'items' | 'bundles' | 'warehouses',
  before: RecordRow,
  after: RecordRow,
): RecordRow {
  const records = work.tables[table]
  if (before.key === after.key || work.switches.ids !== 'new-on-rename') {
    records.write(after)
    return after
  }
  records.remove(before.id)
  return records.insert(after)
}

/** Stops at the first refusal. */
export function inOrder<T>(
  entries: readonly T[],
  perform: (entry: T) => Result<unknown, Refusal>,
): Result<void, Refusal> {
  for (const entry of entries) {
    const done = perform(entry)
    if (!done.ok) return err(done.error)
  }
  return ok(undefined)
}
