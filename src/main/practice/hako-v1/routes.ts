/** Which paths and methods there are, and who handles them. */
import type { z } from 'zod'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { BatchOutcome } from './batch.ts'
import { createBundle, deleteBundle, updateBundle } from './bundles.ts'
import { performEach } from './elements.ts'
import type { Resource } from './filters.ts'
import { createItem, deleteItem, updateItem } from './items.ts'
import { refuse, type Refusal } from './refusal.ts'
import type { Schemas } from './schemas.ts'
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

function write<T>(
  schemaOf: (schemas: Schemas) => z.ZodType<T>,
  apply: (work: Work, element: T) => Done,
  sameKey?: (element: T) => string,
): Route {
  return {
    kind: 'write',
    perform: (work, schemas, body) =>
      performEach(work, body, {
        schema: schemaOf(schemas),
        apply,
        sameKey,
        keepsHalves: apply === transferStock && work.switches.transferLegs === 'separate',
      }),
  }
}
