import type { Snapshot } from '../../../src/main/practice/practice.ts'
import type { Observed } from './facts.ts'

/** I12 and I15: at the end base, view and the remote are the same. Answers where they are not, or null. */
export function disagreement(device: Observed, remote: Snapshot): string | null {
  const told = comparable(remote)
  for (const layer of ['base', 'view'] as const) {
    const known = layerOf(device, layer)
    if (JSON.stringify(known) !== JSON.stringify(told))
      return `the ${layer} differs from the remote: ${difference(known, told)}`
  }
  return null
}

type Row = Readonly<Record<string, unknown>>

function comparable({ items, warehouses, bundles }: Snapshot): Row {
  return {
    items: sorted(
      items.map(({ sku, name, price, expires, stock }) => ({ key: sku, name, price, expires, stock: ordered(stock) })),
    ),
    warehouses: sorted(warehouses.map(({ warehouseID, name }) => ({ key: warehouseID, name }))),
    bundles: sorted(
      bundles.map(({ sku, name, price, components }) => ({ key: sku, name, price, parts: parts(components) })),
    ),
  }
}

function layerOf(device: Observed, layer: 'base' | 'view'): Row {
  const column = (name: string): string => (layer === 'base' ? `base_${name}` : name)
  const where = layer === 'base' ? 'base_key IS NOT NULL' : 'present = 1'
  const columns = ['key', 'name', 'price', 'expires', 'components']
    .map((name) => `${column(name)} AS ${name}`)
    .join(', ')
  const rows = device.rows<{ uid: number; kind: string; key: string; components: string | null } & Row>(
    `SELECT uid, kind, ${columns} FROM records WHERE ${where}`,
  )
  const figures = device.rows<{ item: number; warehouseID: string; quantity: number | null }>(
    `SELECT stock.item, warehouse.${column('key')} AS warehouseID, stock.${column('quantity')} AS quantity
     FROM stock JOIN records AS warehouse ON warehouse.uid = stock.warehouse WHERE stock.${column('quantity')} IS NOT NULL`,
  )
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  return {
    items: sorted(
      of('item').map(({ uid, key, name, price, expires }) => {
        const own = figures.filter((figure) => figure.item === uid)
        return {
          key,
          name,
          price,
          expires,
          stock: ordered(Object.fromEntries(own.map((figure) => [figure.warehouseID, figure.quantity]))),
        }
      }),
    ),
    warehouses: sorted(of('warehouse').map(({ key, name }) => ({ key, name }))),
    bundles: sorted(
      of('bundle').map(({ key, name, price, components }) => ({
        key,
        name,
        price,
        parts: parts(JSON.parse(components ?? '[]') as { sku: string; quantity: number }[]), // safe: the store wrote it
      })),
    ),
  }
}

const sorted = (rows: readonly ({ readonly key: string } & Row)[]) => [...rows].sort((a, b) => (a.key < b.key ? -1 : 1))
const ordered = (stock: Readonly<Record<string, unknown>>): Row =>
  Object.fromEntries(Object.entries(stock).sort(([a], [b]) => (a < b ? -1 : 1)))
const parts = (components: readonly { readonly sku: string; readonly quantity: number }[]): string[] =>
  components.map(({ sku, quantity }) => `${sku}×${String(quantity)}`).sort()

function difference(known: Row, told: Row): string {
  const [a = [], b = []] = [known, told].map((state) => JSON.stringify(state, null, 1).split('\n'))
  const at = a.findIndex((line, index) => line !== b[index])
  return `here ${a.slice(Math.max(0, at - 4), at + 3).join(' ')} — there ${b.slice(Math.max(0, at - 4), at + 3).join(' ')}`
}
