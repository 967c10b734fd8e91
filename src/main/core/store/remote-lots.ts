import { z } from 'zod'
import type { RemoteLot } from '../ports.ts'
import type { Reader, Writer } from './database.ts'

/** Lots that the remote keeps of its items, as it said them last. They are read only here. */

const stored = z.array(
  z.object({ name: z.string(), expires: z.string().nullable(), warehouseID: z.string(), quantity: z.number() }),
)

export const remoteLotsOf = (reader: Reader, item: number): RemoteLot[] =>
  stored.parse(JSON.parse(textOf(reader, item)))

export const sameRemoteLots = (reader: Reader, item: number, lots: readonly RemoteLot[]): boolean =>
  textOf(reader, item) === JSON.stringify(lots)

export function keepRemoteLots(writer: Writer, item: number, lots: readonly RemoteLot[]): void {
  if (sameRemoteLots(writer, item, lots)) return
  if (lots.length === 0) writer.exec('DELETE FROM remote_lots WHERE item = ?', item)
  else writer.exec('INSERT OR REPLACE INTO remote_lots (item, lots) VALUES (?, ?)', item, JSON.stringify(lots))
  writer.touch('items')
}

const textOf = (reader: Reader, item: number): string =>
  reader.row<{ lots: string }>('SELECT lots FROM remote_lots WHERE item = ?', item)?.lots ?? '[]'
