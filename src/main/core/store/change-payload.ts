import { z } from 'zod'
import { question } from '../../../shared/contract/queue.ts'

/** What the JSON columns of a change hold. Parsed whenever a change is read: a damaged row must not look like a small one. */

const component = z.object({ sku: z.string(), quantity: z.number() })

export const fieldsSchema = z.object({
  name: z.string().nullable().optional(),
  price: z.number().nullable().optional(),
  expires: z.number().nullable().optional(),
  components: z.array(component).nullable().optional(),
})
export type ChangeFields = z.infer<typeof fieldsSchema>

/**
 * `key`: of a create or a rename. `stock`: a create's first figures. `via`: how a stock-set is sent (sync.md §9);
 * `carried`: how much of its quantity is own movements that were made after it and confirmed before it (rule 14).
 * `landed`: of a transfer that was half carried out, what it did to which warehouse.
 */
export const payloadSchema = z.object({
  key: z.string().optional(),
  fields: fieldsSchema.optional(),
  stock: z.array(z.object({ warehouse: z.number(), quantity: z.number() })).optional(),
  via: z.enum(['override', 'difference']).optional(),
  carried: z.number().optional(),
  landed: z
    .array(z.tuple([z.number(), z.number()]).readonly())
    .readonly()
    .optional(),
})
export type ChangePayload = z.infer<typeof payloadSchema>

/** Old values of what the change touches. `quantity` is the base figure of the cell when a stock-set was decided. */
export const baseSeenSchema = z.object({
  key: z.string().nullable().optional(),
  fields: fieldsSchema.optional(),
  quantity: z.number().nullable().optional(),
  updatedAt: z.number().nullable().optional(),
})
export type BaseSeen = z.infer<typeof baseSeenSchema>

export const dependsOnSchema = z.array(z.number())
export const questionSchema = question
