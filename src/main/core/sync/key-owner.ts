import type { RecordKind } from '../../../shared/domain/change.ts'
import type { Reader, Writer } from '../store/database.ts'
import { dropConfirmed } from '../store/mirror.ts'
import { refold } from '../store/view.ts'
import type { EngineContext } from './context.ts'

/**
 * At the remote a key has one owner. When a record met by its id takes a key that another one here is still thought to
 * bear, a placeholder gives way to it, and anything else is looked for by a full read; until that is settled, nothing is
 * sent for either of them, because the key would lead to the wrong one.
 */
export function takeKey(
  context: EngineContext,
  writer: Writer,
  owner: { readonly uid: number; readonly kind: RecordKind; readonly key: string },
): void {
  const rivals = writer.rows<{ uid: number; server_id: string | null }>(
    'SELECT uid, server_id FROM records WHERE connection = ? AND kind = ? AND base_key = ? AND uid <> ?',
    context.connection,
    owner.kind,
    owner.key,
    owner.uid,
  )
  for (const rival of rivals) {
    if (rival.server_id === null) giveWay(writer, rival.uid, owner.uid)
    else context.memory.swept = false
  }
}

/** Known by its key alone, from figures that named it: they are the owner's. */
export function giveWay(writer: Writer, placeholder: number, owner: number): void {
  const items = itemsIn(writer, placeholder)
  writer.exec(
    `INSERT INTO stock (item, warehouse, base_quantity)
     SELECT item, ?, base_quantity FROM stock WHERE warehouse = ? AND base_quantity IS NOT NULL
     ON CONFLICT DO UPDATE SET base_quantity = excluded.base_quantity`,
    owner,
    placeholder,
  )
  writer.exec('UPDATE stock SET base_quantity = NULL WHERE warehouse = ?', placeholder)
  dropConfirmed(writer, placeholder)
  sumAnew(writer, items)
}

/** A warehouse that was deleted and made anew begins with nothing; a whole reading says what is in it. */
export function forgetFigures({ memory }: EngineContext, writer: Writer, warehouse: number): void {
  const items = itemsIn(writer, warehouse)
  if (items.length === 0) return
  writer.exec('UPDATE stock SET base_quantity = NULL WHERE warehouse = ?', warehouse)
  sumAnew(writer, items)
  memory.swept = false
}

const itemsIn = (reader: Reader, warehouse: number): readonly number[] =>
  reader.rows<{ item: number }>('SELECT item FROM stock WHERE warehouse = ?', warehouse).map(({ item }) => item)

function sumAnew(writer: Writer, items: readonly number[]): void {
  for (const item of items) {
    const total = '(SELECT coalesce(sum(base_quantity), 0) FROM stock WHERE item = uid)'
    writer.exec(`UPDATE records SET base_quantity = ${total} WHERE uid = ?`, item)
    refold(writer, item)
  }
}

/** Whether another record here is thought to bear its key too. */
export const isDisputed = (reader: Reader, uid: number): boolean =>
  reader.row('SELECT 1 FROM records WHERE uid = ? AND base_key IS NOT NULL', uid) !== undefined &&
  soleKey(reader, uid) === null

/** The key that the remote last confirmed for this record; null: none, or one that another record is thought to bear too. */
export const soleKey = (reader: Reader, uid: number): string | null =>
  reader.row<{ key: string | null }>(
    `SELECT own.base_key AS key FROM records AS own WHERE own.uid = ? AND NOT EXISTS (
       SELECT 1 FROM records AS other WHERE other.connection = own.connection AND other.kind = own.kind
         AND other.base_key = own.base_key AND other.uid <> own.uid)`,
    uid,
  )?.key ?? null
