import { useItemsState } from './items-store.ts'
import { useWarehouses } from './use-warehouses.ts'

/** The warehouse that the list is narrowed to; null where the connection in use has no such one. */
export function useChosenWarehouse(): string | null {
  const chosen = useItemsState((state) => state.warehouseID)
  const { rows } = useWarehouses()
  return rows.some(({ warehouseID }) => warehouseID === chosen) ? chosen : null
}
