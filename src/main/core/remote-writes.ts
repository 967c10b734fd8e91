/** What is sent to a remote, and its answer. */
import type { RecordKind } from '../../shared/domain/change.ts'
import type { Component, RemoteCell, RemoteRecord } from './remote-records.ts'

/** One request's worth of one kind of write. Every record of a delta batch is of a different item (sync.md §3). */
export type Batch = Rows & {
  /** Ours for this one request: where a remote keeps a text with what it books, it can be told again by it. */
  readonly token?: string
}

type Rows =
  | { readonly endpoint: 'create'; readonly kind: RecordKind; readonly rows: readonly CreateRow[] }
  | { readonly endpoint: 'update'; readonly kind: RecordKind; readonly rows: readonly UpdateRow[] }
  | { readonly endpoint: 'delete'; readonly kind: RecordKind; readonly rows: readonly DeleteRow[] }
  | { readonly endpoint: 'increment' | 'decrement'; readonly rows: readonly DeltaRow[] }
  | { readonly endpoint: 'transfer'; readonly rows: readonly TransferRow[] }
  | { readonly endpoint: 'setStock'; readonly rows: readonly DeltaRow[]; readonly first?: true }

export type Endpoint = Batch['endpoint']

export interface RecordFields {
  readonly name?: string | null
  readonly price?: number | null
  readonly expires?: number | null
  readonly components?: readonly Component[]
}
export interface CreateRow {
  readonly key: string
  readonly fields: RecordFields
  /** First figures of a new item. */
  readonly stock?: readonly { readonly warehouseID: string; readonly quantity: number }[]
}
/** What the remote itself calls the record, where it has said so. */
interface Identified {
  readonly serverID?: string
}
export interface DeleteRow extends Identified {
  readonly key: string
}
export interface UpdateRow extends Identified {
  readonly key: string
  readonly newKey?: string
  readonly fields: RecordFields
}
/**
 * `quantity` is positive for increment and decrement, and the figure itself for setStock; of `first` ones there is none at
 * the remote yet, and one that is there refuses them.
 */
export interface DeltaRow extends Identified {
  readonly sku: string
  readonly warehouseID: string
  readonly quantity: number
}
export interface TransferRow extends Identified {
  readonly sku: string
  readonly from: string
  readonly to: string
  readonly quantity: number
}

/** A 2xx with a JSON array. Matching by key to what was sent is the core's work. */
export interface Acknowledgement {
  readonly records: readonly RemoteRecord[]
  readonly cells: readonly RemoteCell[]
  /** Keys named by a delete's answer. */
  readonly keys: readonly string[]
  readonly serverDate: number | null
  readonly status: number
}
