import type { RecordKind } from '../../../shared/domain/change.ts'
import type { RecordState } from '../../../shared/domain/fold.ts'
import type { RemoteRecord } from '../ports.ts'
import type { Evidence } from '../store/attempts.ts'
import type { Reader, Writer } from '../store/database.ts'
import { addPlaceholder, type KnownRecord } from '../store/mirror.ts'
import { parseComponents, type Base } from '../store/records.ts'

/** Turns what the remote says into this PC's terms: uids for warehouseIDs, and the old value where nothing was said. */

/** Whole milliseconds, because that is what a column holds. */
export const whole = (time: number | undefined | null): number | null =>
  time === undefined || time === null ? null : Math.round(time)

export function stateOf(known: KnownRecord): RecordState {
  return {
    key: known.base_key,
    name: known.base_name,
    price: known.base_price,
    expires: known.base_expires,
    components: parseComponents(known.base_components),
  }
}

export function saidBase(record: RemoteRecord, known: KnownRecord | undefined, seenAt: number | null): Base {
  const { name, price, expires, components } = record
  return {
    state: {
      key: record.key,
      name: name === undefined ? (known?.base_name ?? null) : name,
      price: price === undefined ? (known?.base_price ?? null) : price,
      expires: expires === undefined ? (known?.base_expires ?? null) : whole(expires),
      components: components === undefined ? parseComponents(known?.base_components ?? null) : components,
    },
    serverID: record.serverID ?? known?.server_id ?? null,
    createdAt: whole(record.createdAt) ?? known?.server_created_at ?? null,
    updatedAt: whole(record.updatedAt) ?? known?.server_updated_at ?? null,
    seenAt: whole(seenAt),
    ...(record.kind !== 'item' || record.codes === undefined ? {} : { codes: record.codes }),
    details: { lots: record.lots, attributes: record.attributes },
  }
}

/** What the record before it had is not its own, said or not. */
export const withNothingUnsaid = (base: Base): Base => ({
  ...base,
  codes: base.codes ?? [],
  details: { lots: base.details?.lots ?? [], attributes: base.details?.attributes ?? [] },
})

/** warehouseID → uid: confirmed ones, and those that are about to be created from here. */
export class WarehouseUids {
  readonly #uids = new Map<string, number>()
  readonly #connection: number

  constructor(reader: Reader, connection: number) {
    this.#connection = connection
    const rows = reader.rows<{ uid: number; key: string }>(
      `SELECT uid, coalesce(base_key, key) AS key FROM records
       WHERE connection = CAST(? AS INTEGER) AND kind = 'warehouse' AND (base_key IS NOT NULL OR present = 1)
       ORDER BY base_key IS NOT NULL`,
      connection,
    )
    for (const { uid, key } of rows) this.#uids.set(key, uid)
  }

  get(warehouseID: string): number | undefined {
    return this.#uids.get(warehouseID)
  }

  /** As `get`, making a placeholder for one that nobody has spoken of. */
  take(writer: Writer, warehouseID: string): number {
    const known = this.#uids.get(warehouseID)
    if (known !== undefined) return known
    const uid = addPlaceholder(writer, this.#connection, 'warehouse', warehouseID)
    this.#uids.set(warehouseID, uid)
    return uid
  }
}

/** The said figures by uid; null: nothing said; undefined: a warehouse is not known yet. */
export function saidCells(record: RemoteRecord, uids: WarehouseUids): Map<number, number> | null | undefined {
  if (record.kind !== 'item' || record.stock === undefined) return null
  const cells = new Map<number, number>()
  for (const [warehouseID, quantity] of record.stock) {
    const uid = uids.get(warehouseID)
    if (uid === undefined) return undefined
    cells.set(uid, quantity)
  }
  return cells
}

export function takeCells(writer: Writer, record: RemoteRecord, uids: WarehouseUids): Map<number, number> | null {
  if (record.kind !== 'item' || record.stock === undefined) return null
  return new Map([...record.stock].map(([warehouseID, quantity]) => [uids.take(writer, warehouseID), quantity]))
}

/** What a read says of one record, kept beside the attempt it was made for. Null: it was not there. */
export function evidenceOf(
  record: RemoteRecord | null,
  uids: WarehouseUids,
  at: number,
  serverDate: number | null,
): Evidence {
  if (record === null) {
    return { at, serverDate, found: false, key: null, serverID: null, updatedAt: null, cells: [], fields: {} }
  }
  const cells = [...(record.stock ?? [])].flatMap(([warehouseID, quantity]): [number, number][] => {
    const uid = uids.get(warehouseID)
    return uid === undefined ? [] : [[uid, quantity]]
  })
  const { name = null, price = null, expires = null, components = null } = record
  const fields = { name, price, expires, components }
  return {
    at,
    serverDate,
    found: true,
    key: record.key,
    serverID: record.serverID ?? null,
    updatedAt: whole(record.updatedAt),
    cells,
    fields,
  }
}

export const kindsInOrder: readonly RecordKind[] = ['warehouse', 'item', 'bundle']
