import {
  connectionOptions,
  remoteName,
  type ConnectionOptions,
  type RemoteName,
} from '../../../shared/contract/connections.ts'
import { openStates } from '../../../shared/domain/change.ts'
import { openAnnouncements } from './announcements.ts'
import { db, type Reader, type Writer } from './database.ts'
import type { Tables } from './tables.ts'
import { readTallies } from './tallies.ts'
import type { Selectable } from 'kysely'

/**
 * Connections to remotes. Of a key only its last four characters are kept here; the rest is the secrets port's. What
 * the engine learns of a connection (`sync_state`) and its pause belong to core/sync.
 */
export interface Connection {
  readonly id: number
  readonly name: string
  readonly remote: RemoteName
  readonly baseUrl: string
  readonly practice: boolean
  readonly keyHint: string | null
  readonly options: ConnectionOptions
  readonly inUse: boolean
}

export interface NewConnection {
  readonly name: string
  readonly remote: RemoteName
  readonly baseUrl: string
  readonly practice: boolean
  readonly keyHint: string | null
  readonly options: ConnectionOptions
  readonly at: number
}

/** The connection that screens show and that the engine works for. */
export function connectionInUse(reader: Reader): Connection | undefined {
  const row = reader.row<Row>(`SELECT ${columns} FROM connections WHERE in_use = 1`)
  return row && toConnection(row)
}

export function getConnection(reader: Reader, id: number): Connection | undefined {
  const row = reader.row<Row>(`SELECT ${columns} FROM connections WHERE connection = ? AND removed = 0`, id)
  return row && toConnection(row)
}

/** In the order they were added. */
export function listConnections(reader: Reader): Connection[] {
  return reader.rows<Row>(`SELECT ${columns} FROM connections WHERE removed = 0 ORDER BY connection`).map(toConnection)
}

export function addConnection(writer: Writer, connection: NewConnection): number {
  const { id } = writer.run(
    db.insertInto('connections').values({
      name: connection.name,
      remote: connection.remote,
      base_url: connection.baseUrl,
      practice: connection.practice ? 1 : 0,
      key_hint: connection.keyHint,
      options: JSON.stringify(connection.options),
      created_at: connection.at,
    }),
  )
  writer.touch('connections')
  return id
}

/** Nobody sees it until `finishConnection`: its credentials are still to be kept. */
export function hideUnfinished(writer: Writer, id: number): void {
  writer.exec('UPDATE connections SET removed = 2 WHERE connection = ?', id)
}

export function finishConnection(writer: Writer, id: number): void {
  writer.exec('UPDATE connections SET removed = 0 WHERE connection = ?', id)
  writer.touch('connections')
}

/** What a crash left half added goes the way of what was removed. */
export function removeUnfinished(writer: Writer): void {
  writer.exec('UPDATE connections SET removed = 1 WHERE removed = 2')
}

export function updateConnection(writer: Writer, id: number, connection: Omit<NewConnection, 'at'>): void {
  writer.run(
    db
      .updateTable('connections')
      .set({
        name: connection.name,
        remote: connection.remote,
        base_url: connection.baseUrl,
        practice: connection.practice ? 1 : 0,
        key_hint: connection.keyHint,
        options: JSON.stringify(connection.options),
      })
      .where('connection', '=', id),
  )
  writer.touch('connections', 'status')
}

/** Switches to a connection, or to none. */
export function useConnection(writer: Writer, id: number | null): void {
  writer.exec('UPDATE connections SET in_use = 0 WHERE in_use = 1')
  if (id !== null) writer.exec('UPDATE connections SET in_use = 1 WHERE connection = ?', id)
  writer.touch(
    'connections',
    'status',
    'items',
    'stock',
    'warehouses',
    'bundles',
    'barcodes',
    'stocktakes',
    'queue',
    'log',
  )
}

export interface ConnectionCounts {
  readonly items: number
  /** Changes that are not settled, and deliveries that are not announced. */
  readonly open: number
  /** Open stocktakes, and movements begun and not booked. */
  readonly drafts: number
}

export function countOf(reader: Reader, id: number): ConnectionCounts {
  const { records, changes } = readTallies(reader, id)
  const queued = openStates.reduce((total, state) => total + changes[state], 0)
  const open = queued + openAnnouncements(reader, id).length
  const moves =
    reader.row<{ count: number }>('SELECT count(DISTINCT kind) AS count FROM move_lines WHERE connection = ?', id)
      ?.count ?? 0
  return { items: records.item, open, drafts: openStocktakes(reader, id).length + moves }
}

/** The names of the stocktakes that are not posted, oldest first. */
export const openStocktakes = (reader: Reader, id: number): string[] =>
  reader
    .rows<{
      name: string
    }>("SELECT name FROM stocktakes WHERE connection = ? AND state = 'open' ORDER BY opened_at", id)
    .map((row) => row.name)

type Row = Pick<
  Selectable<Tables['connections']>,
  'connection' | 'name' | 'remote' | 'base_url' | 'practice' | 'key_hint' | 'options' | 'in_use'
>

const columns = 'connection, name, remote, base_url, practice, key_hint, options, in_use'

function toConnection(row: Row): Connection {
  return {
    id: row.connection,
    name: row.name,
    remote: remoteName.parse(row.remote),
    baseUrl: row.base_url,
    practice: row.practice === 1,
    keyHint: row.key_hint,
    options: connectionOptions.parse(JSON.parse(row.options)),
    inUse: row.in_use === 1,
  }
}
