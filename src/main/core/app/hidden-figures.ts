import { connectionInUse } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'
import { isSkuInScope, openBlindCounts } from '../store/blind-counts.ts'
import { areRightsInUse, currentRights } from './people.ts'

/**
 * Which figures of stock whoever is signed in may not see: those that an open blind count asks for, unless they may
 * review. A count is worth nothing when the answer stands on another screen.
 */
export interface HiddenFigures {
  /** Null: summed over all warehouses. */
  hides(this: void, sku: string, warehouseID: string | null): boolean
  hidesSomeIn(this: void, warehouseID: string): boolean
}

/** Null: nothing is hidden, as always where no rights are in use. */
export function figuresHiddenFromViewer(reader: Reader): HiddenFigures | null {
  if (!areRightsInUse(reader) || currentRights(reader).includes('review')) return null
  const connection = connectionInUse(reader)?.id
  if (connection === undefined) return null
  const counts = openBlindCounts(reader, connection)
  if (counts.length === 0) return null
  const isIn = (warehouseID: string | null) => (count: { readonly warehouseID: string }) =>
    warehouseID === null || count.warehouseID === warehouseID
  return {
    hides: (sku, warehouseID) =>
      counts.filter(isIn(warehouseID)).some(({ id, scoped }) => !scoped || isSkuInScope(reader, id, sku)),
    hidesSomeIn: (warehouseID) => counts.some(isIn(warehouseID)),
  }
}
