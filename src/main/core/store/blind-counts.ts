import type { Reader } from './database.ts'

/** Open stocktakes that hide what is expected from those who count. */
export interface BlindCount {
  readonly id: string
  readonly warehouseID: string
  /** Limited to named items. */
  readonly scoped: boolean
}

export const openBlindCounts = (reader: Reader, connection: number): BlindCount[] =>
  reader
    .rows<Omit<BlindCount, 'scoped'> & { readonly scoped: 0 | 1 }>(
      `SELECT stocktake_id AS id, w.key AS warehouseID, scoped FROM stocktakes AS s JOIN records AS w ON w.uid = s.warehouse
       WHERE s.connection = ? AND s.state = 'open' AND s.blind = 1`,
      connection,
    )
    .map(({ scoped, ...count }) => ({ ...count, scoped: scoped === 1 }))

/** By the SKU that the item goes by now. */
export const isSkuInScope = (reader: Reader, id: string, sku: string): boolean =>
  reader.row(
    `SELECT 1 FROM stocktakes AS s JOIN records AS r ON r.connection = s.connection AND r.kind = 'item' AND r.key = ?
       JOIN stocktake_scope AS scope ON scope.stocktake_id = s.stocktake_id AND scope.item = r.uid
     WHERE s.stocktake_id = ?`,
    sku,
    id,
  ) !== undefined
