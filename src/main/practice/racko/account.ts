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
  const finder = createFinder(tables)
  return { ...readsOf(tables, finder), ...bookingsOf(tables, finder, stockMoves), ...recordsOf(tables, finder) }
}

const everything = Number.MAX_SAFE_INTEGER

type Finder = ReturnType<typeof createFinder>

function createFinder(tables: Tables) {
  const withStock = (rows: readonly RecordRow[]): readonly Item[] => {
    const stock = Map.groupBy(tables.stock.ofItems(rows.map(({ key }) => key)), ({ sku }) => sku)
    return rows.map((row) => ({
      ...row,
      type: 'INVENTORY',
      codes: (barcodes.get(row.key) ?? []).filter(({ quantity }) => quantity === 1).map(({ code }) => code),
      stock: (stock.get(row.key) ?? []).map(({ warehouseID, quantity }) => ({ location: warehouseID, quantity })),
    }))
  }
  const find = ({ sku, id }: Who): RecordRow | undefined => {
    if (sku !== undefined) return tables.items.find(sku)
    return id === undefined ? undefined : tables.items.page([], Number(id) - 1, 1).find((row) => String(row.id) === id)
  }
  return {
    withStock,
    item(who: Who): Done<RecordRow> {
      const row = find(who)
      const text = `The requested item ${who.sku ?? who.id ?? ''} could not be found`
      return row === undefined ? err({ code: 'no_content', text }) : ok(row)
    },
    place(location: string): Done<RecordRow> {
      const row = tables.warehouses.find(location)
      const text = `The requested location ${location} could not be found`
      return row === undefined ? err({ code: 'no_content', text }) : ok(row)
    },
    /** As it is after a write. */
    after: (row: RecordRow): Item | null => withStock(tables.items.page([], row.id - 1, 1))[0] ?? null,
  }
}

function readsOf(tables: Tables, { withStock }: Finder) {
  const [founded = 0] = tables.items.page([], 0, 1).map(({ createdAt }) => createdAt)
  return {
    items: (): readonly Item[] => [...withStock(tables.items.page([], 0, everything)), service(founded)],
    places: () => tables.warehouses.page([], 0, everything),
  }
}

function bookingsOf(tables: Tables, { item, place, after }: Finder, stockMoves: () => boolean) {
  const booked: Booked[] = []
  const finish = (row: RecordRow, notes: string, at: number, step: Step): Done => {
    if (stockMoves()) tables.items.write({ ...row, updatedAt: at })
    booked.unshift({ id: booked.length + 1, notes })
    return step() ? ok(after(row)) : err(died)
  }
  return {
    booked: (): readonly Booked[] => booked,

    /** `change` makes the new figure of the old one. */
    adjust(who: Who, location: string, change: (figure: number) => Done<number>, { notes, at, step }: Moment): Done {
      const [row, there] = [item(who), place(location)]
      if (!row.ok) return row
      if (!there.ok) return there
      const figure = change(tables.stock.find(row.value.key, location)?.quantity ?? 0)
      if (!figure.ok) return figure
      if (!step()) return err(died)
      tables.stock.put(row.value.key, location, figure.value, at)
      return finish(row.value, notes, at, step)
    },

    transfer(who: Who, from: string, to: string, quantity: number, { notes, at, step }: Moment): Done {
      const [row, source, target] = [item(who), place(from), place(to)]
      if (!row.ok) return row
      if (!source.ok) return source
      if (!target.ok) return target
      const { key } = row.value
      const held = tables.stock.find(key, from)?.quantity ?? 0
      if (held < quantity) return err({ code: 'invalid_request', text: `${from} holds ${String(held)} of ${key}` })
      if (!step()) return err(died)
      tables.stock.put(key, from, subtract(held, quantity), at)
      if (!step()) return err(died)
      tables.stock.put(key, to, add(tables.stock.find(key, to)?.quantity ?? 0, quantity), at)
      return finish(row.value, notes, at, step)
    },
  }
}

function recordsOf(tables: Tables, { item, after }: Finder) {
  const taken = (sku: string): Done => err({ code: 'duplicated', text: `An item ${sku} exists already` })
  return {
    create(sku: string, { name = null, price = null }: Fields, { at, step }: Moment): Done {
      if (tables.items.find(sku) !== undefined) return taken(sku)
      if (!step()) return err(died)
      const made = tables.items.insert({ key: sku, name, price, expires: null, createdAt: at, updatedAt: at })
      return step() ? ok(after(made)) : err(died)
    },

    update(who: Who, newSku: string | undefined, fields: Fields, { at, step }: Moment): Done {
      const row = item(who)
      if (!row.ok) return row
      const { key } = row.value
      if (newSku !== undefined && newSku !== key && tables.items.find(newSku) !== undefined) return taken(newSku)
      if (!step()) return err(died)
      const { name = row.value.name, price = row.value.price } = fields
      if (newSku !== undefined) tables.stock.renameItem(key, newSku)
      tables.items.write({ ...row.value, key: newSku ?? key, name, price, updatedAt: at })
      return step() ? ok(after(row.value)) : err(died)
    },

    remove(who: Who, { step }: Pick<Moment, 'step'>): Done {
      const row = item(who)
      if (!row.ok) return row
      if (!step()) return err(died)
      tables.stock.removeItem(row.value.key)
      tables.items.remove(row.value.id)
      return step() ? ok(null) : err(died)
    },
  }
}

/** When and with what it comes, and how far it gets. */
export interface Moment {
  readonly at: number
  readonly notes: string
  readonly step: Step
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
