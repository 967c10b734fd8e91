import type { HeldCause } from '../../../shared/contract/sync.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import type { Reader, Writer } from './database.ts'

/**
 * Records that a whole listing lacked, too many at once to be believed gone (sync.md rule 22, invariant I9). They stay as
 * they are until a person says what they are. A hold names exactly the rows that were missing then.
 */
export interface Hold {
  readonly kind: RecordKind
  readonly holdID: string
  /** Local time. */
  readonly since: number
  readonly known: number
  readonly listed: number
  readonly cause: HeldCause
  readonly consentedAt: number | null
}

export interface HeldRow {
  readonly kind: RecordKind
  readonly key: string
  readonly name: string | null
  /** Changes of its own that wait here: such a record is never removed, it is asked about. */
  readonly open: number
}

const columns = `kind, hold_id AS holdID, since, known, listed, cause, consented_at AS consentedAt`

export const readHolds = (reader: Reader, connection: number): Hold[] =>
  reader.rows<Hold>(`SELECT ${columns} FROM held_deletions WHERE connection = ? ORDER BY kind`, connection)

export const readHold = (reader: Reader, connection: number, kind: RecordKind): Hold | undefined =>
  reader.row<Hold>(`SELECT ${columns} FROM held_deletions WHERE connection = ? AND kind = ?`, connection, kind)

export const heldUids = (reader: Reader, connection: number, kind: RecordKind): Set<number> =>
  new Set(
    reader
      .rows<{ uid: number }>('SELECT uid FROM held_rows WHERE connection = ? AND kind = ?', connection, kind)
      .map(({ uid }) => uid),
  )

export const countHeld = (reader: Reader, connection: number): number =>
  reader.row<{ count: number }>('SELECT count(*) AS count FROM held_rows WHERE connection = ?', connection)?.count ?? 0

export const countHeldOf = (reader: Reader, connection: number, kind: RecordKind): { rows: number; dirty: number } =>
  reader.row<{ rows: number; dirty: number }>(
    `SELECT count(*) AS rows, coalesce(sum(open_changes > 0), 0) AS dirty
     FROM held_rows JOIN records USING (uid) WHERE held_rows.connection = ? AND held_rows.kind = ?`,
    connection,
    kind,
  ) ?? { rows: 0, dirty: 0 }

/** In the order of kinds and keys. */
export const listHeld = (reader: Reader, connection: number, offset: number, limit: number): HeldRow[] =>
  reader.rows<HeldRow>(
    `SELECT records.kind, key, name, open_changes AS open FROM held_rows JOIN records USING (uid)
     WHERE held_rows.connection = ? ORDER BY records.kind, key LIMIT ? OFFSET ?`,
    connection,
    limit,
    offset,
  )

export function saveHold(
  writer: Writer,
  connection: number,
  hold: Omit<Hold, 'consentedAt'>,
  uids: readonly number[],
): void {
  const { kind, holdID, since, known, listed, cause } = hold
  clearHold(writer, connection, kind)
  writer.exec(
    'INSERT INTO held_deletions (connection, kind, hold_id, since, known, listed, cause) VALUES (?, ?, ?, ?, ?, ?, ?)',
    connection,
    kind,
    holdID,
    since,
    known,
    listed,
    cause,
  )
  writer.exec(
    'INSERT INTO held_rows (uid, connection, kind) SELECT value, ?, ? FROM json_each(?)',
    connection,
    kind,
    JSON.stringify(uids),
  )
  writer.touch('status')
}

export function clearHold(writer: Writer, connection: number, kind: RecordKind): void {
  writer.exec('DELETE FROM held_rows WHERE connection = ? AND kind = ?', connection, kind)
  writer.exec('DELETE FROM held_deletions WHERE connection = ? AND kind = ?', connection, kind)
  writer.touch('status')
}

/** `at` null: the consent is taken back. */
export function consent(writer: Writer, connection: number, at: number | null): void {
  writer.exec('UPDATE held_deletions SET consented_at = ? WHERE connection = ?', at, connection)
  writer.touch('status')
}
