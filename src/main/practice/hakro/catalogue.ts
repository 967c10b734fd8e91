/** A made-up catalogue in the form that the introduction shows: models in colours and sizes, ten thousand pieces of stock. */
import { pickInteger, seededRandom } from '../random.ts'

export interface ShopItem {
  readonly code: string
  readonly model: string
  readonly description: string
  readonly gtin: string | null
  readonly size: readonly [code: string, name: string] | null
  readonly colour: readonly [code: string, name: string] | null
  readonly stock: number
}

const models: readonly (readonly [string, string])[] = [
  ['0110', 'Shirt **Practice**'],
  ['0292', 'T-Shirt Practice'],
  ['0475', 'Sweatshirt Practice'],
  ['0601', 'Hoodie Practice'],
  ['0801', 'Polo Practice'],
  ['0816', 'Polo Practice <img src=x onerror=alert(1)> Women'],
  ['0846', 'Fleece Jacket Practice'],
  ['0862', 'Softshell Jacket _Practice_'],
]
const colours: readonly (readonly [string, string])[] = [
  ['001', 'white'],
  ['002', 'red'],
  ['005', 'black'],
  ['010', 'royal'],
  ['034', 'navy'],
  ['043', 'stone'],
]
const sizes: readonly (readonly [string, string])[] = [
  ['003', 'XS'],
  ['004', 'S'],
  ['005', 'M'],
  ['006', 'L'],
  ['007', 'XL'],
  ['008', '2XL'],
  ['009', '3XL'],
]

export function shopItems(): readonly ShopItem[] {
  const random = seededRandom(2023)
  const all = models.flatMap(([model, description]) =>
    colours.flatMap((colour) => sizes.map((size) => ({ model, description, colour, size }))),
  )
  return all.map((item, index) => ({
    ...item,
    code: `${item.model}${item.colour[0]}${item.size[0]}`,
    gtin: ean13(4_012_345_000_00 + index),
    stock: pickInteger(random, 0, 40) === 0 ? 0 : pickInteger(random, 3, 5000),
  }))
}

export function plainItems(count: number): readonly ShopItem[] {
  return Array.from({ length: count }, (_, index) => ({
    code: String(index + 1).padStart(10, '0'),
    model: '0001',
    description: `Shirt ${String(index + 1)}`,
    gtin: ean13(4_055_555_000_00 + index),
    size: ['005', 'M'],
    colour: ['001', 'white'],
    stock: index % 1000,
  }))
}

/** Twelve digits from the number, and the check digit. */
function ean13(number: number): string {
  const digits = String(number).padStart(12, '0')
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
  return `${digits}${String((10 - (sum % 10)) % 10)}`
}

export const showItem = ({ code, model, description, gtin, size, colour }: ShopItem): unknown => ({
  Attributes: {
    ManualStockState: 'None',
    SizeCode: size?.[0] ?? null,
    SizeName: size?.[1] ?? null,
    ColorCode: colour?.[0] ?? null,
    ColorName: colour?.[1] ?? null,
    ColorDescription: colour === null ? null : `${colour[0]} ${colour[1]}`,
    BackColorCode: null,
    ForeColorCode: null,
    WashingTemperature: '40 °C',
    UnitAreaWeight: '200 g / m²',
    Mixture: null,
    OnSale: '0',
  },
  ItemCode: code,
  ModelCode: model,
  Description: description,
  QuantityUnit: null,
  PriceGroupCode: `${model}AX`,
  Gtin: gtin,
  HarmonizedCode: null,
  Weight: 0,
  CountryOfOrigin: null,
})
