import type { SheetRow } from '../../../../shared/contract/paper.ts'
import { mergeSorted } from '../../../../shared/domain/merge-sorted.ts'
import { ok } from '../../../../shared/domain/result.ts'
import type { Reader } from '../../store/database.ts'
import { lastPlacesOf, printedCodes } from '../../store/sheet-rows.ts'
import { listingLines, type ListedLine } from '../../store/stocktake-lines.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import { unhurried } from '../../sync/unhurried.ts'
import type { SlowQueryHandler } from '../handlers.ts'
import { findStocktake } from '../stocktakes/find.ts'
import { isBlindForViewer, hiddenExpectations } from '../stocktakes/rows.ts'

/** An item stands on the sheet once for every place it was counted at last; where none is known, at the end. */
export const sheet: SlowQueryHandler<'stocktakes.sheet'> = async ({ ports }, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const figures = input.figures && !isBlindForViewer(reader, found.value)
  const rows = await unhurried(writingRows(reader, found.value, { ...input, figures }), ports)
  return ok({ rows: [...rows], figures })
}

interface Asked {
  readonly only: 'all' | 'uncounted'
  readonly order: 'place' | 'sku'
  readonly figures: boolean
}

const writtenAtOnce = 500

/** May be interrupted. */
function* writingRows(
  reader: Reader,
  stocktake: Stocktake,
  { only, order, figures }: Asked,
): Generator<undefined, readonly SheetRow[]> {
  const everything = { filter: only, search: '', place: null, offset: 0, limit: Number.MAX_SAFE_INTEGER }
  const { rows: lines } = yield* listingLines(reader, stocktake, everything)
  const hides = hiddenExpectations(reader, stocktake)
  const parts: SheetRow[][] = []
  for (let from = 0; from < lines.length; from += writtenAtOnce) {
    const rows = rowsOf(reader, stocktake, lines.slice(from, from + writtenAtOnce))
    parts.push(rows.map((row) => (figures && !hides(row.sku) ? row : { ...row, expected: null })))
    yield
  }
  if (order === 'sku') return parts.flat()
  // Sorting keeps rows of one place in the order of their SKUs, and so does the merging.
  const sorted: SheetRow[][] = []
  for (const part of parts) {
    sorted.push(part.sort(byPlace))
    yield
  }
  return yield* mergeSorted(sorted, (a, b) => byPlace(a, b) < 0)
}

function rowsOf(reader: Reader, { warehouse }: Stocktake, lines: readonly ListedLine[]): SheetRow[] {
  const items = lines.map(({ item }) => item)
  const codes = printedCodes(reader, items)
  const places = lastPlacesOf(reader, warehouse, items)
  return lines.flatMap(({ item, sku, name, expected }) =>
    (places.get(item) ?? [null]).map((place) => ({ sku, name, barcode: codes.get(item) ?? null, expected, place })),
  )
}

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function byPlace(a: SheetRow, b: SheetRow): number {
  if (a.place === null || b.place === null) return Number(a.place === null) - Number(b.place === null)
  return natural.compare(a.place, b.place)
}
