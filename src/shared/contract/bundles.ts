import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'

export const bundleRow = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  price: z.number().nullable(),
  item_skus: z.array(v.component).describe('The components, named as Hako names them'),
  confirmed: z.boolean(),
  waiting: z.number().int(),
})
export type BundleRow = z.infer<typeof bundleRow>

export const bundleDetail = bundleRow.extend({
  codes: z.array(
    z.object({ code: z.string(), quantity: v.positiveQuantity.describe('Bundles that one scan of it stands for') }),
  ),
})
export type BundleDetail = z.infer<typeof bundleDetail>

export const bundleProblem = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  problem: z
    .enum(['empty', 'missing', 'nested'])
    .describe('empty: nothing is in it. missing: `part` is no item here. nested: `part` is a bundle itself'),
  part: v.sku.optional(),
})
export type BundleProblem = z.infer<typeof bundleProblem>

export const bundlePreview = z.object({
  ...bundleProblem.shape,
  problem: bundleProblem.shape.problem.optional(),
  parts: z.array(
    z.object({
      sku: v.sku,
      name: z.string().nullable(),
      added: v.quantity,
      inScope: z.boolean().describe('False: kept on the tape and not counted'),
    }),
  ),
})

const fields = {
  name: v.name.nullable().optional(),
  price: v.price.nullable().optional(),
  item_skus: z.array(v.component).max(1000).optional(),
}

export const bundleMethods = {
  'bundles.list': query(
    'Bundles that match.',
    { search: z.string().max(200).optional(), offset: v.offset, limit: v.limit },
    z.object({ rows: z.array(bundleRow), total: v.total }),
  ),
  'bundles.get': query('One bundle, with the codes that were taught to it.', { sku: v.sku }, bundleDetail),
  'bundles.create': command(
    'Creates a bundle here and queues it for the remote.',
    { sku: v.newKey, ...fields },
    v.queued,
  ),
  'bundles.update': command(
    'Changes a bundle; a new `sku` renames it.',
    { sku: v.sku, changes: z.strictObject({ sku: v.sku.optional(), ...fields }) },
    v.queued,
  ),
  'bundles.delete': command('Deletes a bundle.', { sku: v.sku }, v.queued),
  'bundles.buildable': query(
    'How many of a bundle the stock of one warehouse allows.',
    { sku: v.sku, warehouseID: v.warehouseID },
    z.object({
      buildable: z.number().int().min(0).nullable().describe('Null where figures are hidden'),
      limitedBy: v.sku.nullable(),
    }),
  ),
} as const
