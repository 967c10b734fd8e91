import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { usePendingQuantity } from '../../scanner/scanner.tsx'
import { useCountState } from './count-state.ts'
import { ScanCard } from './scan-card.tsx'
import { eventOfRow, type ShownEvent } from './shown-event.ts'
import type { TapeRows } from './tape-rows.ts'
import { useTapeFeed } from './use-tape.ts'

/** The last thing that happened here; after a restart, the last on the tape. */
export function LastScan({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { stocktakeID } = stocktake
  const { pending } = usePendingQuantity()
  const rows = useTapeFeed(stocktake)
  const shown = useCountState((state) => state.cards[stocktakeID])
  return <ScanCard event={shown ?? lastEvent(rows)} pending={pending} />
}

function lastEvent(rows: TapeRows): ShownEvent | null {
  for (const row of rows) {
    const event = eventOfRow(row)
    if (event !== null) return event
  }
  return null
}
