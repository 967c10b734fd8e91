import type { MoveKind } from '../../../shared/contract/moves.ts'
import type { ScanAttempt } from '../../data/unsaved-scans.ts'

export interface Attempt extends ScanAttempt {
  readonly kind: MoveKind
  /** Whose draft it was scanned for; undefined: not known. */
  readonly connectionID?: string | undefined
}
