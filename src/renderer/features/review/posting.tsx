import type { ReviewSummary } from '../../../shared/contract/review-rows.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useTakesCounts } from '../../data/capabilities.ts'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { PostDialog, type Posted } from './post-dialog.tsx'

interface PostingProps {
  readonly stocktake: StocktakeRow
  readonly summary: ReviewSummary
  readonly open: boolean
  readonly onClose: () => void
  /** Null: it left as a file. */
  onDone(this: void, posted: Posted | null): void
}

/** How a count leaves: posted, or handed over as a file where the service takes no counts. */
export function Posting({ onDone, ...props }: PostingProps) {
  const takesCounts = useTakesCounts()
  if (takesCounts) return <PostDialog {...props} onPosted={onDone} />
  return props.open && <HandOverDialog {...props} onDone={() => onDone(null)} />
}
