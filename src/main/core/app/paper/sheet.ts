import type { SheetRow } from '../../../../shared/contract/paper.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { lastPlaces, printedCodes } from '../../store/sheet-rows.ts'
import { listLines } from '../../store/stocktake-lines.ts'
import type { QueryHandler } from '../handlers.ts'
import { findStocktake } from '../stocktakes/find.ts'
import { hidesFigures } from '../stocktakes/rows.ts'

/** An item stands on the sheet once for every place it was counted at last; where none is known, at the end. */
export const sheet: QueryHandler<'stocktakes.sheet'> = (_context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const stocktake = found.value
  const figures = input.figures && !hidesFigures(reader, stocktake)
  const codes = printedCodes(reader, stocktake.connection)
  const places = lastPlaces(reader, stocktake.warehouse)
  const everything = { filter: input.only, search: '', place: null, offset: 0, limit: Number.MAX_SAFE_INTEGER }
  const rows = listLines(reader, stocktake, everything).rows.flatMap(({ sku, name, expected }): SheetRow[] => {
    const row = { sku, name, barcode: codes.get(sku) ?? null, expected: figures ? expected : null }
    return (places.get(sku) ?? [null]).map((place) => ({ ...row, place }))
  })
  return ok({ rows: input.order === 'sku' ? rows : rows.toSorted(byPlace), figures })
}

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function byPlace(a: SheetRow, b: SheetRow): number {
  if (a.place === null || b.place === null) return Number(a.place === null) - Number(b.place === null)
  return natural.compare(a.place, b.place)
}
