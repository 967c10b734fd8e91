import { negate } from '../../src/shared/domain/quantity.ts'

/** A write as it leaves. */
export interface Wire {
  readonly method: string
  readonly path: string
  readonly body: string
}

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

/** The rows of a request, one a record: figures of one item that are written together are one row. */
export function rowsOf({ path, body }: Pick<Wire, 'path' | 'body'>): readonly WireRow[] {
  const rows = JSON.parse(body) as readonly WireRow[] // safe: the connector has just written it
  if (path !== 'inventory') return rows
  return [...Map.groupBy(rows, ({ sku }) => sku)].map(([sku, figures]) => ({ sku, figures }))
}

/** The cells that a row moves or sets. */
export function cellsOf(path: string, row: WireRow): readonly Cell[] {
  if (path === 'inventory') return figuresOf(row)
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

function figuresOf(row: WireRow): readonly Cell[] {
  const figures = (row['figures'] ?? []) as readonly WireRow[] // safe: `rowsOf` has just made them
  return figures.map(({ sku, warehouseID, quantity, updates }) => {
    const { quantity: updated } = (updates ?? {}) as WireRow // safe: the connector's own form
    return { sku: String(sku), warehouseID: String(warehouseID), by: null, to: Number(quantity ?? updated) }
  })
}
