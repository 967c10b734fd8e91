import type { PlanCall } from '../../../shared/contract/queue.ts'
import type { ChangeKind, ChangeState, RecordKind } from '../../../shared/domain/change.ts'
import type { FoldFields } from '../../../shared/domain/fold.ts'

/**
 * What the pure half of the engine works on. A `QueuedChange` is a change without its history; an `Intent` is what one
 * record of one request is to achieve, and carries every change behind it (decision 0005). Keys are resolved at the send.
 */
export type Step = PlanCall['step']

export interface QueuedChange {
  readonly id: number
  readonly uid: number
  readonly recordKind: RecordKind
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly warehouse: number | null
  readonly toWarehouse: number | null
  readonly quantity: number | null
  readonly payload: {
    readonly key?: string | undefined
    readonly fields?: FoldFields | undefined
    readonly stock?: readonly Figure[] | undefined
    readonly via?: 'override' | 'difference' | undefined
  }
  readonly dependsOn: readonly number[]
}

export interface Figure {
  readonly warehouse: number
  readonly quantity: number
}

export type Action =
  | { readonly kind: 'create'; readonly key: string; readonly fields: FoldFields; readonly stock: readonly Figure[] }
  | { readonly kind: 'rename'; readonly newKey: string }
  | { readonly kind: 'update'; readonly fields: FoldFields }
  | { readonly kind: 'delete' }
  | { readonly kind: 'delta'; readonly warehouse: number; readonly by: number }
  | { readonly kind: 'transfer'; readonly from: number; readonly to: number; readonly quantity: number }
  | {
      readonly kind: 'figure'
      readonly warehouse: number
      readonly quantity: number
      readonly via: 'override' | 'difference'
    }

export interface Intent {
  readonly uid: number
  readonly recordKind: RecordKind
  /** In order of their ids; never empty. */
  readonly changeIDs: readonly number[]
  readonly action: Action
  /** Of a delete: earlier changes that need the record and can only come after it all the same (rule 12). */
  readonly afterwards?: readonly number[]
}

/** A change that needs no saying of its own, and the one that made it so. */
export interface Superseded {
  readonly id: number
  readonly by: number
}

/** Deltas have no goal apart from their history: for them "unknown" is a real state (sync.md §2). */
export const isRelative = (action: Action): boolean =>
  action.kind === 'delta' || action.kind === 'transfer' || (action.kind === 'figure' && action.via === 'difference')

/** The cells an action writes, by the warehouse's uid. */
export function cellsOf(action: Action): readonly number[] {
  if (action.kind === 'delta' || action.kind === 'figure') return [action.warehouse]
  if (action.kind === 'transfer') return [action.from, action.to]
  return action.kind === 'create' ? action.stock.map((figure) => figure.warehouse) : []
}
