import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useQueryOf } from '../../data/query.ts'
import { useRoute } from '../../navigation/route.ts'
import { useSelected } from '../../navigation/ui-state.ts'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { useEffect } from 'react'
import { ChooseCount } from './choose-count.tsx'
import { Counting } from './counting.tsx'

/**
 * The place Count: the open stocktake that was counted last, or the list to choose from (`#/count/choose`).
 *
 * A scan goes to disk by `stocktakes.scan` before anything is heard or seen of it (record-scan.ts); what could not be
 * saved stays on screen with its scanID until it is (count-state.ts). Nothing here is optimistic.
 */
export function CountScreen() {
  const { arg } = useRoute()
  const [last, remember] = useSelected('count')
  const open = useQueryOf('stocktakes.list', { state: 'open', limit: 1000 })
  const rows = open.data?.rows
  const current = arg === 'choose' ? undefined : chosenOf(rows ?? [], arg ?? last)
  const id = current?.stocktakeID ?? null
  useEffect(() => {
    if (id !== null && id !== last) remember(id)
  }, [id, last, remember])
  if (open.error !== null && rows === undefined)
    return <ErrorPanel error={open.error} onRetry={() => void open.refetch()} />
  if (rows === undefined) return <LoadingRows />
  if (current === undefined) return <ChooseCount rows={rows} last={last} />
  return <Counting key={current.stocktakeID} stocktake={current} />
}

/** The named one, or the one that was worked on last: after a restart nobody should have to look for their count. */
export function chosenOf(rows: readonly StocktakeRow[], id: string | null): StocktakeRow | undefined {
  const named = rows.find(({ stocktakeID }) => stocktakeID === id)
  return named ?? rows.toSorted((a, b) => workedOn(b) - workedOn(a))[0]
}

const workedOn = (row: StocktakeRow): number => row.lastScanAt ?? row.openedAt
