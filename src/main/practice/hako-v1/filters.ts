/** The JSON object of a GET, as the document's tables have it, and the conditions it stands for. */
import { z } from 'zod'
import { ok, type Result } from '../../../shared/domain/result.ts'
import { parseWith } from './schemas.ts'
import type { Refusal } from './refusal.ts'
import type { HakoSwitches } from './switches.ts'
import type { Column, Condition, Operator } from './tables/conditions.ts'

export type Resource = 'items' | 'bundles' | 'warehouses'

const bounds = ['gte', 'gt', 'lte', 'lt'] as const
const operators: Record<(typeof bounds)[number], Operator> = { gte: '>=', gt: '>', lte: '<=', lt: '<' }

type Range<V> = { readonly [B in (typeof bounds)[number]]?: V | undefined }

const rangeOf = <T extends z.ZodType>(value: T) =>
  z
    .strictObject({ gte: value.optional(), gt: value.optional(), lte: value.optional(), lt: value.optional() })
    .refine((range) => bounds.some((bound) => range[bound] !== undefined), 'needs one of gte, gt, lte and lt')
    .refine((range) => range.gte === undefined || range.gt === undefined, 'gte cannot be combined with gt')
    .refine((range) => range.lte === undefined || range.lt === undefined, 'lte cannot be combined with lt')

const time = rangeOf(z.union([z.number(), z.iso.datetime()]))
const key = z.string()
const stamps = { createdAt: time.optional(), updatedAt: time.optional() }

const itemFilter = z.strictObject({
  sku: key.optional(),
  name: z.string().optional(),
  expires: time.optional(),
  price: rangeOf(z.number()).optional(),
  inventory: z
    .strictObject({ warehouseID: key.optional(), quantity: z.number().optional() })
    .refine(
      ({ warehouseID, quantity }) => warehouseID !== undefined || quantity !== undefined,
      'needs warehouseID or quantity',
    )
    .optional(),
  ...stamps,
})

/** The price of a bundle is a number in one table of the document and a range in another: both are taken. */
const bundleFilter = z.strictObject({
  sku: key.optional(),
  name: z.string().optional(),
  price: z.union([z.number(), rangeOf(z.number())]).optional(),
  ...stamps,
})

const warehouseFilter = z.strictObject({ warehouseID: key.optional(), name: z.string().optional(), ...stamps })

/** No body (undefined) means no filter. */
export function parseFilter(
  resource: Resource,
  body: unknown = {},
  switches: HakoSwitches,
): Result<readonly Condition[], Refusal> {
  const readTimes = (column: Column, range: Range<number | string> | undefined, unitMs: number): readonly Condition[] =>
    compareRange(column, range, (value) => timeToMs(value, switches) / unitMs)
  const readStamps = (filter: z.infer<typeof warehouseFilter>): readonly Condition[] => [
    ...readTimes('createdAt', filter.createdAt, 1),
    ...readTimes('updatedAt', filter.updatedAt, 1),
  ]
  const readName = (filter: { readonly name?: string | undefined }): readonly Condition[] => equals('name', filter.name)

  switch (resource) {
    case 'items':
      return mapOk(parseWith(itemFilter, body), (filter) => [
        ...equals('key', filter.sku),
        ...readName(filter),
        ...readTimes('expires', filter.expires, 1000),
        ...compareRange('price', filter.price, Number),
        ...holdsStock(filter.inventory),
        ...readStamps(filter),
      ])
    case 'bundles':
      return mapOk(parseWith(bundleFilter, body), (filter) => [
        ...equals('key', filter.sku),
        ...readName(filter),
        ...(typeof filter.price === 'number'
          ? equals('price', filter.price)
          : compareRange('price', filter.price, Number)),
        ...readStamps(filter),
      ])
    case 'warehouses':
      return mapOk(parseWith(warehouseFilter, body), (filter) => [
        ...equals('key', filter.warehouseID),
        ...readName(filter),
        ...readStamps(filter),
      ])
  }
}

const mapOk = <T, U>(result: Result<T, Refusal>, map: (value: T) => U): Result<U, Refusal> =>
  result.ok ? ok(map(result.value)) : result

const equals = (column: Column, value: string | number | undefined): readonly Condition[] =>
  value === undefined ? [] : [{ kind: 'compare', column, operator: '=', value }]

function compareRange<V>(
  column: Column,
  range: Range<V> | undefined,
  toNumber: (value: V) => number,
): readonly Condition[] {
  return bounds.flatMap((bound): readonly Condition[] => {
    const value = range?.[bound]
    return value === undefined ? [] : [{ kind: 'compare', column, operator: operators[bound], value: toNumber(value) }]
  })
}

const holdsStock = (filter: z.infer<typeof itemFilter>['inventory']): readonly Condition[] =>
  filter === undefined
    ? []
    : [{ kind: 'stock', warehouseID: filter.warehouseID ?? null, atLeast: filter.quantity ?? null }]

/** A bare number is unix seconds as documented, unless the account reads times the way it answers them. */
function timeToMs(value: number | string, switches: HakoSwitches): number {
  if (typeof value === 'string') return Date.parse(value)
  const inMilliseconds = switches.filterTimestamps === 'as-answered' && switches.timestamps === 'milliseconds'
  return inMilliseconds ? value : value * 1000
}
