import type { MoveKind } from '../../../shared/contract/moves.ts'

/** One scan on its way to disk, with the same `scanID` however often it is tried. */
export interface Attempt {
  readonly kind: MoveKind
  readonly scanID: string
  readonly code: string
  readonly quantity: number | null
  readonly at: number
  /** The personID of who was signed in at `at`, null: nobody; undefined: not known. */
  readonly person?: string | null | undefined
  /** Whose draft it was scanned for; undefined: not known. */
  readonly connectionID?: string | undefined
  /** Tried before without an answer we could trust. */
  readonly again: boolean
}
