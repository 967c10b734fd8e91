/** Any number of plausible items, for benchmarks and large simulations. */
import { pickInteger, pickOne, type Random } from '../../random.ts'
import type { Seed, SeedItem } from './records.ts'
import { shopWarehouses } from './shop.ts'

const dayMs = 86_400_000

const things = [
  'Hex bolt',
  'Wood screws',
  'Cable ties',
  'Shipping box',
  'Drill bit',
  'Wall plugs',
  'Nitrile gloves',
  'Müllsäcke',
  'Hose clamp',
  'Ball bearing',
  'Gewindestange',
  'LED tube',
  'Paint roller',
  'Circlip',
  'O-ring',
  'Türband',
]
const makes = ['zinc', 'stainless A2', 'black', 'white', 'weiß', 'nylon', 'heavy duty', 'long life', 'blue', 'grau']
const packs = ['each', 'pack of 10', 'pack of 100', 'box of 25', 'box of 50', 'box of 200']

/** Lazily, `count` items with running SKUs (`P-000001`…), each with stock in two of the shop's warehouses. */
export function* generateItems(count: number, random: Random, nowMs: number): Generator<SeedItem> {
  const today = Math.floor(nowMs / dayMs) * dayMs
  for (let number = 1; number <= count; number += 1) {
    const createdAt = today - dayMs - (count - number) * 1000
    const first = pickInteger(random, 0, 2)
    const places = [shopWarehouses[first], shopWarehouses[(first + 1) % 3]].flatMap((place) => place?.warehouseID ?? [])
    yield {
      sku: `P-${String(number).padStart(6, '0')}`,
      name: `${pickOne(random, things)} ${String(pickInteger(random, 2, 400))} × ${String(pickInteger(random, 2, 90))} mm, ${pickOne(random, makes)}, ${pickOne(random, packs)}`,
      price: pickInteger(random, 50, 9999) / 100,
      expires: random() < 0.1 ? (today + pickInteger(random, 5, 900) * dayMs) / 1000 : null,
      createdAt,
      updatedAt: createdAt + pickInteger(random, 0, 80_000) * 1000,
      stock: places.map((warehouseID) => [warehouseID, pickInteger(random, 0, 250)] as const),
    }
  }
}

export const manySeed = (count: number, random: Random, nowMs: number): Seed => ({
  warehouses: shopWarehouses,
  items: generateItems(count, random, nowMs),
  bundles: [],
  foundedAt: nowMs - 900 * dayMs,
})
