/** The practice shop: 300 items of a trade supplier, three warehouses, a few bundles. The same every time but for dates. */
import { pickInteger, seededRandom, type Random } from '../../random.ts'
import { catalogue, type Family } from './catalogue.ts'
import type { Seed, SeedBundle, SeedItem, SeedWarehouse } from './records.ts'

const dayMs = 86_400_000

export const shopWarehouses: readonly SeedWarehouse[] = [
  { warehouseID: 'w-LEJ2', name: 'Leipzig South' },
  { warehouseID: 'w-HAM1', name: 'Hamburg Harbour' },
  { warehouseID: 'w-SHOP', name: 'Shop Connewitz' },
]

const shopBundles: readonly SeedBundle[] = [
  bundle('BU-SITE', 'Site starter kit', 79, { 'GL-NIT-L': 1, 'GG-166-CL': 2, 'ED-32': 1, 'VE-YE-L': 2, 'FA-13157': 1 }),
  bundle('BU-AID', 'First-aid refill', 39, { 'PL-FB': 2, 'PL-WP': 1, 'EW-250': 1, 'GL-NIT-L': 1 }),
  bundle('BU-CABLE', 'Cable tidy set', 19.9, { 'KB-2048-BK': 2, 'KB-1025-BK': 2, 'CC-6-WH': 1, 'HS-6': 1 }),
  bundle('BU-PACK', 'Packing bench starter', 64, {
    'BX-300-S': 25,
    'BX-400-D': 10,
    'PK-BR': 6,
    'BW-50': 1,
    'LB-76': 1,
  }),
  bundle('BU-MOVE', 'Umzugspaket groß', 42.5, { 'BX-600-D': 12, 'PK-FR': 3, 'SF-23-CL': 1, 'PN-BK': 1 }),
  bundle('BU-CLEAN', 'Cleaning trolley refill', 58, {
    'ALL-CI-5L': 1,
    'GR-5L': 1,
    'MC-BL': 1,
    'MC-RD': 1,
    'MB-120-BL': 2,
  }),
  bundle('BU-WALL', 'Wall fixing set', 16.9, { 'WP-8-100': 1, 'SC-45-50-TX': 1, 'DB-8': 1 }),
  bundle('BU-POWER', 'Battery mix', 45, { 'BT-AA-20': 1, 'BT-AAA-20': 1, 'BT-9V-10': 1 }),
]

/** Everything relative to `nowMs`: what expires does so from a few weeks to a few years later. */
export function shopSeed(nowMs: number): Seed {
  const today = Math.floor(nowMs / dayMs) * dayMs
  const random = seededRandom(20_260)
  return {
    warehouses: shopWarehouses,
    items: listVariants().map((variant, index) => shopItem(variant, index, today, random)),
    bundles: shopBundles,
    foundedAt: today - 900 * dayMs,
  }
}

interface Variant {
  readonly family: Family
  readonly sku: string
  readonly name: string
  readonly price: number
}

/** Every article of the catalogue, in its order. */
export const listVariants = (): readonly Variant[] => catalogue.flatMap((family) => variantsOf(family))

function variantsOf(family: Family): readonly Variant[] {
  let partial: readonly Variant[] = [{ family, sku: family.prefix, name: family.name, price: family.price }]
  family.axes.forEach((axis, depth) => {
    partial = partial.flatMap((variant) =>
      axis.map(({ code, words }, position) => {
        const surcharge = depth === 0 ? position * family.step : 0
        return {
          family,
          sku: `${variant.sku}-${code}`,
          name: variant.name.replace('{}', words),
          price: Math.round((variant.price + surcharge) * 100) / 100,
        }
      }),
    )
  })
  return partial
}

function shopItem({ family, sku, name, price }: Variant, index: number, today: number, random: Random): SeedItem {
  const createdAt = today - (880 - index * 2) * dayMs
  const shelfDays = family.months === null ? null : family.months * 30 + pickInteger(random, -20, 75)
  return {
    sku,
    name,
    price,
    expires: shelfDays === null ? null : (today + shelfDays * dayMs) / 1000,
    createdAt,
    updatedAt: createdAt + pickInteger(random, 0, 200) * dayMs,
    stock: shopStock(random),
  }
}

/** The main warehouse has most, the shop little; every ninth item or so is out of stock or unknown somewhere. */
function shopStock(random: Random): SeedItem['stock'] {
  const scales = [160, 90, 24]
  return shopWarehouses.flatMap(({ warehouseID }, index): SeedItem['stock'] => {
    const luck = random()
    const quantity = pickInteger(random, 2, scales[index] ?? 10)
    if (luck < 0.06) return []
    return [[warehouseID, luck < 0.11 ? 0 : quantity]]
  })
}

function bundle(sku: string, name: string, price: number, items: Readonly<Record<string, number>>): SeedBundle {
  return { sku, name, price, components: Object.entries(items).map(([item, quantity]) => ({ sku: item, quantity })) }
}
