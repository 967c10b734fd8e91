import type { Question } from '../../../shared/contract/queue.ts'
import type { FoldFields, RecordState } from '../../../shared/domain/fold.ts'
import type { QueuedChange } from './intent.ts'

/** What a rebase goes by and what it finds (rule 14). */
export interface RebaseChange extends QueuedChange {
  readonly baseSeen: { readonly key?: string | null | undefined; readonly fields?: FoldFields | undefined }
  /** Of an open question: what was asked so far. */
  readonly question?: Pick<Question, 'reason' | 'fields'> | null
}

export type ConflictField = Question['fields'][number]

export type Rebased =
  | { readonly id: number; readonly verdict: 'alreadySo' }
  | {
      readonly id: number
      readonly verdict: 'conflict'
      readonly reason: Question['reason']
      readonly fields: readonly ConflictField[]
    }
  /** A rule of the connection decided about the price; `fields`: what is left to be sent, null: nothing. */
  | {
      readonly id: number
      readonly verdict: 'ruled'
      readonly by: 'mine' | 'theirs'
      readonly price: ConflictField
      readonly fields: FoldFields | null
    }
  /** Both sides changed different parts of a bundle: send these parts instead. */
  | { readonly id: number; readonly verdict: 'merge'; readonly fields: FoldFields; readonly seen: FoldFields }
  /** A question that has become needless: it may be sent. */
  | { readonly id: number; readonly verdict: 'free' }
  /** Refused, and stays so; this is what others have changed of it since. */
  | { readonly id: number; readonly verdict: 'drifted'; readonly fields: readonly ConflictField[] }

/** Set by a person for a connection; without it everything is asked. */
export interface Rules {
  readonly price: 'ask' | 'mine' | 'theirs'
}

export interface Remote {
  readonly before: RecordState
  /** Null: the remote has deleted it. */
  readonly after: RecordState | null
  /** Some figure of it changed, and not by us. */
  readonly stockMoved: boolean
  /** The sum of its figures, where they moved. */
  readonly totals?: { readonly before: number; readonly after: number } | undefined
}
