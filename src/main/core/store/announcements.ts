/** Deliveries that were announced to a remote, or wait for it. */
import type { Reader, Writer } from './database.ts'

export type AnnouncementState = 'waiting' | 'sending' | 'unknown' | 'announced' | 'refused' | 'cancelled'

export interface Announcement {
  readonly id: string
  readonly connection: number
  readonly warehouse: number
  readonly state: AnnouncementState
  readonly madeAt: number
  readonly person: string | null
  readonly token: string
  readonly details: AnnouncementDetails
  readonly lines: readonly AnnouncedLine[]
  readonly sentAt: number | null
  readonly remoteID: string | null
  readonly problem: string | null
}

export interface AnnouncementDetails {
  readonly arrivesOn: string
  readonly option: string
  readonly trackingCode: string | null
  readonly orderNumber: string | null
  readonly supplier: string | null
}

export interface AnnouncedLine {
  readonly item: number
  readonly sku: string
  readonly name: string | null
  readonly quantity: number
}

type Row = Omit<Announcement, 'details' | 'lines'> & { readonly details: string; readonly lines: string }

const columns = `announcement_id AS id, connection, warehouse, state, made_at AS madeAt, person, token, details, lines,
  sent_at AS sentAt, remote_id AS remoteID, problem`

const parse = (row: Row): Announcement => ({
  ...row,
  details: JSON.parse(row.details) as AnnouncementDetails, // safe: written by addAnnouncement
  lines: JSON.parse(row.lines) as AnnouncedLine[], // safe: written by addAnnouncement
})

export function addAnnouncement(
  writer: Writer,
  {
    id,
    connection,
    warehouse,
    madeAt,
    person,
    token,
    details,
    lines,
  }: Omit<Announcement, 'state' | 'sentAt' | 'remoteID' | 'problem'>,
): void {
  writer.exec(
    `INSERT INTO announcements (announcement_id, connection, warehouse, state, made_at, person, token, details, lines)
     VALUES (?, ?, ?, 'waiting', ?, ?, ?, ?, ?)`,
    id,
    connection,
    warehouse,
    madeAt,
    person,
    token,
    JSON.stringify(details),
    JSON.stringify(lines),
  )
  writer.touch('moves', 'queue')
}

export function getAnnouncement(reader: Reader, connection: number, id: string): Announcement | undefined {
  const row = reader.row<Row>(
    `SELECT ${columns} FROM announcements WHERE announcement_id = ? AND connection = ?`,
    id,
    connection,
  )
  return row && parse(row)
}

/** Newest first. */
export const listAnnouncements = (reader: Reader, connection: number, limit: number): Announcement[] =>
  reader
    .rows<Row>(
      `SELECT ${columns} FROM announcements WHERE connection = ? ORDER BY made_at DESC, announcement_id DESC LIMIT ?`,
      connection,
      limit,
    )
    .map(parse)

/** Those that are not at the remote yet, as far as is known, oldest first. */
export const openAnnouncements = (reader: Reader, connection: number): Announcement[] =>
  reader
    .rows<Row>(
      `SELECT ${columns} FROM announcements WHERE connection = ? AND state IN ('waiting', 'sending', 'unknown')
       ORDER BY made_at, announcement_id`,
      connection,
    )
    .map(parse)

export interface AnnouncementFate {
  readonly state: AnnouncementState
  readonly sentAt?: number
  readonly remoteID?: string
  readonly problem?: string | null
}

/** Answers whether it was still as the caller knew it; else nothing is changed. */
export function moveAnnouncement(
  writer: Writer,
  { id, state: from }: Pick<Announcement, 'id' | 'state'>,
  { state, sentAt, remoteID, problem }: AnnouncementFate,
): boolean {
  const { changes } = writer.exec(
    `UPDATE announcements SET state = ?, sent_at = coalesce(?, sent_at), remote_id = coalesce(?, remote_id), problem = ?
     WHERE announcement_id = ? AND state = ?`,
    state,
    sentAt ?? null,
    remoteID ?? null,
    problem ?? null,
    id,
    from,
  )
  if (changes > 0) writer.touch('moves')
  return changes > 0
}
