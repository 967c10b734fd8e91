/** The account behind the API: items, places, stock, adjustments. Knows no path and no name of a field. */
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { add, subtract } from '../../../shared/domain/quantity.ts'
import { practiceBarcodes } from '../hako-v1/seed/barcodes.ts'
import type { RecordRow } from '../hako-v1/tables/records.ts'
import type { Tables } from '../hako-v1/tables/tables.ts'
import type { Refusal } from './refusal.ts'

export interface Item extends RecordRow {
  readonly codes: readonly string[]
  readonly type: 'INVENTORY' | 'SERVICE'
  readonly stock: readonly { readonly location: string; readonly quantity: number }[]
}

export interface Booked {
  readonly id: number
  /** Texts that came with it, among them whatever the client recognises it by. */
  readonly notes: string
}

export type Done<T = Item | null> = Result<T, Refusal>

/** How far the server gets before it dies; answers false when that is now. */
export type Step = () => boolean

const died: Refusal = { code: 'internal', text: 'Internal server error' }

/** Something to sell that nobody can count. */
const service = (now: number): Item => ({
  id: 0,
  key: 'SHIPPING',
  name: 'Shipping within the country',
  price: 6.9,
  expires: null,
  createdAt: now,
  updatedAt: now,
  codes: [],
  type: 'SERVICE',
  stock: [],
})

const barcodes = Map.groupBy(practiceBarcodes, ({ sku }) => sku)

export function createAccount(tables: Tables, stockMoves: () => boolean) {
  const booked: Booked[] = []
  const everything = Number.MAX_SAFE_INTEGER

  const withStock = (rows: readonly RecordRow[]): readonly Item[] => {
    const stock = Map.groupBy(tables.stock.ofItems(rows.map(({ key }) => key)), ({ sku }) => sku)
    return rows.map((row) => ({
      ...row,
      type: 'INVENTORY',
      codes: (barcodes.get(row.key) ?? []).filter(({ quantity }) => quantity === 1).map(({ code }) => code),
      stock: (stock.get(row.key) ?? []).map(({ warehouseID, quantity }) => ({ location: warehouseID, quantity })),
    }))
  }
  const [founded = 0] = tables.items.page([], 0, 1).map(({ createdAt }) => createdAt)

  const find = (sku: string | undefined, id: string | undefined): RecordRow | undefined => {
    if (sku !== undefined) return tables.items.find(sku)
    return id === undefined ? undefined : tables.items.page([], Number(id) - 1, 1).find((row) => String(row.id) === id)
  }
  const needItem = (item: Who): Done<RecordRow> => {
    const row = find(item.sku, item.id)
    return row === undefined
      ? err({ code: 'no_content', text: `The requested item ${item.sku ?? item.id ?? ''} could not be found` })
      : ok(row)
  }
  const needPlace = (location: string): Done<RecordRow> => {
    const row = tables.warehouses.find(location)
    return row === undefined
      ? err({ code: 'no_content', text: `The requested location ${location} could not be found` })
      : ok(row)
  }
  const touch = (row: RecordRow, now: number): void => {
    if (stockMoves()) tables.items.write({ ...row, updatedAt: now })
  }
  const after = (row: RecordRow): Item | null => withStock(tables.items.page([], row.id - 1, 1))[0] ?? null

  return {
    items: (): readonly Item[] => [...withStock(tables.items.page([], 0, everything)), service(founded)],
    places: () => tables.warehouses.page([], 0, everything),
    booked: (): readonly Booked[] => booked,

    /** `change` makes the new figure of the old one. */
    adjust(
      who: Who,
      location: string,
      change: (figure: number) => Done<number>,
      notes: string,
      at: number,
      step: Step,
    ): Done {
      const [item, place] = [needItem(who), needPlace(location)]
      if (!item.ok) return item
      if (!place.ok) return place
      const figure = change(tables.stock.find(item.value.key, location)?.quantity ?? 0)
      if (!figure.ok) return figure
      if (!step()) return err(died)
      tables.stock.put(item.value.key, location, figure.value, at)
      touch(item.value, at)
      booked.unshift({ id: booked.length + 1, notes })
      return step() ? ok(after(item.value)) : err(died)
    },

    transfer(who: Who, from: string, to: string, quantity: number, notes: string, at: number, step: Step): Done {
      const [item, source, target] = [needItem(who), needPlace(from), needPlace(to)]
      if (!item.ok) return item
      if (!source.ok) return source
      if (!target.ok) return target
      const { key } = item.value
      const held = tables.stock.find(key, from)?.quantity ?? 0
      if (held < quantity) return err({ code: 'invalid_request', text: `${from} holds ${String(held)} of ${key}` })
      if (!step()) return err(died)
      tables.stock.put(key, from, subtract(held, quantity), at)
      if (!step()) return err(died)
      tables.stock.put(key, to, add(tables.stock.find(key, to)?.quantity ?? 0, quantity), at)
      touch(item.value, at)
      booked.unshift({ id: booked.length + 1, notes })
      return step() ? ok(after(item.value)) : err(died)
    },

    create(sku: string, fields: Fields, at: number, step: Step): Done {
      if (tables.items.find(sku) !== undefined)
        return err({ code: 'duplicated', text: `An item ${sku} exists already` })
      if (!step()) return err(died)
      const { name = null, price = null } = fields
      const made = tables.items.insert({ key: sku, name, price, expires: null, createdAt: at, updatedAt: at })
      return step() ? ok(after(made)) : err(died)
    },

    update(who: Who, newSku: string | undefined, fields: Fields, at: number, step: Step): Done {
      const item = needItem(who)
      if (!item.ok) return item
      if (newSku !== undefined && newSku !== item.value.key && tables.items.find(newSku) !== undefined)
        return err({ code: 'duplicated', text: `An item ${newSku} exists already` })
      if (!step()) return err(died)
      const { name = item.value.name, price = item.value.price } = fields
      if (newSku !== undefined) tables.stock.renameItem(item.value.key, newSku)
      tables.items.write({ ...item.value, key: newSku ?? item.value.key, name, price, updatedAt: at })
      return step() ? ok(after(item.value)) : err(died)
    },

    remove(who: Who, step: Step): Done {
      const item = needItem(who)
      if (!item.ok) return item
      if (!step()) return err(died)
      tables.stock.removeItem(item.value.key)
      tables.items.remove(item.value.id)
      return step() ? ok(null) : err(died)
    },
  }
}

export type Account = ReturnType<typeof createAccount>

/** An item by its SKU, or by the server's own number. */
export interface Who {
  readonly sku?: string
  readonly id?: string
}

/** Left out: as it is. */
export interface Fields {
  readonly name?: string | null
  readonly price?: number | null
}
