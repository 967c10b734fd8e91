import type { StocktakeAct } from '../../../shared/domain/stocktake-acts.ts'
import { actHash } from './act-hash.ts'
import type { Reader, Writer } from './database.ts'
import { lastHash } from './scans.ts'

/** One link of a stocktake’s chain, which is append-only like the tape it points to. */
export interface Act {
  readonly at: number
  readonly act: string
  readonly person: string | null
  /** The PC it happened on; null: this one. */
  readonly device: string | null
  /** JSON */
  readonly details: string
  readonly hash: string | null
}

export interface NewAct {
  readonly act: StocktakeAct
  readonly at: number
  readonly person: string | null
  readonly details: Readonly<Record<string, unknown>>
}

/** One act a gesture, in the transaction of what it did. */
export function recordAct(writer: Writer, stocktakeID: string, { act, at, person, details }: NewAct): void {
  const text = JSON.stringify({ tape: lastHash(writer, stocktakeID), ...details })
  const hash = actHash(lastActHash(writer, stocktakeID), {
    stocktakeID,
    at,
    act,
    person,
    device: null,
    details: text,
  })
  writer.exec(
    'INSERT INTO stocktake_acts (stocktake_id, at, act, person, device, details, hash) VALUES (?, ?, ?, ?, NULL, ?, ?)',
    stocktakeID,
    at,
    act,
    person,
    text,
    hash,
  )
}

const lastActHash = (reader: Reader, stocktakeID: string): string =>
  reader.row<{ hash: string | null }>(
    'SELECT hash FROM stocktake_acts WHERE stocktake_id = ? ORDER BY seq DESC LIMIT 1',
    stocktakeID,
  )?.hash ?? ''

/** Oldest first. */
export const listActs = (reader: Reader, stocktakeID: string): Act[] =>
  reader.rows<Act>(
    'SELECT at, act, person, device, details, hash FROM stocktake_acts WHERE stocktake_id = ? ORDER BY seq',
    stocktakeID,
  )
