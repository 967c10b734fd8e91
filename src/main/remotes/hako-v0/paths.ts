import type { RecordKind } from '../../../shared/domain/change.ts'

/** A listing of version 0. Stock has one of its own. */
export type Collection = 'items' | 'warehouses' | 'inventory'

/** Where a kind of record lives, below the base URL. There are no bundles here, so asking for one is a bug. */
export function collectionOf(kind: RecordKind): 'items' | 'warehouses' {
  if (kind === 'bundle') throw new Error('Hako version 0 has no bundles')
  return `${kind}s`
}
