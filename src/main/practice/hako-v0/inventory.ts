/** The inventory of version 0: rows of their own, written as figures. */
import { ok, type Result } from '../../../shared/domain/result.ts'
import { refuse, type Refusal } from '../hako-v1/refusal.ts'
import type { StockRow } from '../hako-v1/tables/stock.ts'
import { findItem, findWarehouse, type Done, type Work as SharedWork } from '../hako-v1/work.ts'
import type { Input } from './schemas.ts'
import type { HakoV0Switches } from './switches.ts'
import { showInventory } from './wire.ts'

export interface Work extends SharedWork {
  readonly switches: HakoV0Switches
}

export function createInventory(work: Work, { sku, warehouseID, quantity }: Input<'createInventory'>): Done {
  const known = mustExist(work, sku, warehouseID)
  if (!known.ok) return known
  if (work.tables.stock.find(sku, warehouseID) !== undefined)
    return refuse('exists', `${named(sku, warehouseID)} exists already: update its quantity instead`)
  return put(work, sku, warehouseID, quantity)
}

/** Sets what `updates` names. A row may also go to another item or warehouse, where there is none yet. */
export function updateInventory(work: Work, { sku, warehouseID, updates }: Input<'updateInventory'>): Done {
  const row = work.tables.stock.find(sku, warehouseID)
  if (row === undefined) return updateMissing(work, { sku, warehouseID, updates })
  const after: StockRow = {
    ...row,
    sku: updates.sku ?? sku,
    warehouseID: updates.warehouseID ?? warehouseID,
    quantity: updates.quantity ?? row.quantity,
    updatedAt: work.stampMs,
  }
  const moves = after.sku !== sku || after.warehouseID !== warehouseID
  const known = moves ? mustExist(work, after.sku, after.warehouseID) : ok(undefined)
  if (!known.ok) return known
  if (moves && work.tables.stock.find(after.sku, after.warehouseID) !== undefined)
    return refuse('exists', `${named(after.sku, after.warehouseID)} exists already`)
  const enough = mayBe(work, after)
  if (!enough.ok) return enough
  work.tables.stock.write(after)
  return ok([showInventory(after, work.switches, 'update')])
}

function updateMissing(work: Work, { sku, warehouseID, updates }: Input<'updateInventory'>): Done {
  const known = mustExist(work, sku, warehouseID)
  if (!known.ok) return known
  const { quantity } = updates
  if (work.switches.missingRow === 'refused' || quantity === undefined)
    return refuse('unknown', `${named(sku, warehouseID)} does not exist`)
  return put(work, sku, warehouseID, quantity)
}

export function deleteInventory(work: Work, { sku, warehouseID }: Input<'deleteInventory'>): Done {
  const row = work.tables.stock.find(sku, warehouseID)
  if (row === undefined) return refuse('unknown', `${named(sku, warehouseID)} does not exist`)
  if (work.switches.inventoryDelete === 'removes') work.tables.stock.remove(row.id)
  else work.tables.stock.write({ ...row, quantity: 0, updatedAt: work.stampMs })
  return ok([{ sku, warehouseID }])
}

function put(work: Work, sku: string, warehouseID: string, quantity: number): Done {
  const enough = mayBe(work, { sku, warehouseID, quantity })
  if (!enough.ok) return enough
  work.tables.stock.put(sku, warehouseID, quantity, work.stampMs)
  const row = work.tables.stock.find(sku, warehouseID)
  return ok(row === undefined ? [] : [showInventory(row, work.switches, 'create')])
}

function mayBe(
  work: Work,
  { sku, warehouseID, quantity }: Omit<StockRow, 'id' | 'createdAt' | 'updatedAt'>,
): Result<void, Refusal> {
  return quantity < 0 && work.switches.belowZero === 'refused'
    ? refuse('insufficient', `${named(sku, warehouseID)} would be ${String(quantity)}`)
    : ok(undefined)
}

function mustExist(work: Work, sku: string, warehouseID: string): Result<void, Refusal> {
  const item = findItem(work, sku)
  if (!item.ok) return item
  const warehouse = findWarehouse(work, warehouseID)
  return warehouse.ok ? ok(undefined) : warehouse
}

const named = (sku: string, warehouseID: string): string => `Inventory of ${sku} in warehouse ${warehouseID}`
