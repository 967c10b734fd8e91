import { ok, type Result } from '../../../../shared/domain/result.ts'
import type { AppError } from '../../../../shared/contract/errors.ts'
import type { Reader } from '../../store/database.ts'
import { getLine } from '../../store/stocktake-lines.ts'
import { getStocktake, isInScope, uncountedItems, type Stocktake } from '../../store/stocktakes.ts'
import type { CommandHandler } from '../handlers.ts'
import { findItems, findOpenStocktake } from './find.ts'
import { recordCounted } from './record.ts'

/**
 * Blank is not zero (sync.md §9): this is the one act that turns uncounted items into zero, and a person confirms it.
 * Its events carry one gesture in their scanIDs, so that one undo takes the whole act back.
 */
export const zero: CommandHandler<'stocktakes.zero'> = (context, writer, input) => {
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const items = chosenItems(writer, found.value, input.skus)
  if (!items.ok) return items
  const gesture = context.ports.ids.ulid()
  const at = context.ports.clock.now()
  for (const item of items.value) {
    const stocktake = getStocktake(writer, found.value.id) ?? found.value
    recordCounted(context, writer, stocktake, {
      scanID: `${gesture}:${String(item)}`,
      at,
      kind: 'zero',
      item,
      quantity: 0,
      fresh: true,
    })
  }
  return ok({ lines: items.value.length })
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
