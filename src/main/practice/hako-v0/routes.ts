/** Which paths and methods version 0 has, and who handles them. */
import type { z } from 'zod'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { performEach } from '../hako-v1/elements.ts'
import { createItem, deleteItem, updateItem } from '../hako-v1/items.ts'
import type { Dialect, DialectRoute } from '../hako-v1/model.ts'
import { refuse } from '../hako-v1/refusal.ts'
import type { Done } from '../hako-v1/work.ts'
import { createWarehouse, deleteWarehouse, updateWarehouse } from '../hako-v1/warehouses.ts'
import { createInventory, deleteInventory, updateInventory, type Work } from './inventory.ts'
import { listInventory, listRecords } from './listing.ts'
import { createSchemas, type Input, type Schemas } from './schemas.ts'
import type { HakoV0Switches } from './switches.ts'
import { showPlainItem } from './wire.ts'

type Route = DialectRoute<HakoV0Switches>

/** `sameKey`, for figures: what two elements have in common when a careless server lets the last one win. */
const write = <T>(
  schemaOf: (schemas: Schemas) => z.ZodType<T>,
  apply: (work: Work, element: T) => Done,
  sameKey?: (element: T) => string,
): Route => ({
  kind: 'write',
  perform: (work, body) => performEach(work, body, { schema: schemaOf(createSchemas(work.switches)), apply, sameKey }),
})

const cell = ({ sku, warehouseID }: Input<'deleteInventory'>): string => `${sku}\n${warehouseID}`

const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  '/v0/items': {
    GET: { kind: 'read', list: (moment, body) => listRecords(moment, 'items', body) },
    POST: write(
      (schemas) => schemas.createItem,
      (work, input) => shown(work, input.sku, createItem(work, input)),
    ),
    PUT: write(
      (schemas) => schemas.updateItem,
      (work, input) => shown(work, input.updates.sku ?? input.sku, updateItem(work, input)),
    ),
    DELETE: write((schemas) => schemas.deleteBySku, deleteItem),
  },
  '/v0/warehouses': {
    GET: { kind: 'read', list: (moment, body) => listRecords(moment, 'warehouses', body) },
    POST: write((schemas) => schemas.createWarehouse, createWarehouse),
    PUT: write((schemas) => schemas.updateWarehouse, updateWarehouse),
    DELETE: write((schemas) => schemas.deleteByWarehouseID, deleteWarehouse),
  },
  '/v0/inventory': {
    GET: { kind: 'read', list: listInventory },
    POST: write((schemas) => schemas.createInventory, createInventory, cell),
    PUT: write((schemas) => schemas.updateInventory, updateInventory, cell),
    DELETE: write((schemas) => schemas.deleteInventory, deleteInventory),
  },
}

/** The item as version 0 shows it, without its stock. */
function shown(work: Work, sku: string, done: Done): Done {
  if (!done.ok) return done
  const item = work.tables.items.find(sku)
  return ok(item === undefined ? [] : [showPlainItem(item, work.switches)])
}

export const dialect: Dialect<HakoV0Switches> = {
  find(method, path): ReturnType<Dialect<HakoV0Switches>['find']> {
    const methods = routes[path]
    if (methods === undefined) return refuse('no-such-path', `There is no ${path}`)
    const route = methods[method]
    if (route !== undefined) return ok(route) satisfies Result<Route, never>
    const allow = Object.keys(methods).join(', ')
    return err({ kind: 'no-such-method', message: `${path} knows no ${method}`, allow })
  },
}
