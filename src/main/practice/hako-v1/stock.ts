/** The three inventory calls, and the absolute figures that create and update of items may carry. */
import { ok, type Result } from '../../../shared/domain/result.ts'
import { refuse, type Refusal } from './refusal.ts'
import type { Input } from './schemas.ts'
import type { RecordRow } from './tables/records.ts'
import { showItem, showStock } from './wire.ts'
import { findItem, findWarehouse, inOrder, type Done, type Work } from './work.ts'

export function incrementStock(work: Work, input: Input<'increment'>): Done {
  return changeAndShow(work, input.sku, input.warehouseID, input.incrementBy)
}

export function decrementStock(work: Work, input: Input<'decrement'>): Done {
  return changeAndShow(work, input.sku, input.warehouseID, -input.decrementBy)
}

function changeAndShow(work: Work, sku: string, warehouseID: string, by: number): Done {
  const item = findItem(work, sku)
  if (!item.ok) return item
  const warehouse = findWarehouse(work, warehouseID)
  if (!warehouse.ok) return warehouse
  const cell = work.tables.stock.find(sku, warehouseID)
  if (cell === undefined && work.switches.missingCell === 'refused') {
    return refuse('unknown', `Item ${sku} has no inventory in warehouse ${warehouseID}`)
  }
  const changed = putFigure(work, sku, warehouseID, addQuantities(cell?.quantity ?? 0, by))
  if (!changed.ok) return changed
  return ok([showWritten(work, touchForStock(work, item.value))])
}

/** The document: at least that quantity at the source; item and both warehouses must exist. */
export function transferStock(work: Work, input: Input<'transfer'>): Done {
  const { sku, sourceWarehouseID, destinationWarehouseID, quantity } = input
  const item = findItem(work, sku)
  if (!item.ok) return item
  if (sourceWarehouseID === destinationWarehouseID)
    return refuse('invalid', 'Source and destination are the same warehouse')
  const known = inOrder([sourceWarehouseID, destinationWarehouseID], (warehouseID) => findWarehouse(work, warehouseID))
  if (!known.ok) return known

  const { stock } = work.tables
  const atSource = stock.find(sku, sourceWarehouseID)?.quantity ?? 0
  if (atSource < quantity)
    return refuse('insufficient', `Warehouse ${sourceWarehouseID} has ${String(atSource)} of ${sku}`)
  stock.put(sku, sourceWarehouseID, addQuantities(atSource, -quantity), work.stampMs)
  const touched = touchForStock(work, item.value)
  const alive = work.step()
  if (!alive.ok) return alive
  stock.put(
    sku,
    destinationWarehouseID,
    addQuantities(stock.find(sku, destinationWarehouseID)?.quantity ?? 0, quantity),
    work.stampMs,
  )

  if (work.switches.transferAnswer === 'items') return ok([showWritten(work, touched)])
  const rows = [sourceWarehouseID, destinationWarehouseID].flatMap((warehouseID) => stock.find(sku, warehouseID) ?? [])
  return ok(rows.map((row) => showStock(row, work.switches)))
}

/** Absolute figures, each replacing what its warehouse had. */
export function setFigures(
  work: Work,
  sku: string,
  figures: readonly { readonly warehouseID: string; readonly quantity: number }[],
): Result<void, Refusal> {
  return inOrder(figures, ({ warehouseID, quantity }) => {
    const warehouse = findWarehouse(work, warehouseID)
    return warehouse.ok ? putFigure(work, sku, warehouseID, quantity) : warehouse
  })
}

function putFigure(work: Work, sku: string, warehouseID: string, quantity: number): Result<void, Refusal> {
  if (quantity < 0 && work.switches.belowZero === 'refused') {
    return refuse('insufficient', `Item ${sku} would have ${String(quantity)} in warehouse ${warehouseID}`)
  }
  work.tables.stock.put(sku, warehouseID, quantity, work.stampMs)
  return ok(undefined)
}

function touchForStock(work: Work, item: RecordRow): RecordRow {
  if (!work.switches.stockMovesUpdatedAt) return item
  const touched = { ...item, updatedAt: work.stampMs }
  work.tables.items.write(touched)
  return touched
}

export const showWritten = (work: Work, item: RecordRow): unknown =>
  showItem(item, work.tables.stock.ofItems([item.key]), work.switches, 'write')

/** Decimal fractions come out as a person would add them; binary dust is rounded away. */
const addQuantities = (first: number, second: number): number => Math.round((first + second) * 1e6) / 1e6
