import { itemSorts } from '../../../shared/contract/items.ts'
import type { Sorting } from '../../ui/data-table.tsx'

/** The table names its order by text; only orders that the query knows go on. */
export function readSort({ by, descending }: Sorting) {
  return { by: itemSorts.find((sort) => sort === by) ?? 'sku', descending }
}
