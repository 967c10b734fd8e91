import { z } from 'zod'
import type { Input } from '../../../shared/contract/contract.ts'
import type { ItemDetail } from '../../../shared/contract/items.ts'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import type { Language } from '../../i18n/i18n.ts'
import { readDate, writeDate } from './read-date.ts'
import { readPrice, writePrice } from './read-price.ts'

/** What stands in the fields of the item form: texts, as they were typed. */
export interface ItemValues {
  readonly sku: string
  readonly name: string
  readonly price: string
  readonly expires: string
  /** Only when creating: the code on the label, and the first figures by warehouseID. */
  readonly code: string
  readonly stock: Readonly<Record<string, string>>
}

export const emptyItem: ItemValues = { sku: '', name: '', price: '', expires: '', code: '', stock: {} }

type Shown = Pick<ItemDetail, 'sku' | 'name' | 'price' | 'expires'>

export function valuesOf(item: Shown, language: Language): ItemValues {
  return {
    ...emptyItem,
    sku: item.sku,
    name: item.name ?? '',
    price: item.price === null ? '' : writePrice(item.price, language),
    expires: item.expires === null ? '' : writeDate(item.expires, language),
  }
}

/** The sentences that the schema answers, in the user's language. */
export interface ItemWords {
  readonly skuMissing: string
  readonly tooLong: string
  readonly notAPrice: string
  readonly ambiguous: string
  readonly notADate: string
  readonly noSuchDay: string
  readonly notAQuantity: string
}

export function itemSchema(words: ItemWords, language: Language) {
  return z.object({
    sku: z.string().trim().min(1, words.skuMissing).max(255, words.tooLong),
    name: z.string().max(1000, words.tooLong),
    price: z.string().superRefine((text, context) => {
      const price = text.trim() === '' ? null : readPrice(text, language)
      if (price !== null && !price.ok) context.addIssue({ code: 'custom', message: words[price.error] })
    }),
    expires: z.string().superRefine((text, context) => {
      const date = text.trim() === '' ? null : readDate(text)
      if (date !== null && !date.ok) context.addIssue({ code: 'custom', message: words[date.error] })
    }),
    code: z.string().max(512, words.tooLong),
    stock: z.record(
      z.string(),
      z.string().refine((text) => text.trim() === '' || isStock(text), words.notAQuantity),
    ),
  })
}

function isStock(text: string): boolean {
  const quantity = parseQuantity(text)
  return quantity.ok && quantity.value >= 0
}

interface Fields {
  readonly name: string | null
  readonly price: number | null
  readonly expires: number | null
}

/** Of values that passed the schema. An empty field is null: the item has no such thing. */
function fieldsOf(values: ItemValues, language: Language): Fields {
  const price = readPrice(values.price, language)
  const expires = readDate(values.expires)
  const name = values.name.trim()
  return {
    name: name === '' ? null : name,
    price: price.ok ? price.value : null,
    expires: expires.ok ? expires.value : null,
  }
}

export function toNewItem(values: ItemValues, language: Language): Input<'items.create'> {
  const given = Object.entries(fieldsOf(values, language)).filter(([, value]) => value !== null)
  const inventory = Object.entries(values.stock).flatMap(([warehouseID, text]) => {
    const quantity = parseQuantity(text)
    return quantity.ok ? [{ warehouseID, quantity: quantity.value }] : []
  })
  return {
    sku: values.sku.trim(),
    ...Object.fromEntries(given),
    ...(inventory.length === 0 ? {} : { inventory }),
  }
}

/**
 * Only what was really edited. A field that still shows what it showed is left alone, so that an expiry's time of day, which the field
 * does not show, is not rounded away by saving a new name.
 */
export function toChanges(item: Shown, values: ItemValues, language: Language): Input<'items.update'>['changes'] {
  const before = valuesOf(item, language)
  const after = fieldsOf(values, language)
  const sku = values.sku.trim()
  return {
    ...(sku === item.sku.trim() ? {} : { sku }),
    ...(values.name.trim() === before.name.trim() ? {} : { name: after.name }),
    ...(values.price.trim() === before.price ? {} : { price: after.price }),
    ...(values.expires.trim() === before.expires ? {} : { expires: after.expires }),
  }
}
