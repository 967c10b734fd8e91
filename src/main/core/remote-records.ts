/** What is read from a remote. */
import type { RecordKind } from '../../shared/domain/change.ts'

/** A component of a bundle, by the item's SKU. */
export interface Component {
  readonly sku: string
  readonly quantity: number
}

/**
 * A record as the remote tells it. `undefined` means "not said"; `null` means "said to be empty".
 * Times are milliseconds of the remote's clock; `expires` is unix seconds.
 */
export interface RemoteRecord {
  readonly kind: RecordKind
  /** SKU or warehouseID. */
  readonly key: string
  readonly serverID?: string
  readonly name?: string | null
  readonly price?: number | null
  readonly expires?: number | null
  readonly components?: readonly Component[]
  readonly createdAt?: number
  readonly updatedAt?: number
  /** Figures per warehouseID. Missing: not said. A warehouse missing from it: no figure there. */
  readonly stock?: ReadonlyMap<string, number>
  /** Barcodes that the remote keeps of an item. */
  readonly codes?: readonly string[]
  /** Lots that the remote keeps of an item, first to expire first. */
  readonly lots?: readonly RemoteLot[]
  /** What else the remote says of an item, by its own names. */
  readonly attributes?: readonly RemoteAttribute[]
  /** The remote's names of fields that were there and could not be understood; they count as not said. */
  readonly malformed?: readonly string[]
}

/** Pieces of an item in one warehouse that belong together. `expires` is a date: `2027-03-31`. */
export interface RemoteLot {
  readonly name: string
  readonly expires: string | null
  readonly warehouseID: string
  readonly quantity: number
}

export interface RemoteAttribute {
  readonly name: string
  readonly value: string
}

export interface ReadFilter {
  /** Inclusive, milliseconds of the remote's clock. */
  readonly updatedFrom?: number
  readonly key?: string
  /** Inclusive lower and exclusive upper bound, to partition a large listing. */
  readonly createdFrom?: number
  readonly createdBefore?: number
}

/** What is known after a listing was read whole. */
export interface ReadSummary {
  readonly rows: number
  readonly bytes: number
  /** The remote's `Date` of the answer, or null. */
  readonly serverDate: number | null
  /** Largest `updatedAt` of the rows, or null. */
  readonly newest: number | null
  /** The tick of the remote's time stamps: 1000 for whole seconds, 1 for milliseconds, null when nothing was seen. */
  readonly tick: number | null
  /** False: the listing changed while its pages were read, so what is missing from it may still be there. */
  readonly whole?: boolean
}

/** A figure that an acknowledgement names without saying the whole item (a transfer's answer may do that). */
export interface RemoteCell {
  readonly sku: string
  readonly warehouseID: string
  readonly quantity: number
}
