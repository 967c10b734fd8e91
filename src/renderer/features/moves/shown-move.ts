import type { Output } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { MoveTapeRow } from '../../../shared/contract/moves.ts'
import type { Attempt } from './attempt.ts'

/** What the card says of the last thing that happened to a draft, and how the core's answers become that. */
export type MoveCardKind = 'known' | 'unknown' | 'duplicate' | 'error' | 'set' | 'undo'

export interface ShownMove {
  readonly kind: MoveCardKind
  /** Its place on the tape; null: it is not there. */
  readonly seq: number | null
  /** Unique per event: a new one starts the flash again. */
  readonly key: string
  readonly at: number
  readonly code: string | null
  readonly sku: string | null
  readonly name: string | null
  /** What it added; null where it could not. */
  readonly added: number | null
  /** The line's sum after it, or the pieces kept under an unknown code. */
  readonly total: number | null
  /** Pieces that one code stands for, where it is a case. */
  readonly pack: number | null
  /** False for what was on the tape already when the screen opened: no flash. */
  readonly fresh: boolean
  readonly error?: AppError
}

/** A repeated scan that had been written the first time is what it was, and no duplicate. */
export function moveOfAnswer(attempt: Attempt, answer: Output<'moves.scan'>): ShownMove {
  const first = answer.outcome === 'duplicate' && attempt.again
  const kind = first ? (answer.sku === undefined ? 'unknown' : 'known') : answer.outcome
  return {
    kind,
    seq: answer.seq,
    key: `${attempt.scanID}:${String(attempt.again)}`,
    at: attempt.at,
    code: attempt.code,
    sku: answer.sku ?? null,
    name: answer.name ?? null,
    added: kind === 'known' ? (answer.added ?? null) : null,
    total: answer.total,
    pack: packOf(answer.pack),
    fresh: true,
  }
}

export function moveOfError({ scanID, at, code }: Attempt, error: AppError): ShownMove {
  const nothing = { sku: null, name: null, added: null, total: null, pack: null }
  return {
    kind: 'error',
    seq: null,
    key: `${scanID}:${String(performance.now())}`,
    at,
    code,
    ...nothing,
    fresh: true,
    error,
  }
}

/** What the card shows of the tape's newest event: at rest, unless it has just happened on this screen. */
export function moveOfRow(row: MoveTapeRow, fresh = false): ShownMove {
  const { at, code, sku, name, total } = row
  const kind = kindOf(row)
  const added = kind === 'unknown' ? null : row.added
  return { kind, seq: row.seq, key: String(row.seq), at, code, sku, name, added, total, pack: packOf(row.pack), fresh }
}

function kindOf({ event, outcome }: MoveTapeRow): MoveCardKind {
  if (event === 'undo' || event === 'set') return event
  return outcome
}

/** The card shows the newest event, whoever made it: a scan's answer comes before the tape is read again. */
export function newestMove(shown: ShownMove | null, newest: MoveTapeRow | undefined): ShownMove | null {
  if (newest === undefined) return shown
  if (shown === null) return moveOfRow(newest)
  return shown.seq === null || shown.seq >= newest.seq ? shown : moveOfRow(newest, true)
}

const packOf = (pack: number | null | undefined): number | null => (pack === undefined || pack === 1 ? null : pack)
