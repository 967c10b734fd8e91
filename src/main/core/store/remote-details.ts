import { z } from 'zod'
import type { RemoteAttribute, RemoteLot } from '../ports.ts'
import type { Reader, Writer } from './database.ts'

/** What the remote says of its items beside what the app works with, as it said it last. Read only here. */
export interface RemoteDetails {
  readonly lots: readonly RemoteLot[]
  readonly attributes: readonly RemoteAttribute[]
}

/** Undefined: nothing was said of it. */
export type SaidDetails = { readonly [Kind in keyof RemoteDetails]: RemoteDetails[Kind] | undefined }

const kinds = ['lots', 'attributes'] as const
type Kind = (typeof kinds)[number]

const lots = z.array(
  z.object({ name: z.string(), expires: z.string().nullable(), warehouseID: z.string(), quantity: z.number() }),
)
const attributes = z.array(z.object({ name: z.string(), value: z.string() }))

export const remoteDetailsOf = (reader: Reader, item: number) => ({
  lots: lots.parse(JSON.parse(textOf(reader, item, 'lots'))),
  attributes: attributes.parse(JSON.parse(textOf(reader, item, 'attributes'))),
})

/** What was not said differs from nothing. */
export const sameRemoteDetails = (reader: Reader, item: number, said: SaidDetails): boolean =>
  kinds.every((kind) => said[kind] === undefined || textOf(reader, item, kind) === JSON.stringify(said[kind]))

/** What was not said stays as it is. */
export function keepRemoteDetails(writer: Writer, item: number, said: SaidDetails): void {
  for (const kind of kinds) {
    const list = said[kind]
    if (list === undefined || textOf(writer, item, kind) === JSON.stringify(list)) continue
    if (list.length === 0) writer.exec('DELETE FROM remote_details WHERE item = ? AND kind = ?', item, kind)
    else {
      const text = JSON.stringify(list)
      writer.exec('INSERT OR REPLACE INTO remote_details (item, kind, said) VALUES (?, ?, ?)', item, kind, text)
    }
    writer.touch('items')
  }
}

const textOf = (reader: Reader, item: number, kind: Kind): string =>
  reader.row<{ said: string }>('SELECT said FROM remote_details WHERE item = ? AND kind = ?', item, kind)?.said ?? '[]'
