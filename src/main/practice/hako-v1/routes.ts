/** Which paths and methods there are, and who handles them. */
import type { z } from 'zod'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { runBatch, type BatchOutcome } from './batch.ts'
import { createBundle, deleteBundle, updateBundle } from './bundles.ts'
import type { Resource } from './filters.ts'
import { createItem, deleteItem, updateItem } from './items.ts'
import { refuse, type Refusal } from './refusal.ts'
import { parseWith, type Schemas } from './schemas.ts'
import { decrementStock, incrementStock, transferStock } from './stock.ts'
import { createWarehouse, deleteWarehouse, updateWarehouse } from './warehouses.ts'
import type { Done, Work } from './work.ts'

type Route = { readonly kind: 'read'; readonly resource: Resource } | WriteRoute

export interface WriteRoute {
  readonly kind: 'write'
  perform(work: Work, schemas: Schemas, body: unknown): Result<BatchOutcome, Refusal>
}

type Methods = Readonly<Record<string, Route>>

const routes: Readonly<Record<string, Methods>> = {
  '/v1/items': {
    GET: { kind: 'read', resource: 'items' },
    POST: write((schemas) => schemas.createItem, createItem),
    PATCH: write((schemas) => schemas.updateItem, updateItem),
    DELETE: write((schemas) => schemas.deleteBySku, deleteItem),
  },
  '/v1/items/inventory/increment': {
    PATCH: write(
      (schemas) => schemas.increment,
      incrementStock,
      (row) => `${row.sku}\n${row.warehouseID}`,
    ),
  },
  '/v1/items/inventory/decrement': {
    PATCH: write(
      (schemas) => schemas.decrement,
      decrementStock,
      (row) => `${row.sku}\n${row.warehouseID}`,
    ),
  },
  '/v1/items/inventory/transfer': {
    PATCH: write(
      (schemas) => schemas.transfer,
      transferStock,
      (row) => row.sku,
    ),
  },
  '/v1/bundles': {
    GET: { kind: 'read', resource: 'bundles' },
    POST: write((schemas) => schemas.createBundle, createBundle),
    PATCH: write((schemas) => schemas.updateBundle, updateBundle),
    DELETE: write((schemas) => schemas.deleteBySku, deleteBundle),
  },
  '/v1/warehouses': {
    GET: { kind: 'read', resource: 'warehouses' },
    POST: write((schemas) => schemas.createWarehouse, createWarehouse),
    PATCH: write((schemas) => schemas.updateWarehouse, updateWarehouse),
    DELETE: write((schemas) => schemas.deleteByWarehouseID, deleteWarehouse),
  },
}

export function findRoute(method: string, path: string): Result<Route, Refusal & { readonly allow?: string }> {
  const methods = routes[path]
  if (methods === undefined) return refuse('no-such-path', `There is no ${path}`)
  const route = methods[method]
  if (route !== undefined) return ok(route)
  return err({ kind: 'no-such-method', message: `${path} knows no ${method}`, allow: Object.keys(methods).join(', ') })
}

/** `sameKey`, for changes of stock: what two elements have in common when a careless server lets the last one win. */
function write<T>(
  schemaOf: (schemas: Schemas) => z.ZodType<T>,
  apply: (work: Work, element: T) => Done,
  sameKey?: (element: T) => string,
): Route {
  return {
    kind: 'write',
    perform(work, schemas, body) {
      const { switches, tables } = work
      const elements = parseElements(schemaOf(schemas), body, switches.largestArray)
      if (!elements.ok) return elements
      const lastWins = sameKey !== undefined && switches.repeatedKeys === 'last-wins'
      const rules = {
        batch: switches.batch,
        keepsHalves: apply === transferStock && switches.transferLegs === 'separate',
        sameKey: lastWins ? (index: number) => keyAt(elements.value, index, sameKey) : null,
      }
      return ok(
        runBatch(tables, elements.value, rules, (element) => {
          const alive = work.step()
          return alive.ok ? apply(work, element) : alive
        }),
      )
    },
  }
}

function keyAt<T>(elements: readonly T[], index: number, sameKey: (element: T) => string): string {
  const element = elements[index]
  return element === undefined ? String(index) : sameKey(element)
}

function parseElements<T>(schema: z.ZodType<T>, body: unknown, largest: number | null): Result<readonly T[], Refusal> {
  if (!Array.isArray(body) || body.length === 0) {
    return refuse('invalid', 'The body must be an array of one or more objects')
  }
  if (largest !== null && body.length > largest)
    return refuse('too-large', `At most ${String(largest)} objects at once`)
  return parseWith(schema.array(), body)
}
