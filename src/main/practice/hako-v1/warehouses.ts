import { ok } from '../../../shared/domain/result.ts'
import { refuse } from './refusal.ts'
import type { Input } from './schemas.ts'
import { showWarehouse } from './wire.ts'
import { emptyRecord, findWarehouse, withFields, writeRecord, type Done, type Work } from './work.ts'

export function createWarehouse(work: Work, input: Input<'createWarehouse'>): Done {
  const { warehouses } = work.tables
  const key = input.warehouseID
  if (warehouses.find(key) !== undefined) return refuse('exists', `Warehouse ${key} already exists`)
  const created = warehouses.insert(withFields(emptyRecord(work, key), input))
  return ok([showWarehouse(created, null, work.switches)])
}

/** A new warehouseID takes the stock along; the items' stamps stay. */
export function updateWarehouse(work: Work, { warehouseID, updates }: Input<'updateWarehouse'>): Done {
  const found = findWarehouse(work, warehouseID)
  if (!found.ok) return found
  const key = updates.warehouseID ?? warehouseID
  if (key !== warehouseID && work.tables.warehouses.find(key) !== undefined) {
    return refuse('exists', `Warehouse ${key} already exists`)
  }
  const changed = { ...withFields(found.value, { name: updates.name }), key, updatedAt: work.stampMs }
  const after = writeRecord(work, 'warehouses', found.value, changed)
  if (key !== warehouseID) work.tables.stock.renameWarehouse(warehouseID, key)
  return ok([showWarehouse(after, null, work.switches)])
}

export function deleteWarehouse(work: Work, { warehouseID }: Input<'deleteByWarehouseID'>): Done {
  const found = findWarehouse(work, warehouseID)
  if (!found.ok) return found
  const { stock, warehouses } = work.tables
  const held = (): boolean => stock.ofWarehouses([warehouseID]).some((cell) => cell.quantity !== 0)
  if (work.switches.warehouseDelete === 'refused-with-stock' && held()) {
    return refuse('in-use', `Warehouse ${warehouseID} still has inventory`)
  }
  if (work.switches.warehouseDelete !== 'keeps-inventory') stock.removeWarehouse(warehouseID)
  warehouses.remove(found.value.id)
  return ok([warehouseID])
}
