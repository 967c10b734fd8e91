import { z } from 'zod'
import type { BundleRow } from '../../../shared/contract/bundles.ts'
import type { Input } from '../../../shared/contract/contract.ts'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import type { Language } from '../../i18n/i18n.ts'
import { readPrice, writePrice } from './read-price.ts'

export interface PartValues {
  /** Null while no item is chosen yet. */
  readonly sku: string | null
  readonly quantity: string
}

export interface BundleValues {
  readonly sku: string
  readonly name: string
  readonly price: string
  readonly parts: readonly PartValues[]
}

export interface BundleWords {
  readonly skuMissing: string
  readonly tooLong: string
  readonly notAPrice: string
  readonly ambiguous: string
  readonly itemMissing: string
  readonly itemTwice: string
  readonly notAQuantity: string
}

export function valuesOfBundle(row: BundleRow | null, language: Language): BundleValues {
  if (row === null) return { sku: '', name: '', price: '', parts: [{ sku: null, quantity: '1' }] }
  return {
    sku: row.sku,
    name: row.name ?? '',
    price: row.price === null ? '' : writePrice(row.price, language),
    parts: row.item_skus.map(({ sku, quantity }) => ({ sku, quantity: writePrice(quantity, language) })),
  }
}

/** An empty last line of the editor is no part; every other line names an item once, with more than zero pieces. */
export function bundleSchema(words: BundleWords, language: Language) {
  return z.object({
    sku: z.string().trim().min(1, words.skuMissing).max(255, words.tooLong),
    name: z.string().max(1000, words.tooLong),
    price: z.string().superRefine((text, context) => {
      const price = text.trim() === '' ? null : readPrice(text, language)
      if (price !== null && !price.ok) context.addIssue({ code: 'custom', message: words[price.error] })
    }),
    parts: z.array(z.object({ sku: z.string().nullable(), quantity: z.string() })).superRefine((parts, context) => {
      const seen = new Set<string>()
      parts.forEach(({ sku, quantity }, index) => {
        if (sku === null) return
        if (seen.has(sku)) context.addIssue({ code: 'custom', message: words.itemTwice, path: [index, 'sku'] })
        seen.add(sku)
        if (!isPositive(quantity)) {
          context.addIssue({ code: 'custom', message: words.notAQuantity, path: [index, 'quantity'] })
        }
      })
    }),
  })
}

function isPositive(text: string): boolean {
  const quantity = parseQuantity(text)
  return quantity.ok && quantity.value > 0
}

/** Of values that passed the schema. */
function fieldsOf({ name, price, parts }: BundleValues, language: Language) {
  const amount = readPrice(price, language)
  return {
    name: name.trim() === '' ? null : name.trim(),
    price: amount.ok ? amount.value : null,
    item_skus: parts.flatMap(({ sku, quantity }) => {
      const pieces = parseQuantity(quantity)
      return sku === null || !pieces.ok ? [] : [{ sku, quantity: pieces.value }]
    }),
  }
}

export function toBundle(values: BundleValues, language: Language): Input<'bundles.create'> {
  const { name, price, item_skus } = fieldsOf(values, language)
  return {
    sku: values.sku.trim(),
    ...(name === null ? {} : { name }),
    ...(price === null ? {} : { price }),
    item_skus,
  }
}

/** Fields that already have the value queue nothing (the contract’s promise), so only the key needs a comparison. */
export function toBundleChanges(
  row: BundleRow,
  values: BundleValues,
  language: Language,
): Input<'bundles.update'>['changes'] {
  const sku = values.sku.trim()
  return { ...(sku === row.sku.trim() ? {} : { sku }), ...fieldsOf(values, language) }
}
