import { connectionOptions } from '../../../shared/contract/connections.ts'
import { openChangesOf } from '../store/changes.ts'
import type { Reader, Writer } from '../store/database.ts'
import { writeLog } from '../store/log.ts'
import { quietWrites } from '../store/warehouse-list.ts'
import type { MovedCell } from './moved-cells.ts'
import type { EngineContext } from './context.ts'
import { watchedAttempts } from './late-landing.ts'
import { reopenInferred } from './reopen.ts'

/**
 * SOLE (sync.md §2, rule 21, invariant I19): a person said that nobody else writes in a warehouse. Believed only while
 * nothing contradicts it; the first figure that does revokes it, and so many of our own writes must meet nobody before it
 * counts again.
 */
/** The warehouses (by uid) that are declared and not contradicted. */
export const soleWarehouses = (reader: Reader, connection: number, contested: Contested): Set<number> =>
  new Set(declaredWarehouses(reader, connection).filter((uid) => contested[String(uid)] === undefined))

function declaredWarehouses(reader: Reader, connection: number): number[] {
  const declared = readDeclared(reader, connection)
  if (declared.length === 0) return []
  const rows = reader.rows<{ uid: number }>(
    `SELECT uid FROM records WHERE connection = ? AND kind = 'warehouse' AND base_key IN (SELECT value FROM json_each(?))`,
    connection,
    JSON.stringify(declared),
  )
  return rows.map(({ uid }) => uid)
}

type Contested = Readonly<Record<string, { readonly at: number; readonly writes: number }>>

function readDeclared(reader: Reader, connection: number): readonly string[] {
  const row = reader.row<{ options: string }>('SELECT options FROM connections WHERE connection = ?', connection)
  return row === undefined ? [] : connectionOptions.parse(JSON.parse(row.options)).soleWriter
}

/** Says or takes back, for one warehouse, that nobody else writes there. */
export function declareSole(writer: Writer, connection: number, warehouseID: string, sole: boolean): void {
  const others = readDeclared(writer, connection).filter((declared) => declared !== warehouseID)
  writer.exec(
    "UPDATE connections SET options = json_set(options, '$.soleWriter', json(?)) WHERE connection = ?",
    JSON.stringify(sole ? [...others, warehouseID] : others),
    connection,
  )
  writer.touch('connections', 'warehouses')
}

/** Whether value alone decides here: every cell declared, and nothing else of ours in doubt on the item. */
export function isSole(context: EngineContext, reader: Reader, uid: number, cells: readonly number[]): boolean {
  const sole = soleWarehouses(reader, context.connection, context.memory.state.contested)
  return cells.length > 0 && cells.every((cell) => sole.has(cell)) && !hasOldDoubt(context, reader, uid)
}

/** An earlier movement of the item that may still land would look like this one. */
const hasOldDoubt = (context: EngineContext, reader: Reader, uid: number): boolean =>
  openChangesOf(reader, uid).some((change) => change.state === 'quarantined') ||
  watchedAttempts(context, reader, uid).length > 0

/** Counts one of our own writes that met nobody, where somebody was met before. */
export function noteQuietWrite({ memory }: Pick<EngineContext, 'memory'>, warehouses: readonly number[]): void {
  const { contested } = memory.state
  if (!warehouses.some((uid) => contested[String(uid)] !== undefined)) return
  const counted = Object.entries(contested).flatMap(([uid, seen]) => {
    const writes = seen.writes + (warehouses.includes(Number(uid)) ? 1 : 0)
    return writes >= quietWrites ? [] : [[uid, { ...seen, writes }] as const]
  })
  memory.change({ contested: Object.fromEntries(counted) })
}

/** A figure in an answer that nothing of ours explains: somebody else writes in these warehouses, declared or not. */
export function contradictSole(context: EngineContext, writer: Writer, key: string, moved: readonly MovedCell[]): void {
  const { memory, ports, connection } = context
  if (moved.length === 0) return
  const at = ports.clock.now()
  const declared = new Set(declaredWarehouses(writer, connection))
  const fresh = Object.fromEntries(moved.map(({ warehouse }) => [String(warehouse), { at, writes: 0 }]))
  memory.change({ contested: { ...memory.state.contested, ...fresh } })
  memory.saveWith(writer)
  for (const cell of moved) if (declared.has(cell.warehouse)) revoke(context, writer, key, cell)
}

/** The same from a read. Where nothing is declared there is nothing to revoke. */
export function contradictSoleByRead(
  context: EngineContext,
  writer: Writer,
  item: number,
  moved: readonly MovedCell[],
): void {
  const declared = new Set(moved.length === 0 ? [] : declaredWarehouses(writer, context.connection))
  if (declared.size === 0) return
  const inDoubt = (state: string): boolean => state === 'inflight' || state === 'unknown' || state === 'quarantined'
  if (openChangesOf(writer, item).some((change) => inDoubt(change.state))) return
  const key = writer.row<{ key: string }>('SELECT key FROM records WHERE uid = ?', item)?.key ?? ''
  contradictSole(
    context,
    writer,
    key,
    moved.filter((cell) => declared.has(cell.warehouse)),
  )
}

function revoke(context: EngineContext, writer: Writer, key: string, cell: MovedCell): void {
  const { connection, ports } = context
  const warehouseID =
    writer.row<{ key: string }>('SELECT base_key AS key FROM records WHERE uid = ?', cell.warehouse)?.key ?? ''
  declareSole(writer, connection, warehouseID, false)
  const reopened = reopenInferred(context, writer, cell.warehouse)
  writeLog(writer, connection, ports.clock.now(), {
    level: 'warning',
    event: 'soleRevoked',
    text: `Somebody else changed ${key} in ${warehouseID}: it no longer counts as changed by this PC alone.`,
    details: { key, text: warehouseID, before: cell.before, after: cell.after, reopened },
  })
}
