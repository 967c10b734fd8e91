/** The bodies of writes and the filters of reads, as the document's tables of parameters have them. */
import { z } from 'zod'
import { madeOnce, type Shapes } from '../hako-v1/strictness.ts'

const key = z.string().min(1)

export type Schemas = ReturnType<typeof makeSchemas>

export const createSchemas = madeOnce(makeSchemas)

function makeSchemas({ shape, field }: Shapes) {
  const item = { name: field(z.string()), expires: field(z.number()), price: field(z.number()) }
  const warehouse = { name: field(z.string()) }
  return {
    createItem: shape({ sku: key, ...item }),
    updateItem: shape({ sku: key, updates: shape({ sku: key.optional(), ...item }) }),
    deleteBySku: shape({ sku: key }),
    createWarehouse: shape({ warehouseID: key, ...warehouse }),
    updateWarehouse: shape({ warehouseID: key, updates: shape({ warehouseID: key.optional(), ...warehouse }) }),
    deleteByWarehouseID: shape({ warehouseID: key }),
    createInventory: shape({ sku: key, warehouseID: key, quantity: z.number() }),
    updateInventory: shape({
      sku: key,
      warehouseID: key,
      updates: shape({ sku: key.optional(), warehouseID: key.optional(), quantity: z.number().optional() }),
    }),
    deleteInventory: shape({ sku: key, warehouseID: key }),
  }
}

export type Input<K extends keyof Schemas> = z.infer<Schemas[K]>

/** Exact values only; times in unix seconds, or as the account answers them. */
const stamps = { createdAt: z.number().optional(), updatedAt: z.number().optional() }

export const filters = {
  items: z.strictObject({
    sku: z.string().optional(),
    name: z.string().optional(),
    expires: z.number().optional(),
    price: z.number().optional(),
    ...stamps,
  }),
  warehouses: z.strictObject({ warehouseID: z.string().optional(), name: z.string().optional(), ...stamps }),
  inventory: z.strictObject({
    warehouseID: z.string().optional(),
    sku: z.string().optional(),
    quantity: z.number().optional(),
    ...stamps,
  }),
}
