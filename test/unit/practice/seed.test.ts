import { describe, expect, it } from 'vitest'
import {
  createHakoV1Model,
  generateItems,
  practiceBarcodes,
  seededRandom,
  seedIfNew,
  type SeedChoice,
} from '../../../src/main/practice/practice.ts'
import { startOfTest } from './account.ts'

function plant(choice: SeedChoice, nowMs = startOfTest) {
  const model = createHakoV1Model()
  seedIfNew(model.tables, choice, nowMs)
  return model.snapshot()
}

const shop = plant('shop')

/** Written here again, digit by digit, so that the seed's own arithmetic is not its judge. */
function hasValidCheckDigit(code: string): boolean {
  const digits = Array.from(code, Number)
  let sum = 0
  for (const [index, digit] of digits.slice(0, 12).entries()) sum += index % 2 === 1 ? 3 * digit : digit
  return (sum + (digits[12] ?? NaN)) % 10 === 0
}

describe('the practice shop', () => {
  it('has 300 items, three warehouses and a few bundles', () => {
    expect([shop.items.length, shop.warehouses.length, shop.bundles.length]).toEqual([300, 3, 8])
    expect(new Set(shop.items.map((item) => item.sku)).size).toBe(300)
    expect(new Set(shop.items.map((item) => item.name)).size).toBe(300)
  })

  it('sells what a trade supplier sells', () => {
    const named = new Map(shop.items.map((item) => [item.sku, item]))
    expect(named.get('KB-2048-BK')?.name).toBe('Cable ties 200 × 4.8 mm, black, pack of 100')
    expect(named.get('GL-NIT-L')).toMatchObject({ name: 'Nitrile gloves, size L, box of 100', price: 8.4 })
    expect(named.get('MB-120-WS')?.name).toBe('Müllsäcke 120 l, weiß, Rolle mit 25 Stück')
    expect(shop.items.filter((item) => /[äöüß]/i.test(item.name ?? '')).length).toBeGreaterThan(15)
    expect(shop.items.filter((item) => item.name?.includes('{}'))).toEqual([])
  })

  it('has prices, and expiry dates that lie ahead', () => {
    expect(shop.items.every((item) => (item.price ?? 0) > 0)).toBe(true)
    const expiring = shop.items.flatMap((item) => item.expires ?? [])
    expect(expiring.length).toBeGreaterThan(40)
    expect(Math.min(...expiring)).toBeGreaterThan(startOfTest / 1000)
    expect(expiring.every(Number.isInteger)).toBe(true)
    expect(Math.min(...expiring) - startOfTest / 1000).toBeLessThan(60 * 86_400)
  })

  it('has stock, with some figures zero and some missing', () => {
    const warehouses = new Set(shop.warehouses.map((warehouse) => warehouse.warehouseID))
    const figures = shop.items.flatMap((item) => Object.entries(item.stock))
    expect(figures.every(([warehouseID, quantity]) => warehouses.has(warehouseID) && quantity >= 0)).toBe(true)
    expect(figures.some(([, quantity]) => quantity === 0)).toBe(true)
    expect(figures.length).toBeLessThan(900)
    expect(figures.length).toBeGreaterThan(780)
  })

  it('was never written in the future', () => {
    for (const { createdAt, updatedAt } of [...shop.items, ...shop.warehouses, ...shop.bundles]) {
      expect(createdAt).toBeLessThanOrEqual(updatedAt)
      expect(updatedAt).toBeLessThanOrEqual(startOfTest)
    }
  })

  it('bundles only what it sells', () => {
    const skus = new Set(shop.items.map((item) => item.sku))
    for (const bundle of shop.bundles) {
      expect(bundle.components.filter((component) => !skus.has(component.sku))).toEqual([])
    }
  })

  it('is the same every time, but for dates that move along', () => {
    expect(plant('shop')).toEqual(shop)
    const later = plant('shop', startOfTest + 10 * 86_400_000)
    expect(later.items.map((item) => item.stock)).toEqual(shop.items.map((item) => item.stock))
    expect(later.items.find((item) => item.expires !== null)?.expires).toBe(
      (shop.items.find((item) => item.expires !== null)?.expires ?? 0) + 864_000,
    )
  })
})

describe('the practice barcodes', () => {
  it('are valid EAN-13 codes of the in-store range, each once', () => {
    for (const { code } of practiceBarcodes) {
      expect(code).toMatch(/^2\d{12}$/)
      expect(hasValidCheckDigit(code)).toBe(true)
    }
    expect(new Set(practiceBarcodes.map((barcode) => barcode.code)).size).toBe(practiceBarcodes.length)
  })

  it('give every item one code for a piece, and some a second one for a case', () => {
    const pieces = practiceBarcodes.filter((barcode) => barcode.quantity === 1)
    expect(pieces.map((barcode) => barcode.sku)).toEqual(shop.items.map((item) => item.sku))
    const cableTies = practiceBarcodes.filter((barcode) => barcode.sku === 'KB-2048-BK')
    expect(cableTies.map((barcode) => barcode.quantity)).toEqual([1, 12])
    expect(practiceBarcodes.length).toBeGreaterThan(400)
  })
})

describe('generated items', () => {
  it('are as many as asked, each SKU once, the same for the same seed', () => {
    const make = () => [...generateItems(2_000, seededRandom(5), startOfTest)]
    const items = make()
    expect(new Set(items.map((item) => item.sku)).size).toBe(2_000)
    expect(make()).toEqual(items)
  })

  it('fill an account', () => {
    const { items, warehouses } = plant({ items: 1_500 })
    expect([items.length, warehouses.length]).toEqual([1_500, 3])
    expect(items.every((item) => Object.keys(item.stock).length === 2)).toBe(true)
    expect(items.every((item) => item.updatedAt <= startOfTest)).toBe(true)
  })

  it('are none in an empty account', () => {
    expect(plant('empty')).toEqual({ items: [], warehouses: [], bundles: [] })
  })
})
