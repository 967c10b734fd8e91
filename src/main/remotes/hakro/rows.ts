/** Items and figures as HAKRO says them. Strict in what it hangs on: an item without its code is an error. */
import type { RemoteAttribute, RemoteRecord } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { asObject } from './errors.ts'
import { plainText } from './plain-text.ts'

/** The supplier's stock is one figure an item, so it is one warehouse. */
export const warehouse: RemoteRecord = { kind: 'warehouse', key: 'HAKRO', name: 'HAKRO (supplier)' }

/** Codes are texts: their leading zeros count. Size and colour tell the items of a model apart, so they are in the name. */
export function parseItem(value: unknown): Result<RemoteRecord, string> {
  const row = asObject(value)
  if (row === null) return err('the row is not an object')
  const key = row['ItemCode']
  if (typeof key !== 'string' || key === '') return err('ItemCode is missing, or is no text')
  const gtin = row['Gtin'] ?? null
  return ok({
    kind: 'item',
    key,
    name: nameOf(row),
    attributes: attributesOf(row),
    codes: typeof gtin === 'string' && gtin.trim() !== '' ? [gtin.trim()] : [],
    ...(gtin === null || typeof gtin === 'string' ? {} : { malformed: ['Gtin'] }),
  })
}

function nameOf(row: Readonly<Record<string, unknown>>): string | null {
  const attributes = asObject(row['Attributes']) ?? {}
  const parts = [row['Description'], attributes['SizeName'], attributes['ColorName']]
    .map((part) => (typeof part === 'string' ? plainText(part) : ''))
    .filter((part) => part !== '')
  return parts.length === 0 ? null : parts.join(', ')
}

/** All that have a text, by HAKRO's own names. */
const attributesOf = (row: Readonly<Record<string, unknown>>): RemoteAttribute[] =>
  Object.entries(asObject(row['Attributes']) ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [{ name, value: plainText(value) }] : [],
  )

/** The answer to a question for stock: pairs in any order. What it leaves out is not said; what is no figure neither. */
export function parseStock(value: unknown): Result<ReadonlyMap<string, number>, string> {
  if (!Array.isArray(value)) return err('The answer is not a JSON array')
  const stock = new Map<string, number>()
  for (const pair of value) {
    const { Key: key, Value: figure } = asObject(pair) ?? {}
    if (typeof key !== 'string') return err('A figure of the answer has no Key')
    if (typeof figure === 'number' && Number.isFinite(figure)) stock.set(key, figure)
  }
  return ok(stock)
}
