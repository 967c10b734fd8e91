/** What a new account starts with: the practice shop as Hive would hold it, nothing, or so many items. */
import { practiceBarcodes } from '../hako-v1/seed/barcodes.ts'
import { generateItems } from '../hako-v1/seed/many.ts'
import type { SeedItem } from '../hako-v1/seed/records.ts'
import { shopSeed, shopWarehouses } from '../hako-v1/seed/shop.ts'
import { seededRandom } from '../random.ts'
import { addSku, emptyFields, type HiveAccount, type State } from './account.ts'

export type HiveSeed = 'shop' | 'empty' | { readonly items: number }

/** Hive's numbers for the warehouses of the shop. */
const warehouseNumbers = new Map(shopWarehouses.map(({ warehouseID }, index) => [warehouseID, 7 + index * 4]))

export function seedHive(account: HiveAccount, choice: HiveSeed, nowMs: number): void {
  if (choice === 'empty') return
  const items =
    choice === 'shop' ? shopSeed(nowMs).items : generateItems(choice.items, seededRandom(choice.items), nowMs)
  const codes = new Map(practiceBarcodes.filter(({ quantity }) => quantity === 1).map(({ sku, code }) => [sku, code]))
  let state = account.state()
  for (const item of items) state = plant(state, item, codes.get(item.sku) ?? null)
  account.replace(state, nowMs)
}

function plant(state: State, { sku, name, expires, createdAt, stock, price }: SeedItem, barcode: string | null): State {
  const shelves = stock.map(([warehouseID, quantity], index) => ({
    warehouse: warehouseNumbers.get(warehouseID) ?? 1,
    physical: quantity,
    reserved: index === 0 && quantity > 20 ? 3 : 0,
    buffer: 0,
  }))
  const batches =
    expires === null
      ? []
      : [
          {
            id: state.nextID + 500_000,
            name: `L-${sku}`,
            tracking_code: `L-${sku}`,
            expiry_date: new Date(expires * 1000).toISOString().slice(0, 10),
            quantities: shelves.map(({ warehouse, physical }) => ({ warehouse_id: warehouse, quantity: physical })),
          },
        ]
  const fields = {
    ...emptyFields,
    merchant_sku_id: sku,
    name,
    barcode,
    batch_tracking_enabled: expires !== null,
    cost_in_cents: Math.round(price * 60),
    country_code_of_origin: 'PT',
    weight_in_kg: 0.3,
  }
  return addSku(state, fields, createdAt, { shelves, batches })
}
