import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input } from '../../../shared/contract/contract.ts'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useTakesCounts } from '../../data/capabilities.ts'
import { useClient, useQueryOf } from '../../data/query.ts'
import { useRows } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { useScanTaker } from '../../navigation/scan-taker.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { LongActBar } from '../../ui/long-act-bar.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState, ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useSettled } from '../../ui/use-now.ts'
import { ApproveAll } from './approve.tsx'
import { Bulk } from './bulk.tsx'
import { wantsAnswer } from './choices.ts'
import { Filters, isFiltered, noFilters, type LineFilters } from './filters.tsx'
import { findLine, type FoundLine } from './find-line.ts'
import { useLineColumns } from './line-cells.tsx'
import { LinePanel } from './line-panel.tsx'
import { MoreMenu } from './more-menu.tsx'
import type { Posted } from './post-dialog.tsx'
import { PostedNotice } from './posted-notice.tsx'
import { Posting } from './posting.tsx'
import classes from './review.module.css'
import { Summary } from './summary.tsx'
import { Tabs, type Tab } from './tabs.tsx'
import { Uncounted } from './uncounted.tsx'
import { useRoom, type Room } from './use-room.ts'
import { rowsHere, useLines, type Lines } from './use-lines.ts'
import { WrongPlaces } from './wrong-places.tsx'

/** One stocktake under review. */
export function ReviewPage({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { stocktakeID } = stocktake
  const [tab, setTab] = useState<Tab | null>(null)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [posting, setPosting] = useState(false)
  const [posted, setPosted] = useState<Posted | null>(null)
  const [filters, setFilters] = useState<LineFilters>(noFilters)
  const over = useQueryOf('stocktakes.review', { stocktakeID, limit: 0 })
  const summary = over.data?.summary
  const shownTab = tab ?? (summary === undefined || summary.toDecide > 0 ? 'decide' : 'variance')
  const asked = askedOf(stocktakeID, shownTab, filters, useSettled(filters.search.trim()))
  const rows = useRows('stocktakes.review', asked)
  const lines = useLines(rows)
  const room = useRoom()
  const [opened, setOpened] = useState(false)
  const look = (row: ReviewRow | null): void => {
    lines.choose(row)
    setOpened(row !== null)
  }
  const jumped = useJump(stocktakeID, look, setTab)
  if (over.error !== null && summary === undefined) {
    return <ErrorPanel error={over.error} onRetry={() => void over.refetch()} />
  }
  if (summary === undefined) return <LoadingRows />

  function showTab(next: Tab): void {
    setTab(next)
    setMarked(new Set())
    lines.choose(null)
  }

  const row = shownTab === 'uncounted' ? undefined : lines.row
  const panelShown = row !== undefined && (!room.drawer || opened)
  const decidesFirst = panelShown && wantsAnswer(row)
  const marking = (shownTab === 'decide' || shownTab === 'variance') && stocktake.state !== 'cancelled'
  const here = rowsHere(rows)
  return (
    <Page
      header={
        <ReviewHeader
          stocktake={stocktake}
          ready={summary.ready}
          filled={!decidesFirst}
          onPost={() => setPosting(true)}
        />
      }
      panel={
        panelShown && (
          <LinePanel
            key={`${row.sku} ${row.status} ${String(row.decision)}`}
            row={row}
            stocktake={stocktake}
            place={lines.index === null ? null : lines.index + 1}
            total={rows.total}
            filled={decidesFirst}
            onClose={room.drawer ? () => setOpened(false) : undefined}
            onStep={lines.step}
            onDecided={(sku) => lines.goOn(sku, nextToDecide(lines, here, sku, shownTab))}
          />
        )
      }
    >
      {posted !== null && <PostedNotice posted={posted} onClose={() => setPosted(null)} />}
      <LongActBar stocktakeID={stocktakeID} />
      <Summary summary={summary} tolerant={stocktake.rules.tolerance !== null} selected={row?.sku ?? null} />
      <ApproveAll stocktakeID={stocktakeID} summary={summary} />
      <WrongPlaces stocktake={stocktake} />
      <Tabs
        current={shownTab}
        counts={{
          decide: summary.toDecide,
          variance: summary.differences,
          exact: summary.exact,
          uncounted: summary.uncounted,
          posted: summary.posted,
        }}
        onChoose={showTab}
        note={jumped}
      >
        {marking && rows.total > 0 && (rows.total > 1 || marked.size > 0) && (
          <Bulk
            stocktake={stocktake}
            asked={asked}
            total={rows.total}
            marked={marked}
            onDone={() => setMarked(new Set())}
          />
        )}
      </Tabs>
      {shownTab !== 'uncounted' && (
        <Filters stocktakeID={stocktakeID} filters={filters} summary={summary} onFilter={setFilters} />
      )}
      {shownTab === 'uncounted' ? (
        <Uncounted stocktake={stocktake} />
      ) : (
        <LinesTable
          marking={marking}
          tab={shownTab}
          rows={rows}
          lines={lines}
          room={room.columns}
          onLook={look}
          marked={marked}
          onMark={setMarked}
          largest={summary.largest}
          filtered={isFiltered(filters)}
        />
      )}
      <Posting
        stocktake={stocktake}
        summary={summary}
        open={posting}
        onClose={() => setPosting(false)}
        onDone={(answer) => {
          setPosted(answer)
          showTab('posted')
        }}
      />
      <ShownTab tab={shownTab} />
    </Page>
  )
}

/** Says which tab is shown to whoever does not see it. */
function ShownTab({ tab }: { readonly tab: Tab }) {
  const { t } = useTranslation('review')
  return (
    <span className={classes['hidden']} aria-live="polite">
      {t('tabs.shown', { name: t(`tabs.${tab}`) })}
    </span>
  )
}

const askedOf = (
  stocktakeID: string,
  tab: Tab,
  { status, place, person }: LineFilters,
  search: string,
): Omit<Input<'stocktakes.review'>, 'offset' | 'limit'> => ({
  stocktakeID,
  filter: tab === 'uncounted' ? 'all' : tab,
  ...(search === '' ? {} : { search }),
  ...(status === null ? {} : { status }),
  ...(place === null ? {} : { place }),
  ...(person === null ? {} : { person }),
})

/**
 * The next line that wants an answer, first downwards, then from the top; else the line itself where it stays in its tab. A
 * last one that was decided is gone from there: posting is next.
 */
function nextToDecide(lines: Lines, rows: readonly ReviewRow[], sku: string, tab: Tab): ReviewRow | null {
  const place = rows.findIndex((row) => row.sku === sku)
  const order = [...rows.slice(place + 1), ...rows.slice(0, Math.max(0, place))]
  const stays = tab === 'decide' ? null : (rows[place] ?? lines.row ?? null)
  return order.find(wantsAnswer) ?? stays
}

/** A label scanned here opens its line. Answers what there is to say of the last one that could not; null: nothing. */
function useJump(stocktakeID: string, choose: Lines['choose'], setTab: (tab: Tab) => void): string | null {
  const { t } = useTranslation('review')
  const client = useClient()
  const sounds = useSounds()
  const [note, setNote] = useState<string | null>(null)
  useScanTaker(`review ${stocktakeID}`)
  useScanHandler(async ({ code }) => {
    const found = await findLine(client, stocktakeID, code)
    sounds.play(found.kind === 'line' ? 'known' : found.kind === 'uncounted' ? 'question' : 'unknown')
    setNote(noteOf(found, code))
    if (found.kind === 'unknown') return
    setTab(found.kind === 'line' ? tabOf(found.row) : 'uncounted')
    if (found.kind === 'line') choose(found.row)
  })

  function noteOf(found: FoundLine, code: string): string | null {
    if (found.kind === 'line') return null
    return found.kind === 'unknown' ? t('jump.unknown', { code }) : t('jump.uncounted', { name: found.name })
  }
  return note
}

function tabOf({ status }: ReviewRow): Tab {
  if (status === 'posted' || status === 'exact') return status
  return status === 'ready' || status === 'left' || status === 'gone' ? 'variance' : 'decide'
}

interface ReviewHeaderProps {
  readonly stocktake: StocktakeRow
  readonly ready: number
  readonly filled: boolean
  readonly onPost: () => void
}

function ReviewHeader({ stocktake, ready, filled, onPost }: ReviewHeaderProps) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const { name, warehouseName, warehouseID, stocktakeID, state } = stocktake
  const takesCounts = useTakesCounts()
  const words = { count: ready, number: format.count(ready) }
  const postLabel = takesCounts
    ? t(ready === 0 ? 'post.none' : 'post.button', words)
    : t(ready === 0 ? 'handOver.none' : 'handOver.short', words)
  return (
    <PageHeader
      over={
        <>
          <span className="clip">
            {name} · {warehouseName ?? warehouseID}
          </span>
          <span className="mono">{warehouseID}</span>
        </>
      }
      title={
        <>
          {t('title')}
          <IconButton
            icon="chevronDown"
            label={t('switch')}
            keys="F6"
            command="choose"
            onPress={() => go('review', 'choose')}
          />
        </>
      }
      beside={
        state !== 'open' && (
          <Tag icon={state === 'posted' ? 'done' : 'cross'}>
            {state === 'posted' && !takesCounts ? t('handOver.state') : t(`stocktake.${state}`)}
          </Tag>
        )
      }
    >
      <MoreMenu stocktake={stocktake} onVarianceFile={takesCounts ? undefined : onPost} />
      {state === 'open' && (
        <KeyButton
          icon="scan"
          label={t('countOn')}
          keys="Alt+C"
          showKeys={false}
          onPress={() => go('count', stocktakeID)}
        />
      )}
      {(state === 'open' || ready > 0) && state !== 'cancelled' && (
        <KeyButton
          kind={filled && ready > 0 ? 'filled' : 'outline'}
          keys={filled && ready > 0 ? 'Ctrl+Enter' : 'Alt+P'}
          label={postLabel}
          showKeys={filled && ready > 0}
          disabled={ready === 0}
          onPress={onPost}
        />
      )}
    </PageHeader>
  )
}

interface LinesTableProps {
  /** Whether lines of this tab can be marked, to be decided together. */
  readonly marking: boolean
  readonly tab: Exclude<Tab, 'uncounted'>
  readonly rows: ReturnType<typeof useRows<'stocktakes.review'>>
  readonly lines: Lines
  readonly room: Room['columns']
  onLook(this: void, row: ReviewRow): void
  readonly marked: ReadonlySet<string>
  onMark(this: void, marked: ReadonlySet<string>): void
  readonly largest: number
  readonly filtered: boolean
}

function LinesTable({ marking, tab, rows, lines, room, onLook, marked, onMark, largest, filtered }: LinesTableProps) {
  const { t } = useTranslation('review')
  const toggle = (sku: string): void => {
    const next = new Set(marked)
    if (!next.delete(sku)) next.add(sku)
    onMark(next)
  }
  const columns = useLineColumns(marking ? { has: (sku) => marked.has(sku), toggle } : null, largest, room)
  useKeys([
    {
      keys: 'Alt+M',
      label: t('markKey'),
      enabled: marking && lines.row !== undefined,
      run: () => {
        if (lines.row !== undefined) toggle(lines.row.sku)
      },
    },
  ])
  return (
    <div id="review-lines" role="tabpanel" aria-label={t(`tabs.${tab}`)} className={classes['lines']}>
      <Card flush className={classes['card']}>
        <DataTable
          label={t(`tabs.${tab}`)}
          columns={columns}
          rows={rows}
          rowKey={({ sku }) => sku}
          rowHeight={48}
          selected={lines.row?.sku ?? null}
          onSelect={(row) => onLook(row)}
          empty={
            <EmptyState
              icon={tab === 'decide' ? 'check' : 'review'}
              title={t(filtered ? 'filter.noHit' : `empty.${tab}`)}
            />
          }
        />
      </Card>
    </div>
  )
}
