import { negate } from '../../src/shared/domain/quantity.ts'

/** What the rows of a request are about, read from the wire by the simulator's own eyes. */
export type WireRow = Readonly<Record<string, unknown>>

/** `by`: moved by so much; null: set to `to`. */
export interface Cell {
  readonly sku: string
  readonly warehouseID: string
  readonly by: number | null
  readonly to: number
}

export function keysOf(row: WireRow): string[] {
  const updates = (row['updates'] ?? {}) as WireRow // safe: the connector's own form
  return [row['sku'], row['warehouseID'], updates['sku'], updates['warehouseID']].flatMap((key) =>
    typeof key === 'string' ? [key] : [],
  )
}

/** The cells that a row moves or sets. */
export function cellsOf(path: string, row: WireRow): readonly Cell[] {
  const [sku, warehouseID] = [String(row['sku']), String(row['warehouseID'])]
  if (path.endsWith('/increment')) return [{ sku, warehouseID, by: Number(row['incrementBy']), to: 0 }]
  if (path.endsWith('/decrement')) return [{ sku, warehouseID, by: negate(Number(row['decrementBy'])), to: 0 }]
  const { inventory } = (row['updates'] ?? {}) as { inventory?: { warehouseID: string; quantity: number }[] } // safe: the connector's own form
  if (inventory)
    return inventory.map((figure) => ({ sku, warehouseID: figure.warehouseID, by: null, to: figure.quantity }))
  if (!path.endsWith('/transfer')) return []
  const by = Number(row['quantity'])
  return [
    { sku, warehouseID: String(row['sourceWarehouseID']), by: negate(by), to: 0 },
    { sku, warehouseID: String(row['destinationWarehouseID']), by, to: 0 },
  ]
}
