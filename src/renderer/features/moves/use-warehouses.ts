import type { WarehouseRow } from '../../../shared/contract/warehouses.ts'
import { useQueryOf } from '../../data/query.ts'

export interface Warehouses {
  readonly rows: readonly WarehouseRow[]
  nameOf(this: void, warehouseID: string): string
}

export function useWarehouses(): Warehouses {
  const rows = useQueryOf('warehouses.list', {}).data?.rows ?? []
  return { rows, nameOf: (warehouseID) => rows.find((row) => row.warehouseID === warehouseID)?.name ?? warehouseID }
}
