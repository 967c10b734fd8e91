/**
 * The mapping: what a remote's documents leave out (paths, envelopes, names of fields, shapes of writes), said by a person
 * in one JSON document. This file is its shape; docs/guide/remote-racko.md is its reference for people.
 */
import { z } from 'zod'

export const mappingVersion = 1

const confirmed = z.boolean()
/** Below the base URL; placeholders may stand in it. */
const address = z
  .string()
  .min(1)
  .regex(/^[^/?#\s][^?#\s]*$/, 'must be a path without a leading slash, "?" or "#"')
const query = z.record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()]))
/** Names with dots between them, from the outside in. Empty: the value itself. */
const route = z.string()
const given = route.min(1, 'must name a field')
/** One field, or several of which the first that says something counts (a barcode: all of them). */
const field = z.union([given, z.array(given).min(1)])

const listing = { confirmed, path: address, query: query.optional(), rows: route, total: given.optional() }
const single = z.strictObject({ path: address, query: query.optional(), rows: route })

const items = z.strictObject({
  ...listing,
  fields: z.strictObject({
    id: given,
    sku: field,
    name: field.optional(),
    barcode: field.optional(),
    price: field.optional(),
    type: given.optional(),
    createdAt: given.optional(),
    updatedAt: given.optional(),
  }),
  stockedTypes: z.array(z.string()).min(1).optional(),
  one: single.optional(),
})

const locations = z.strictObject({ ...listing, fields: z.strictObject({ id: given, name: field.optional() }) })

const stock = z.discriminatedUnion('in', [
  z.strictObject({
    confirmed,
    in: z.literal('item'),
    rows: given,
    fields: z.strictObject({ location: given, quantity: route }),
  }),
  z.strictObject({
    ...listing,
    in: z.literal('path'),
    itemBy: z.enum(['id', 'sku']),
    fields: z.strictObject({
      id: given.optional(),
      item: given,
      location: given,
      quantity: given,
      updatedAt: given.optional(),
    }),
    one: single.optional(),
  }),
])

const method = z.enum(['POST', 'PUT', 'PATCH', 'DELETE'])
const write = { confirmed, method, path: address, query: query.optional(), body: z.json().optional() }
/** Where the item stands in the answer to a write, as it is afterwards. */
const answer = route.optional()

export const mappingSchema = z.strictObject({
  version: z.literal(mappingVersion),
  errors: z.strictObject({ confirmed, code: given, text: given }).optional(),
  items,
  locations,
  stock: stock.optional(),
  adjustment: z.strictObject({ ...write, answer }).optional(),
  adjustments: z.strictObject({ ...listing, fields: z.strictObject({ token: given }) }).optional(),
  transfer: z.strictObject({ ...write, answer }).optional(),
  create: z.strictObject({ ...write, answer }).optional(),
  update: z.strictObject({ ...write, answer }).optional(),
  delete: z.strictObject(write).optional(),
})

export type Mapping = z.infer<typeof mappingSchema>
export type Field = z.infer<typeof field>
export type Listing = Pick<Mapping['locations'], 'path' | 'query' | 'rows' | 'total'>
export type StockMapping = NonNullable<Mapping['stock']>
export type StockPath = Extract<StockMapping, { in: 'path' }>

/** Parts that write. Nothing is sent by one that nobody has confirmed. */
export const writingParts = ['adjustment', 'transfer', 'create', 'update', 'delete'] as const
export type WritingPart = (typeof writingParts)[number]
export type WriteMapping = NonNullable<Mapping['create']>

/** Every part that is confirmed by itself, in the order of the document. */
export const mappingParts = [
  'errors',
  'items',
  'locations',
  'stock',
  'adjustment',
  'adjustments',
  'transfer',
  'create',
  'update',
  'delete',
] as const satisfies readonly (keyof Mapping)[]
export type MappingPart = (typeof mappingParts)[number]
