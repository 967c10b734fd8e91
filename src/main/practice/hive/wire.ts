/** How Hive writes what it holds. */
import type { Shelf, Shipment, Sku, State } from './account.ts'
import type { HiveSwitches } from './switches.ts'

/** ISO 8601 with milliseconds and an offset, as the documents' samples have it. */
export const wireTime = (ms: number): string => new Date(ms + 3_600_000).toISOString().replace('Z', '+01:00')

interface Figures {
  readonly stocked: number
  readonly reserved: number
  readonly total: number
}

/** `stocked` is what can be sold; `total` the same before the buffer; `reserved` lies there for orders. */
function figuresOf({ physical, reserved, buffer }: Shelf): Figures {
  const total = physical - reserved
  return { stocked: Math.max(0, total - buffer), reserved, total }
}

export function wireSku(sku: Sku, { perWarehouse }: Pick<HiveSwitches, 'perWarehouse'>): unknown {
  const { createdAt, shelves, batches, ...fields } = sku
  const figures = shelves.map((shelf) => ({ warehouse_id: shelf.warehouse, ...figuresOf(shelf) }))
  const sum = (name: keyof Figures): number => figures.reduce((total, row) => total + row[name], 0)
  return {
    ...fields,
    created_at: wireTime(createdAt),
    inventory: { stocked: sum('stocked'), reserved: sum('reserved'), total: sum('total') },
    ...(perWarehouse === 'shown' && {
      inventory_per_warehouse: figures,
      inventory_batches: batches.map(({ quantities, ...batch }) => ({ ...batch, stocked_quantities: quantities })),
    }),
  }
}

export function wireShipment(
  shipment: Shipment,
  { skus }: State,
  { orderNumbers }: Pick<HiveSwitches, 'orderNumbers'>,
): unknown {
  const { items, po_number, ...fields } = shipment
  const done = shipment.status === 'restocked'
  return {
    ...fields,
    ...(orderNumbers === 'listed' && { po_number }),
    barcode: `RS.${String(shipment.id)}`,
    merchant_id: 1,
    restocking_shipment_items: items.map(({ id, sku, announced_quantity, remarks }) => ({
      id,
      sku_id: sku,
      merchant_sku_id: skus.find((other) => other.id === sku)?.merchant_sku_id ?? null,
      announced_quantity,
      remarks,
      ...(done && { arrived_quantity: announced_quantity, damaged_quantity: 0, missing_quantity: 0 }),
    })),
  }
}
