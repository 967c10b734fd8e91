import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useQueryOf } from '../../data/query.ts'
import { go, useRoute } from '../../navigation/route.ts'
import { useSelected, useUiState } from '../../navigation/ui-state.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState, ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { ChooseReview } from './choose-review.tsx'
import { ReviewPage } from './review-page.tsx'

/**
 * The place Review: what was counted beside what was expected as of the scan (sync.md §9), one decision a line where
 * others moved stock meanwhile, and the posting. All figures are the core's; this folder only words them.
 */
export function ReviewScreen() {
  const { arg } = useRoute()
  const [last, remember] = useSelected('review')
  const all = useQueryOf('stocktakes.list', { limit: 1000 })
  const rights = useQueryOf('people.rights', {}).data
  const rows = all.data?.rows
  const current = arg === 'choose' ? undefined : chosenOf(rows ?? [], arg ?? last)
  const id = current?.stocktakeID ?? null
  useEffect(() => {
    if (id !== null && id !== last) remember(id)
  }, [id, last, remember])
  if (all.error !== null && rows === undefined)
    return <ErrorPanel error={all.error} onRetry={() => void all.refetch()} />
  if (rows === undefined || rights === undefined) return <LoadingRows />
  if (!rights.roles.includes('review')) return <MayNot />
  if (current !== undefined) return <ReviewPage key={current.stocktakeID} stocktake={current} />
  return rows.length === 0 ? <Nothing /> : <ChooseReview rows={rows} last={last} />
}

/** The named one, or the count that was worked on last; closed ones only when named. */
function chosenOf(rows: readonly StocktakeRow[], id: string | null): StocktakeRow | undefined {
  const named = rows.find(({ stocktakeID }) => stocktakeID === id)
  const open = rows.filter(({ state }) => state === 'open')
  return named ?? open.toSorted((a, b) => (b.lastScanAt ?? b.openedAt) - (a.lastScanAt ?? a.openedAt))[0]
}

/** Whoever counts would have the answer in mind: the figures are somebody else's to see. */
function MayNot() {
  const { t } = useTranslation('review')
  const show = useUiState((state) => state.show)
  return (
    <Page header={<PageHeader title={t('title')} />}>
      <EmptyState icon="hidden" title={t('mayNot.title')} text={t('mayNot.text')}>
        <KeyButton kind="filled" icon="user" label={t('mayNot.button')} onPress={() => show('people')} />
      </EmptyState>
    </Page>
  )
}

function Nothing() {
  const { t } = useTranslation('review')
  return (
    <Page header={<PageHeader title={t('title')} />}>
      <EmptyState icon="review" title={t('nothing.title')} text={t('nothing.text')}>
        <KeyButton kind="filled" icon="scan" label={t('nothing.go')} onPress={() => go('count')} />
      </EmptyState>
    </Page>
  )
}
