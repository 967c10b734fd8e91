import { z } from 'zod'
import { changeKinds, changeStates, recordKinds } from '../domain/change.ts'

/** Values that many methods share. Times ending in `At` are milliseconds since 1970; `expires` is Hako's unix seconds. */

const threePlaces = (value: number): boolean => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6

const notBlank = (text: string): boolean => text === '' || text.trim() !== ''

/** As the remote writes it: with the outer spaces that some have, or nobody could speak of such a record. */
const key = z.string().min(1).max(255).refine(notBlank, 'must not be blank')
export const sku = key.describe('An item’s or bundle’s SKU, exactly as the remote writes it')
export const warehouseID = key.describe('A warehouse’s warehouseID, exactly as the remote writes it')
/** A key that is given here: outer spaces are slips of the hand. */
export const newKey = z.string().trim().min(1).max(255).describe('A new SKU or warehouseID; outer spaces are dropped')
export const code = z.string().min(1).max(512).describe('What a scanner sent, without prefix and suffix')

export const quantity = z
  .number()
  .min(-1e9)
  .max(1e9)
  .refine(threePlaces, 'has more than three decimal places')
  .describe('Pieces; at most three decimal places')
/** A figure of stock as whoever is signed in may see it. */
export const shownQuantity = quantity
  .nullable()
  .describe('Null: an open blind count hides it from whoever may not review')
export const positiveQuantity = quantity.refine((value) => value > 0, 'must be more than zero')
export const notNegativeQuantity = quantity.refine((value) => value >= 0, 'must not be negative')

export const name = z.string().max(1000)
export const price = z.number().min(-1e12).max(1e12)
export const expires = z
  .number()
  .int()
  .max(1e11, 'is too large for unix seconds: were milliseconds meant?')
  .describe('Unix time in seconds')
export const at = z.number().describe('Milliseconds since 1970')
export const note = z.string().max(1000).optional()

export const offset = z.number().int().min(0).default(0)
export const limit = z.number().int().min(0).max(1000).default(100)
export const total = z.number().int().min(0)

export const changeID = z.number().int().positive()
export const groupID = z.string()
export const queued = z.object({ changeIDs: z.array(changeID), groupID: groupID.optional() })
export const recordKind = z.enum(recordKinds)
export const changeKind = z.enum(changeKinds)
export const changeState = z.enum(changeStates)

export const component = z.object({ sku, quantity: positiveQuantity })
export const nothing = z.object({})
