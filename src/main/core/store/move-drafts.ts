import type { MoveKind, MoveTapeRow } from '../../../shared/contract/moves.ts'
import type { Reader, Writer } from './database.ts'
import type { Tables } from './tables.ts'
import type { Selectable } from 'kysely'

/**
 * Drafts of movements by scan: one of each kind and connection, its lines, and the append-only tape behind them. The
 * tape outlives a draft, so that a scan that is repeated later is still known.
 */
export interface MoveDraftPlace {
  readonly connection: number
  readonly kind: MoveKind
}

export interface SavedDraft extends MoveDraftPlace {
  readonly draft: number
  readonly cleared: number
  readonly warehouse: number | null
  readonly toWarehouse: number | null
  readonly note: string
}

export function readDraft(reader: Reader, { connection, kind }: MoveDraftPlace): SavedDraft {
  const row = reader.row<Pick<SavedDraft, 'draft' | 'cleared' | 'warehouse' | 'toWarehouse' | 'note'>>(
    'SELECT draft, cleared, warehouse, to_warehouse AS toWarehouse, note FROM move_drafts WHERE connection = ? AND kind = ?',
    connection,
    kind,
  )
  return { connection, kind, ...(row ?? { draft: 1, cleared: 1, warehouse: null, toWarehouse: null, note: '' }) }
}

export function saveDraft(writer: Writer, draft: SavedDraft): void {
  writer.exec(
    `INSERT INTO move_drafts (connection, kind, draft, cleared, warehouse, to_warehouse, note) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET draft = excluded.draft, cleared = excluded.cleared, warehouse = excluded.warehouse,
       to_warehouse = excluded.to_warehouse, note = excluded.note`,
    draft.connection,
    draft.kind,
    draft.draft,
    draft.cleared,
    draft.warehouse,
    draft.toWarehouse,
    draft.note,
  )
  writer.touch('moves')
}

export type MoveEvent = Selectable<Tables['move_scans']>

export type NewMoveEvent = Pick<MoveEvent, 'scan_id' | 'at' | 'event' | 'outcome' | 'quantity' | 'total' | 'person'> & {
  readonly code?: string | null
  readonly item?: number | null
  readonly pack?: number | null
  readonly typed?: boolean
  readonly answers?: number | null
}

export function appendMoveEvent(writer: Writer, draft: SavedDraft, event: NewMoveEvent): number {
  writer.touch('moves')
  return writer.exec(
    `INSERT INTO move_scans (connection, kind, draft, scan_id, at, event, outcome, code, item, quantity, pack, typed, total, answers, person)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    draft.connection,
    draft.kind,
    draft.draft,
    event.scan_id,
    event.at,
    event.event,
    event.outcome,
    event.code ?? null,
    event.item ?? null,
    event.quantity,
    event.pack ?? null,
    event.typed === true ? 1 : 0,
    event.total,
    event.answers ?? null,
    event.person,
  ).id
}

export const findMoveEvent = (
  reader: Reader,
  { connection, kind }: MoveDraftPlace,
  scanID: string,
): MoveEvent | undefined =>
  reader.row<MoveEvent>(
    'SELECT * FROM move_scans WHERE connection = ? AND kind = ? AND scan_id = ?',
    connection,
    kind,
    scanID,
  )

/** An answer before a kept scan was reopened doesn't count any more. */
const unanswered = `NOT EXISTS (SELECT 1 FROM move_scans AS answer WHERE answer.answers = move_scans.seq
  AND NOT EXISTS (SELECT 1 FROM reopened_moves AS again WHERE again.seq = move_scans.seq AND again.answered_to >= answer.seq))`

/** The newest event of this draft that an undo would take back. */
export const lastMoveEvent = (reader: Reader, draft: SavedDraft): MoveEvent | undefined =>
  reader.row<MoveEvent>(
    `SELECT * FROM move_scans WHERE connection = ? AND kind = ? AND draft = ? AND event <> 'undo' AND ${unanswered} ORDER BY seq DESC LIMIT 1`,
    draft.connection,
    draft.kind,
    draft.draft,
  )

/** Scans of an item in this draft that stand. */
export const countMoveScans = (reader: Reader, draft: SavedDraft, item: number): number =>
  reader.row<{ count: number }>(
    `SELECT count(*) AS count FROM move_scans
     WHERE connection = ? AND kind = ? AND draft = ? AND item = ? AND event IN ('scan', 'link') AND ${unanswered}`,
    draft.connection,
    draft.kind,
    draft.draft,
    item,
  )?.count ?? 0

export interface SavedMoveLine {
  readonly item: number
  readonly quantity: number
  readonly scans: number
}

export const getMoveLine = (
  reader: Reader,
  { connection, kind }: MoveDraftPlace,
  item: number,
): SavedMoveLine | undefined =>
  reader.row<SavedMoveLine>(
    'SELECT item, quantity, scans FROM move_lines WHERE connection = ? AND kind = ? AND item = ?',
    connection,
    kind,
    item,
  )

/** Writes a line; nothing to move is no line. */
export function saveMoveLine(
  writer: Writer,
  { connection, kind }: MoveDraftPlace,
  line: SavedMoveLine,
  lastSeq: number,
): void {
  writer.touch('moves')
  if (line.quantity === 0) {
    removeMoveLine(writer, { connection, kind }, line.item)
    return
  }
  writer.exec(
    `INSERT INTO move_lines (connection, kind, item, quantity, scans, last_seq) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET quantity = excluded.quantity, scans = excluded.scans, last_seq = excluded.last_seq`,
    connection,
    kind,
    line.item,
    line.quantity,
    line.scans,
    lastSeq,
  )
}

export function removeMoveLine(writer: Writer, { connection, kind }: MoveDraftPlace, item: number): void {
  writer.exec('DELETE FROM move_lines WHERE connection = ? AND kind = ? AND item = ?', connection, kind, item)
  writer.touch('moves')
}

export function removeMoveLines(writer: Writer, { connection, kind }: MoveDraftPlace): void {
  writer.exec('DELETE FROM move_lines WHERE connection = ? AND kind = ?', connection, kind)
  writer.touch('moves')
}

export interface ListedMoveLine extends SavedMoveLine {
  readonly sku: string
  readonly name: string | null
  readonly present: 0 | 1
  readonly pack: number | null
  readonly onHand: number
  readonly onHandTo: number
}

/** The line touched last is first. */
export const listMoveLines = (reader: Reader, draft: SavedDraft): ListedMoveLine[] =>
  reader.rows<ListedMoveLine>(
    `SELECT line.item, line.quantity, line.scans, records.key AS sku, records.name, records.present, last.pack,
       coalesce(source.quantity, 0) AS onHand, coalesce(target.quantity, 0) AS onHandTo
     FROM move_lines AS line JOIN records ON records.uid = line.item JOIN move_scans AS last ON last.seq = line.last_seq
     LEFT JOIN stock AS source ON source.item = line.item AND source.warehouse = ?
     LEFT JOIN stock AS target ON target.item = line.item AND target.warehouse = ?
     WHERE line.connection = ? AND line.kind = ? ORDER BY line.last_seq DESC`,
    draft.warehouse,
    draft.toWarehouse,
    draft.connection,
    draft.kind,
  )

/** Scans of unknown codes that nobody taught, dismissed, took back or cleared; oldest first. They outlive a queueing. */
export const unknownMoves = (reader: Reader, draft: SavedDraft): MoveEvent[] =>
  reader.rows<MoveEvent>(
    `SELECT * FROM move_scans WHERE connection = ? AND kind = ? AND draft >= ? AND outcome = 'unknown' AND event = 'scan' AND ${unanswered}
       AND NOT EXISTS (SELECT 1 FROM dismissed_codes AS gone
         WHERE gone.connection = move_scans.connection AND gone.code = move_scans.code AND gone.move_seq >= move_scans.seq)
     ORDER BY seq`,
    draft.connection,
    draft.kind,
    draft.cleared,
  )

/** The links of an item's kept scans that stand in this draft. */
export const standingMoveLinks = (reader: Reader, draft: SavedDraft, item: number): MoveEvent[] =>
  reader.rows<MoveEvent>(
    `SELECT * FROM move_scans WHERE connection = ? AND kind = ? AND draft = ? AND event = 'link' AND item = ? AND ${unanswered} ORDER BY seq`,
    draft.connection,
    draft.kind,
    draft.draft,
    item,
  )

/** The item of the event right before or after one in the same draft, by name or SKU. */
export function moveNeighbour(reader: Reader, event: MoveEvent, side: 'before' | 'after'): string | null {
  const [comparison, order] = side === 'before' ? ['<', 'DESC'] : ['>', 'ASC']
  const row = reader.row<{ label: string }>(
    `SELECT coalesce(records.name, records.key) AS label FROM move_scans JOIN records ON records.uid = move_scans.item
     WHERE move_scans.connection = ? AND move_scans.kind = ? AND draft = ? AND seq ${comparison} ? AND event = 'scan' ORDER BY seq ${order} LIMIT 1`,
    event.connection,
    event.kind,
    event.draft,
    event.seq,
  )
  return row?.label ?? null
}

/** Makes a kept scan unknown once more, whatever answered it so far. */
export function reopenMove(writer: Writer, seq: number): void {
  writer.exec(
    `INSERT INTO reopened_moves (seq, answered_to) VALUES (?, (SELECT max(seq) FROM move_scans))
     ON CONFLICT DO UPDATE SET answered_to = excluded.answered_to`,
    seq,
  )
  writer.touch('moves')
}

type JoinedTape = Omit<MoveTapeRow, 'typed' | 'undone'> & { typed: 0 | 1; undone: 0 | 1 }

/** Newest first. */
export function readMoveTape(reader: Reader, draft: SavedDraft, limit: number): MoveTapeRow[] {
  const rows = reader.rows<JoinedTape>(
    `SELECT move_scans.seq, scan_id AS scanID, at, event, outcome, code, records.key AS sku, records.name, move_scans.quantity AS added,
       pack, typed, total, EXISTS (SELECT 1 FROM move_scans AS undo WHERE undo.answers = move_scans.seq AND undo.event = 'undo') AS undone
     FROM move_scans LEFT JOIN records ON records.uid = item
     WHERE move_scans.connection = ? AND move_scans.kind = ? AND draft = ? ORDER BY move_scans.seq DESC LIMIT ?`,
    draft.connection,
    draft.kind,
    draft.draft,
    limit,
  )
  return rows.map((row) => ({ ...row, typed: row.typed === 1, undone: row.undone === 1 }))
}
