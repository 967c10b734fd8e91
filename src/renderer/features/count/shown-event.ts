import type { AppError } from '../../../shared/contract/errors.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { TapeRow } from '../../../shared/contract/stocktake-rows.ts'
import type { ScanAttempt } from '../../data/unsaved-scans.ts'

/** What the scan card says of the last thing that happened, and how the answers of the core become that. */
export type CardKind = 'known' | 'unknown' | 'outOfScope' | 'duplicate' | 'error' | 'undo' | 'typed'

export interface ShownEvent {
  readonly kind: CardKind
  /** Unique per event: a new one starts the flash again. */
  readonly key: string
  readonly at: number
  readonly code: string | null
  readonly sku: string | null
  readonly name: string | null
  /** What the event added; null where it added nothing and could not. */
  readonly added: number | null
  /** The line's sum after it, or the pieces kept under an unknown code. */
  readonly counted: number | null
  /** False for what was on the tape already when the screen opened: no flash. */
  readonly fresh: boolean
  readonly error?: AppError
  /** What to check of how the code was read. */
  readonly warning?: NonNullable<ScanAnswer['warning']>
  /** Slips to look at. */
  readonly doubts?: NonNullable<ScanAnswer['doubts']>
  /** What the item is tracked by and its code did not say. */
  readonly asks?: NonNullable<ScanAnswer['asks']>
  /** What is known of an unknown code all the same. */
  readonly catalogue?: NonNullable<ScanAnswer['catalogue']>
  readonly unclear?: NonNullable<ScanAnswer['unclear']>
  /** Of a bundle: what its scan counted of each component. */
  readonly parts?: NonNullable<ScanAnswer['parts']>
  /** A bundle's code that can't be counted. */
  readonly bundle?: NonNullable<ScanAnswer['bundle']>
  /** The scan it came from, for what is said after it. */
  readonly scanID?: string
}

export interface Attempt extends ScanAttempt {
  readonly stocktakeID: string
  readonly place: string | null
  /** Scanned before a count was chosen. */
  readonly waited?: boolean | undefined
}

export type ScanAnswer = Output<'stocktakes.scan'>

/**
 * A scan that is tried again may have been written the first time: then `duplicate` is the good news that it is counted
 * once, and it is shown as what it was.
 */
export function outcomeOf(attempt: Attempt, answer: ScanAnswer): Exclude<CardKind, 'error' | 'undo' | 'typed'> {
  if (answer.outcome !== 'duplicate' || !attempt.again) return answer.outcome
  if (answer.sku === undefined) return 'unknown'
  return answer.counted === undefined ? 'outOfScope' : 'known'
}

export function eventOfAnswer(attempt: Attempt, answer: ScanAnswer): ShownEvent {
  const kind = outcomeOf(attempt, answer)
  return {
    kind,
    key: `${attempt.scanID}:${String(attempt.again)}`,
    at: attempt.at,
    code: attempt.code,
    sku: answer.sku ?? null,
    name: answer.name ?? null,
    added: kind === 'known' ? (answer.added ?? null) : null,
    counted: answer.counted ?? null,
    fresh: true,
    scanID: attempt.scanID,
    ...(answer.warning === undefined ? {} : { warning: answer.warning }),
    ...(answer.doubts === undefined ? {} : { doubts: answer.doubts }),
    ...(answer.asks === undefined ? {} : { asks: answer.asks }),
    ...(answer.parts === undefined ? {} : { parts: answer.parts }),
    ...(answer.bundle === undefined ? {} : { bundle: answer.bundle }),
    ...(answer.catalogue === undefined ? {} : { catalogue: answer.catalogue }),
    ...(answer.unclear === undefined ? {} : { unclear: answer.unclear }),
  }
}

export function eventOfError(attempt: Attempt, error: AppError): ShownEvent {
  const { scanID, at, code } = attempt
  const nothing = { sku: null, name: null, added: null, counted: null }
  return { kind: 'error', key: `${scanID}:${crypto.randomUUID()}`, at, code, ...nothing, fresh: true, error }
}

/** The tape's row of a scan, before the tape is read again. */
export function rowOfAnswer(attempt: Attempt, answer: ScanAnswer): TapeRow | null {
  if (answer.outcome === 'duplicate') return null
  return {
    seq: answer.seq,
    scanID: attempt.scanID,
    at: attempt.at,
    kind: 'scan',
    outcome: answer.outcome,
    code: attempt.code,
    sku: answer.sku ?? null,
    name: answer.name ?? null,
    round: 1,
    place: attempt.place,
    lot: null,
    expiry: null,
    serial: null,
    device: null,
    quantity: answer.added ?? attempt.quantity ?? 1,
    typed: attempt.quantity !== null,
    counted: answer.counted ?? null,
    undone: false,
    undoes: null,
    person: null,
  }
}

/** What the card shows when the screen opens: the last event of the tape, at rest. Marks and zeros are no news. */
export function eventOfRow(row: TapeRow): ShownEvent | null {
  const kind = cardKindOf(row)
  if (kind === null) return null
  const { at, code, sku, name, counted } = row
  const added = kind === 'unknown' || kind === 'outOfScope' ? null : row.quantity
  return { kind, key: row.scanID, at, code, sku, name, added, counted, fresh: false }
}

function cardKindOf(row: TapeRow): CardKind | null {
  switch (row.kind) {
    case 'scan':
    case 'link':
      return row.outcome ?? 'known'
    case 'count':
      return 'typed'
    case 'undo':
      return 'undo'
    case 'mark':
    case 'zero':
      return null
  }
}
