/** One switch for every point where the API's documents are silent. */
export interface HiveSwitches {
  /** Whether the list of SKUs still shows deleted ones. */
  readonly deletedSkus: 'listed' | 'absent'
  readonly itemsPerPage: number
  /** How a bulk upsert is answered: the SKUs alone, in an envelope, or a word of success. */
  readonly bulkAnswer: 'array' | 'data' | 'success'
  /** How a deletion is answered: the SKU, or nothing (204). */
  readonly deleteAnswer: 'sku' | 'empty'
  /** What becomes of a bulk upsert when one SKU of it is refused. */
  readonly bulk: 'atomic' | 'independent'
  /** The oldest captures of the documents know no `inventory_per_warehouse` and no batches. */
  readonly perWarehouse: 'shown' | 'absent'
  /** Whether shipments are listed with their `po_number`. */
  readonly orderNumbers: 'listed' | 'absent'
  readonly dateHeader: boolean
  /** Requests in any 60 seconds. Null: no limit. */
  readonly requestsPerMinute: number | null
}

export const defaultHiveSwitches: HiveSwitches = {
  deletedSkus: 'listed',
  itemsPerPage: 20,
  bulkAnswer: 'array',
  deleteAnswer: 'sku',
  bulk: 'atomic',
  perWarehouse: 'shown',
  orderNumbers: 'listed',
  dateHeader: true,
  requestsPerMinute: 100,
}
