/**
 * One switch for every point where the API's document is silent or contradicts itself. The defaults follow the
 * document's tables and examples where there are any, and the plainest reading where there are none.
 */
import type { RetryAfterForm } from '../retry-after.ts'

export interface HakoSwitches {
  /** How createdAt, updatedAt and expires look in answers. `absent` leaves out createdAt and updatedAt. */
  readonly timestamps: 'seconds' | 'milliseconds' | 'iso' | 'absent'
  /** How the range filters read times: unix seconds as the document has it, or the form the answers have. */
  readonly filterTimestamps: 'seconds' | 'as-answered'
  /** Granularity of createdAt and updatedAt, in milliseconds. Below 1000, seconds are answered with a fraction. */
  readonly tickMs: number
  /** The server's clock minus the true one; moves `Date` and all stamps alike. */
  readonly clockSkewMs: number
  /** The clock that stamps rows minus the clock behind `Date`. */
  readonly stampSkewMs: number
  readonly dateHeader: boolean

  /** `Inventories` as a list of rows, or as an object warehouseID → quantity. */
  readonly inventories: 'array' | 'dictionary'
  readonly inventoriesShown: 'always' | 'unless-empty' | 'in-reads-only'
  /** Whether a listing of warehouses carries `Inventories` (its table says yes, its example no). */
  readonly warehouseInventories: 'listed' | 'absent'
  /** How a field that was never set is answered. */
  readonly emptyFields: 'omitted' | 'null'
  /** The numeric `id`. */
  readonly ids: 'stable' | 'new-on-rename' | 'absent'

  /** Whether a write to stock alone moves the item's updatedAt. */
  readonly stockMovesUpdatedAt: boolean
  /** What becomes of an array when one element is refused: nothing, all before it, or every good one. */
  readonly batch: 'atomic' | 'prefix' | 'independent'
  /** With `independent`: whether the good rows are answered with 200, or the first refusal is. */
  readonly partialAnswer: 'error' | 'rows'
  /** Two elements of one array for the same stock: both count, or the last write wins. */
  readonly repeatedKeys: 'each' | 'last-wins'
  /** The most elements in one array; more is a 413. Null: no limit. */
  readonly largestArray: number | null
  readonly transferAnswer: 'rows' | 'items'
  /** With `separate`, a server that dies in the middle of a transfer leaves stock taken and not given. */
  readonly transferLegs: 'together' | 'separate'
  readonly belowZero: 'refused' | 'negative'
  /** An increment or decrement of stock that has no figure yet. */
  readonly missingCell: 'creates' | 'refused'

  /** The stock of a deleted item. Kept rows show again when the SKU is created anew. */
  readonly itemDelete: 'cascades' | 'keeps-inventory' | 'refused-with-stock'
  readonly warehouseDelete: 'cascades' | 'keeps-inventory' | 'refused-with-stock'
  readonly bundleOnItemDelete: 'keeps-component' | 'drops-component' | 'deletes-bundle' | 'refuses'
  readonly bundleOnItemRename: 'follows' | 'keeps-old-sku'
  /** Whether a bundle may name a SKU that is no item. */
  readonly bundleComponents: 'must-exist' | 'unchecked'

  readonly errorShape: 'nested' | 'flat' | 'text'
  /** 400 for every refusal of a row, or 404, 409 and 422 by its reason. */
  readonly refusalStatus: 'plain' | 'specific'
  readonly unknownFields: 'refused' | 'ignored'
  /** `null` for a field: clears it, or is an invalid value. */
  readonly nulls: 'clear' | 'refused'

  /** The most rows of a listing; the rest is cut off without a word. Null: no limit. */
  readonly rowLimit: number | null
  /** Requests in any 60 seconds. Null: no limit. */
  readonly requestsPerMinute: number | null
  readonly retryAfter: RetryAfterForm
}

export const defaultSwitches: HakoSwitches = {
  timestamps: 'seconds',
  filterTimestamps: 'seconds',
  tickMs: 1000,
  clockSkewMs: 0,
  stampSkewMs: 0,
  dateHeader: true,
  inventories: 'array',
  inventoriesShown: 'always',
  warehouseInventories: 'listed',
  emptyFields: 'omitted',
  ids: 'stable',
  stockMovesUpdatedAt: true,
  batch: 'atomic',
  partialAnswer: 'error',
  repeatedKeys: 'each',
  largestArray: null,
  transferAnswer: 'rows',
  transferLegs: 'together',
  belowZero: 'refused',
  missingCell: 'creates',
  itemDelete: 'cascades',
  warehouseDelete: 'cascades',
  bundleOnItemDelete: 'keeps-component',
  bundleOnItemRename: 'follows',
  bundleComponents: 'must-exist',
  errorShape: 'nested',
  refusalStatus: 'plain',
  unknownFields: 'refused',
  nulls: 'clear',
  rowLimit: null,
  requestsPerMinute: 120,
  retryAfter: 'none',
}
