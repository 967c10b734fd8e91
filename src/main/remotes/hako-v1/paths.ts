import type { RecordKind } from '../../../shared/domain/change.ts'

/** Where a kind of record lives, below the base URL. */
export const collectionPath = (kind: RecordKind): 'items' | 'warehouses' | 'bundles' => `${kind}s`
