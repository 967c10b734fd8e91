/** What other clients of an account of version 0 do meanwhile: they too read a figure first, and write it after. */
import { actAsOtherV0, type HakoV0Model, type OtherV0Act } from '../../src/main/practice/practice.ts'
import { someKey, type Dice } from './dice.ts'

/** An act that is decided now, by what is read now, and carried out later. */
export interface Intended {
  readonly act: OtherV0Act
  /** The cell that it writes; null: none. */
  readonly cell: { readonly sku: string; readonly warehouseID: string } | null
}

export const actOfV0 = (model: HakoV0Model, { act }: Intended, nowMs: number): string =>
  `${JSON.stringify(act)} = ${String(actAsOtherV0(model, act, nowMs).status)}`

/** Null: there is nothing to be done. */
export function intend(model: HakoV0Model, dice: Dice, upheaval: number): Intended | null {
  const { items, warehouses } = model.snapshot()
  if (warehouses.length === 0) return null
  const { warehouseID } = dice.pick(warehouses)
  if (items.length === 0) return record('POST', '/v0/items', { sku: someKey(dice), name: 'Theirs' })
  const { sku, stock } = dice.pick(items)
  const now = stock[warehouseID]
  const cell = { sku, warehouseID }
  const quantity = dice.integer(1, 6)
  const name = `Their ${String(dice.integer(1, 99))}`
  return dice.weighted<() => Intended>([
    [6, () => figure(cell, now, Math.max(0, (now ?? 0) - quantity))],
    [4, () => figure(cell, now, (now ?? 0) + quantity)],
    [1, () => figure(cell, now, dice.integer(0, 50))],
    [1, () => ({ act: { kind: 'empty', ...cell }, cell })],
    [
      3,
      () =>
        record('PUT', '/v0/items', {
          sku,
          updates: dice.chance(0.5) ? { name } : { price: dice.integer(1, 50) },
        }),
    ],
    [1, () => record('POST', '/v0/items', { sku: someKey(dice), name })],
    [6 * upheaval, () => record('PUT', '/v0/items', { sku, updates: { sku: someKey(dice) } })],
    [4 * upheaval, () => record('DELETE', '/v0/items', { sku })],
    [2 * upheaval, () => moved(cell, dice.pick(warehouses).warehouseID)],
    [
      2 * upheaval,
      () =>
        record('PUT', '/v0/warehouses', { warehouseID, updates: { warehouseID: `W${String(dice.integer(1, 5))}` } }),
    ],
  ])()
}

/** The same to one item. */
export function intendAt(model: HakoV0Model, sku: string, dice: Dice): Intended {
  const { items, warehouses } = model.snapshot()
  const warehouseID = warehouses.length > 0 ? dice.pick(warehouses).warehouseID : 'W1'
  const now = items.find((item) => item.sku === sku)?.stock[warehouseID]
  return dice.weighted<Intended>([
    [3, figure({ sku, warehouseID }, now, (now ?? 0) + dice.integer(10, 90))],
    [2, record('PUT', '/v0/items', { sku, updates: { price: dice.integer(100, 190) } })],
    [2, record('PUT', '/v0/items', { sku, updates: { name: `Their ${String(dice.integer(100, 190))}` } })],
    [2, record('DELETE', '/v0/items', { sku })],
  ])
}

const inventory = '/v0/inventory'

type Cell = NonNullable<Intended['cell']>

function figure(cell: Cell, now: number | undefined, quantity: number): Intended {
  const written = now === undefined ? { method: 'POST', body: [{ ...cell, quantity }] } : put(cell, { quantity })
  return { act: { kind: 'request', request: { path: inventory, ...written } }, cell }
}

/** The row goes to another warehouse. */
const moved = (cell: Cell, warehouseID: string): Intended => ({
  act: { kind: 'request', request: { path: inventory, ...put(cell, { warehouseID }) } },
  cell,
})

const put = (cell: Cell, updates: Readonly<Record<string, unknown>>) => ({
  method: 'PUT',
  body: [{ ...cell, updates }],
})

const record = (method: string, path: string, row: Readonly<Record<string, unknown>>): Intended => ({
  act: { kind: 'request', request: { method, path, body: [row] } },
  cell: null,
})
