import { add, multiply } from '../../../shared/domain/quantity.ts'
import { resolveCode } from '../store/barcodes.ts'
import type { Reader, Writer } from '../store/database.ts'
import { readDraft, reopenMove, standingMoveLinks, unknownMoves, type MoveEvent } from '../store/move-drafts.ts'
import type { AppContext } from './handlers.ts'
import { addToLine, takeBack } from './moves.ts'

/** Scans of unknown codes in the drafts of moves: adding them to their lines, and making them unknown once more. */
const kinds = ['receive', 'issue', 'transfer'] as const

/** Adds the kept scans of the wanted items' codes to their drafts, and answers the pieces; see `countKept`. */
export function addKept(
  context: AppContext,
  writer: Writer,
  connection: number,
  wanted: (item: number) => boolean,
): number {
  let added = 0
  for (const kind of kinds) {
    const draft = readDraft(writer, { connection, kind })
    for (const kept of unknownMoves(writer, draft)) {
      const code = kept.code ?? ''
      const known = resolveCode(writer, connection, code)
      if (known === null || !wanted(known.item)) continue
      const quantity = multiply(kept.quantity, known.quantity)
      const event = { event: 'link', scan_id: context.ports.ids.ulid(), code, pack: known.quantity } as const
      addToLine(context, writer, draft, {
        ...event,
        item: known.item,
        quantity,
        typed: kept.typed === 1,
        answers: kept.seq,
      })
      added = add(added, quantity)
    }
  }
  return added
}

/** Scans of unknown codes in the drafts of every kind. */
export const keptMoves = (reader: Reader, connection: number): readonly MoveEvent[] =>
  kinds.flatMap((kind) => unknownMoves(reader, readDraft(reader, { connection, kind })))

/** Takes the links of an item's kept scans back in the drafts that still hold them, and answers how many scans that were. */
export function reopenMoves(
  context: AppContext,
  writer: Writer,
  connection: number,
  item: number,
  isMeant: (code: string) => boolean,
): number {
  let reopened = 0
  for (const kind of kinds) {
    const draft = readDraft(writer, { connection, kind })
    for (const link of standingMoveLinks(writer, draft, item)) {
      if (link.answers === null || !isMeant(link.code ?? '')) continue
      takeBack(context, writer, draft, link)
      reopenMove(writer, link.answers)
      reopened += 1
    }
  }
  return reopened
}
