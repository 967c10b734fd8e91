import type { Reader, Writer } from './database.ts'
import type { Tables } from './tables.ts'
import type { Selectable } from 'kysely'

/**
 * Acts of a stocktake that are too long for one transaction. The row is the promise, written in one go: from then on the act
 * happens, whatever becomes of the program. Its pieces are ordinary events; each is committed together with how far it came.
 */
export interface LongAct {
  readonly stocktakeID: string
  readonly kind: 'zero' | 'undo'
  /** What the scanIDs of its events begin with, up to a colon. */
  readonly gesture: string
  readonly at: number
  readonly person: string | null
  readonly requestID: string | null
  readonly total: number
  readonly done: number
  /** Items turned to zero so far. */
  readonly lines: number
  /** Of an undo: the scanID that it has come to. */
  readonly reached: string
  readonly changeMark: number
  readonly observationMark: number
}

export type NewLongAct = Omit<LongAct, 'done' | 'lines' | 'reached'>

export function getLongAct(reader: Reader, stocktakeID: string): LongAct | undefined {
  const row = reader.row<Selectable<Tables['long_acts']>>('SELECT * FROM long_acts WHERE stocktake_id = ?', stocktakeID)
  return row && toLongAct(row)
}

/** Stocktakes in which something was promised and is not carried out yet. */
export const unfinishedActs = (reader: Reader): string[] =>
  reader.rows<{ id: string }>('SELECT stocktake_id AS id FROM long_acts').map(({ id }) => id)

export function promiseAct(writer: Writer, act: NewLongAct): void {
  writer.exec(
    `INSERT INTO long_acts (stocktake_id, kind, gesture, at, person, request_id, total, change_mark, observation_mark)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    act.stocktakeID,
    act.kind,
    act.gesture,
    act.at,
    act.person,
    act.requestID,
    act.total,
    act.changeMark,
    act.observationMark,
  )
  writer.touch('progress')
}

/** What it did is taken back instead of going on. */
export function turnBack(writer: Writer, stocktakeID: string): void {
  writer.exec('DELETE FROM long_act_items WHERE stocktake_id = ?', stocktakeID)
  writer.exec(
    "UPDATE long_acts SET kind = 'undo', total = max(lines, 1), done = 0, lines = 0, reached = '' WHERE stocktake_id = ?",
    stocktakeID,
  )
  writer.touch('progress')
}

export function saveProgress(
  writer: Writer,
  stocktakeID: string,
  { done, lines, reached }: Pick<LongAct, 'done' | 'lines' | 'reached'>,
): void {
  writer.exec(
    'UPDATE long_acts SET done = ?, lines = ?, reached = ? WHERE stocktake_id = ?',
    done,
    lines,
    reached,
    stocktakeID,
  )
  writer.touch('progress')
}

export function finishAct(writer: Writer, stocktakeID: string): void {
  writer.exec('DELETE FROM long_acts WHERE stocktake_id = ?', stocktakeID)
  writer.touch('progress', 'stocktakes')
}

// ------------------------------------------------------------------------------------------------- what is to be zeroed

export interface ItemPiece {
  readonly piece: number
  readonly items: readonly number[]
}

export function addPieces(writer: Writer, stocktakeID: string, pieces: readonly (readonly number[])[]): void {
  for (const [piece, items] of pieces.entries())
    writer.exec(
      'INSERT INTO long_act_items (stocktake_id, piece, items) VALUES (?, ?, ?)',
      stocktakeID,
      piece,
      JSON.stringify(items),
    )
}

export function nextPiece(reader: Reader, stocktakeID: string): ItemPiece | undefined {
  const row = reader.row<{ piece: number; items: string }>(
    'SELECT piece, items FROM long_act_items WHERE stocktake_id = ? ORDER BY piece LIMIT 1',
    stocktakeID,
  )
  return row && { piece: row.piece, items: JSON.parse(row.items) as number[] } // safe: written by addPieces
}

export function removePiece(writer: Writer, stocktakeID: string, piece: number): void {
  writer.exec('DELETE FROM long_act_items WHERE stocktake_id = ? AND piece = ?', stocktakeID, piece)
}

const toLongAct = (row: Selectable<Tables['long_acts']>): LongAct => ({
  stocktakeID: row.stocktake_id,
  kind: row.kind,
  gesture: row.gesture,
  at: row.at,
  person: row.person,
  requestID: row.request_id,
  total: row.total,
  done: row.done,
  lines: row.lines,
  reached: row.reached,
  changeMark: row.change_mark,
  observationMark: row.observation_mark,
})
