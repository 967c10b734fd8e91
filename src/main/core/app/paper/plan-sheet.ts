import type { ParsedInput } from '../../../../shared/contract/contract.ts'
import type { ImportedSheetRow } from '../../../../shared/contract/paper.ts'
import { longestPlace } from '../../../../shared/domain/reserved-codes.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { readWritten } from '../../../../shared/domain/written-quantity.ts'
import { resolveCode } from '../../store/barcodes.ts'
import type { Reader } from '../../store/database.ts'
import { findByKey } from '../../store/records.ts'
import { countedAtPlaces, importedRows, placeKey } from '../../store/sheet-rows.ts'
import { fingerprintOf } from '../../store/signatures.ts'
import { isInScope, type Stocktake } from '../../store/stocktakes.ts'

/** One row that will be counted. */
export interface PlannedRow {
  /** `sheetID:no`, which names the row for good. */
  readonly key: string
  readonly item: number
  readonly quantity: number
  readonly place: string | null
}

export interface SheetPlan {
  readonly planned: readonly PlannedRow[]
  /** Without the blank ones. */
  readonly rows: readonly ImportedSheetRow[]
  readonly blank: number
}

type ImportInput = Pick<ParsedInput<'stocktakes.importSheet'>, 'sheetID' | 'rows'>
type Row = ImportInput['rows'][number]
type Refusal = Required<Pick<ImportedSheetRow, 'problem'>> & Pick<ImportedSheetRow, 'other'>
type Found = Readonly<{ item: number; sku: string; name: string | null }>

/** What a filled sheet would count. The same file says the same, whoever imports it how often. */
export function planSheet(reader: Reader, stocktake: Stocktake, input: ImportInput): SheetPlan {
  const sheetID = input.sheetID ?? fingerprintOf(JSON.stringify(input.rows))
  const known = importedRows(reader, stocktake.id)
  const counted = countedAtPlaces(reader, stocktake.id)
  const lines = new Map<string, number>()
  const planned: PlannedRow[] = []
  const rows: ImportedSheetRow[] = []
  let blank = 0
  for (const row of input.rows) {
    const written = readWritten(row.counted)
    if (written.ok && written.value === null) {
      blank += 1
      continue
    }
    const place = row.place.trim() === '' ? null : row.place.trim()
    const told = { line: row.line, sku: row.sku.trim(), name: null, place, counted: row.counted.trim() }
    const item =
      place !== null && place.length > longestPlace
        ? err<Refusal>({ problem: 'badPlace' })
        : findItem(reader, stocktake, row)
    if (!item.ok || !written.ok) {
      const refusal = item.ok ? { problem: written.ok ? ('badQuantity' as const) : written.error } : item.error
      rows.push({ ...told, ...(item.ok ? namesOf(item.value) : {}), outcome: 'refused', ...refusal })
      continue
    }
    const key = `${sheetID}:${row.no ?? String(row.line)}`
    const at = placeKey(item.value.item, place)
    const before = known.get(key)
    const twice = lines.get(at)
    const quantity = written.value ?? 0
    const answer = { ...told, ...namesOf(item.value) }
    lines.set(at, twice ?? row.line)
    if (twice !== undefined) rows.push({ ...answer, outcome: 'refused', problem: 'twice', other: String(twice) })
    else if (before === quantity) rows.push({ ...answer, outcome: 'known' })
    else if (before !== undefined)
      rows.push({ ...answer, outcome: 'refused', problem: 'otherFigure', other: String(before) })
    else {
      const already = counted.get(at)
      rows.push({ ...answer, outcome: 'new', ...(already === undefined ? {} : { already }) })
      planned.push({ key, item: item.value.item, quantity, place })
    }
  }
  return { planned, rows, blank }
}

const namesOf = ({ sku, name }: Found) => ({ sku, name })

function findItem(reader: Reader, stocktake: Stocktake, row: Row): Result<Found, Refusal> {
  const sku = row.sku.trim()
  const code = row.code.trim()
  if (sku === '' && code === '') return err({ problem: 'noItem' })
  const bySku = sku === '' ? null : itemOf(reader, stocktake, sku)
  const byCode = code === '' ? null : resolveCode(reader, stocktake.connection, code)
  if (bySku !== null && byCode !== null && bySku.item !== byCode.item)
    return err({ problem: 'otherItem', other: byCode.sku })
  const found = sku === '' ? byCode : bySku
  if (found === null) return err({ problem: 'unknownItem', other: sku === '' ? code : sku })
  if (!isInScope(reader, stocktake, found.item)) return err({ problem: 'outOfScope' })
  return ok(found)
}

function itemOf(reader: Reader, { connection }: Stocktake, sku: string): Found | null {
  const record = findByKey(reader, connection, 'item', sku)
  return record === undefined ? null : { item: record.uid, sku: record.view.key, name: record.view.name ?? null }
}
