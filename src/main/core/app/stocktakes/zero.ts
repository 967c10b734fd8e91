import { ok, type Result } from '../../../../shared/domain/result.ts'
import type { AppError } from '../../../../shared/contract/errors.ts'
import { marks, snapshotCell } from '../../store/cell-snapshot.ts'
import type { Reader, Writer } from '../../store/database.ts'
import { currentPerson } from '../../store/people.ts'
import { appendScan } from '../../store/scans.ts'
import { saveCount } from '../../store/stocktake-counts.ts'
import { getLine } from '../../store/stocktake-lines.ts'
import { isInScope, uncountedItems, type Stocktake } from '../../store/stocktakes.ts'
import type { AppContext, CommandHandler } from '../handlers.ts'
import { findItems, findOpenStocktake } from './find.ts'
import { lastReadAt } from './read-at.ts'
import { addToTotals, noEffect } from './record.ts'
import { roundOf, settleLine } from './rounds.ts'

/**
 * Blank is not zero (sync.md §9): this is the one act that turns uncounted items into zero, and a person confirms it.
 * Its events carry one gesture in their scanIDs, so that one undo takes the whole act back.
 */
export const zero: CommandHandler<'stocktakes.zero'> = (context, writer, input) => {
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const items = chosenItems(writer, found.value, input.skus)
  if (!items.ok) return items
  recordZeros(context, writer, found.value, items.value)
  return ok({ lines: items.value.length })
}

/** As `recordCounted` would for each of them, but in one go: a warehouse may have tens of thousands uncounted. */
function recordZeros(context: AppContext, writer: Writer, stocktake: Stocktake, items: readonly number[]): void {
  const gesture = context.ports.ids.ulid()
  const at = context.ports.clock.now()
  const person = currentPerson(writer)
  const readAt = lastReadAt(context, writer, stocktake.connection)
  const newest = marks(writer)
  for (const item of items) {
    const round = roundOf(writer, stocktake, item, person)
    const seq = appendScan(writer, {
      stocktakeID: stocktake.id,
      scanID: `${gesture}:${String(item)}`,
      at,
      kind: 'zero',
      outcome: 'known',
      item,
      quantity: 0,
      fresh: true,
      counted: 0,
      person,
      round,
      snapshot: snapshotCell(writer, item, stocktake.warehouse, readAt, newest),
    })
    saveCount(writer, stocktake.id, item, { round, counted: 0, scans: 0, firstSeq: seq, lastSeq: seq, person })
    settleLine(writer, stocktake, item)
  }
  if (items.length > 0) addToTotals(writer, stocktake, { ...noEffect, lines: items.length, at })
}

function chosenItems(
  reader: Reader,
  stocktake: Stocktake,
  skus: readonly string[] | undefined,
): Result<number[], AppError> {
  if (skus === undefined) return ok(uncountedItems(reader, stocktake))
  const items = findItems(reader, stocktake.connection, skus)
  if (!items.ok) return items
  const uids = [...new Set(items.value.map((item) => item.uid))]
  return ok(uids.filter((uid) => isInScope(reader, stocktake, uid) && getLine(reader, stocktake.id, uid) === undefined))
}
