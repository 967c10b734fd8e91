/** The bodies of writes, as the document's tables of parameters have them. */
import { z } from 'zod'
import type { Result } from '../../../shared/domain/result.ts'
import { ok } from '../../../shared/domain/result.ts'
import { refuse, type Refusal } from './refusal.ts'
import { madeOnce, type Shapes } from './strictness.ts'

const key = z.string().min(1)
const positive = z.number().positive()

export type Schemas = ReturnType<typeof makeSchemas>

export const createSchemas = madeOnce(makeSchemas)

function makeSchemas({ shape, field }: Shapes) {
  const name = field(z.string())
  const price = field(z.number())
  const expires = field(z.number())
  const inventory = z
    .array(shape({ warehouseID: key, quantity: z.number() }))
    .refine((rows) => hasNoRepeats(rows.map((row) => row.warehouseID)), 'names a warehouse twice')
    .optional()
  const components = z
    .array(shape({ sku: key, quantity: positive }))
    .refine((rows) => hasNoRepeats(rows.map((row) => row.sku)), 'names a sku twice')
    .optional()

  return {
    createItem: shape({ sku: key, name, expires, price, inventory }),
    updateItem: shape({ sku: key, updates: shape({ sku: key.optional(), name, expires, price, inventory }) }),
    increment: shape({ sku: key, warehouseID: key, incrementBy: positive }),
    decrement: shape({ sku: key, warehouseID: key, decrementBy: positive }),
    transfer: shape({ sku: key, sourceWarehouseID: key, destinationWarehouseID: key, quantity: positive }),
    deleteBySku: shape({ sku: key }),
    createBundle: shape({ sku: key, name, item_skus: components, price }),
    updateBundle: shape({ sku: key, updates: shape({ sku: key.optional(), name, item_skus: components, price }) }),
    createWarehouse: shape({ warehouseID: key, name }),
    updateWarehouse: shape({ warehouseID: key, updates: shape({ warehouseID: key.optional(), name }) }),
    deleteByWarehouseID: shape({ warehouseID: key }),
  }
}

export type Input<K extends keyof Schemas> = z.infer<Schemas[K]>

const hasNoRepeats = (keys: readonly string[]): boolean => new Set(keys).size === keys.length

/** Parses, and names the first thing that is wrong with where it stands. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown): Result<T, Refusal> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  const where = (issue?.path ?? [])
    .map((step) => (typeof step === 'number' ? `[${String(step)}]` : String(step)))
    .join('.')
  return refuse('invalid', `${where === '' ? 'The body' : where}: ${issue?.message ?? 'is not valid'}`)
}
