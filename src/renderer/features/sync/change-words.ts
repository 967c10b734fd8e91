import { useTranslation } from 'react-i18next'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat, type Format } from '../../i18n/format.ts'

/** Changes in words: what was done, to what, where. The engine’s own names never show. */
export interface ChangeWords {
  /** The item, warehouse or bundle by its name. */
  what(this: void, row: QueueRow): string
  /** What happens to it: “−6”, “new name”, “to Hamburg”. */
  does(this: void, row: QueueRow): string
  /** Both in one line, for a heading. */
  title(this: void, row: QueueRow): string
  place(this: void, warehouseID: string): string
}

export function useChangeWords(): ChangeWords {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const warehouses = useQueryOf('warehouses.list', {}).data?.rows ?? []
  const place = (warehouseID: string): string =>
    warehouses.find((row) => row.warehouseID === warehouseID)?.name ?? warehouseID
  const what = (row: QueueRow): string => row.name ?? row.sku ?? row.warehouseID ?? ''
  const fields = (row: QueueRow): string =>
    Object.keys(row.fields ?? {})
      .map((field) => t(`field.${fieldName(field)}`))
      .join(', ')
  const does = (row: QueueRow): string => {
    switch (row.kind) {
      case 'stock-delta':
        return format.signed(row.quantity ?? 0)
      case 'stock-set':
        return t('does.set', { number: format.quantity(row.quantity ?? 0) })
      case 'transfer':
        return t('does.transfer', { number: format.quantity(row.quantity ?? 0), to: place(row.toWarehouseID ?? '') })
      case 'create':
        return t(`does.create.${row.record}`)
      case 'delete':
        return t(`does.delete.${row.record}`)
      case 'rename':
        return t('does.rename', { key: newKeyOf(row) })
      case 'set-field':
        return t('does.fields', { fields: fields(row) })
    }
  }
  return { what, does, title: (row) => t('titleOf', { does: does(row), what: what(row) }), place }
}

function newKeyOf({ fields }: QueueRow): string {
  const key = fields?.['sku'] ?? fields?.['warehouseID']
  return typeof key === 'string' ? key : ''
}

const fieldNames = ['name', 'price', 'expires', 'item_skus', 'sku', 'warehouseID', 'inventory', 'quantity'] as const
export type FieldName = (typeof fieldNames)[number]

/** The core speaks of a bundle’s parts by two names. */
export function fieldName(field: string): FieldName {
  if (field.startsWith('components')) return 'item_skus'
  if (field === 'key') return 'sku'
  return fieldNames.find((name) => name === field) ?? 'name'
}

/** A single part of a bundle, where a conflict is about one; null: a field as a whole. */
export const partOf = (field: string): string | null =>
  field.startsWith('components:') ? field.slice('components:'.length) : null

/** A value of a field as people read it. */
export function fieldText(field: string, value: unknown, format: Format, none: string): string {
  if (value === null || value === undefined || value === '') return none
  const name = fieldName(field)
  const counts = name === 'quantity' || partOf(field) !== null
  if (counts && typeof value === 'number') return format.quantity(value)
  if (name === 'price' && typeof value === 'number') return format.money(value)
  if (name === 'expires' && typeof value === 'number') return format.date(value * 1000)
  if (Array.isArray(value)) return value.map((part: unknown) => partText(part, format)).join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

function partText(part: unknown, format: Format): string {
  if (typeof part !== 'object' || part === null || !('quantity' in part) || typeof part.quantity !== 'number') return ''
  const key = 'sku' in part ? part.sku : 'warehouseID' in part ? part.warehouseID : ''
  return `${format.quantity(part.quantity)} × ${String(key)}`
}
