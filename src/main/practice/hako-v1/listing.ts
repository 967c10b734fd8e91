import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { Mishap } from '../api.ts'
import type { Resource } from './filters.ts'
import { groupBy } from './group-by.ts'
import type { HakoSwitches } from './switches.ts'
import type { Condition } from './tables/conditions.ts'
import type { RecordRow } from './tables/records.ts'
import type { StockRow } from './tables/stock.ts'
import type { Tables } from './tables/tables.ts'
import { showBundle, showItem, showWarehouse } from './wire.ts'

interface Listing {
  readonly tables: Tables
  readonly switches: HakoSwitches
  readonly resource: Resource
  readonly conditions: readonly Condition[]
  readonly mishap: Mishap
}

const pageRows = 500

/** The rows of a GET in pages, in the order they were created. */
export function* listPages({
  tables,
  switches,
  resource,
  conditions,
  mishap,
}: Listing): Generator<readonly unknown[], void> {
  let left = Math.min(switches.rowLimit ?? Infinity, mishap.rowCap ?? Infinity)
  let missing = mishap.rowsMissing ?? 0
  let afterID = 0
  while (left > 0) {
    const rows = tables[resource].page(conditions, afterID, Math.min(pageRows, left))
    const last = rows.at(-1)
    if (last === undefined) return
    afterID = last.id
    left -= rows.length
    const shown = showRows(tables, switches, resource, rows)
    if (shown.length > missing) yield missing > 0 ? shown.slice(missing) : shown
    missing = Math.max(0, missing - shown.length)
  }
}

function showRows(
  tables: Tables,
  switches: HakoSwitches,
  resource: Resource,
  rows: readonly RecordRow[],
): readonly unknown[] {
  const keys = rows.map((row) => row.key)
  switch (resource) {
    case 'items': {
      const stock = groupBy(tables.stock.ofItems(keys), (cell) => cell.sku)
      return rows.map((row) => showItem(row, stock.get(row.key) ?? [], switches, 'read'))
    }
    case 'bundles': {
      const components = groupBy(
        tables.components.ofBundles(rows.map((row) => row.id)),
        (component) => component.bundleID,
      )
      return rows.map((row) => showBundle(row, components.get(row.id) ?? [], switches))
    }
    case 'warehouses': {
      if (switches.warehouseInventories === 'absent') return rows.map((row) => showWarehouse(row, null, switches))
      const stock = groupBy<StockRow, string>(tables.stock.ofWarehouses(keys), (cell) => cell.warehouseID)
      return rows.map((row) => showWarehouse(row, stock.get(row.key) ?? [], switches))
    }
    default:
      return unreachable(resource)
  }
}
