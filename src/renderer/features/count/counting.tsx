import { memo, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktakes.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { usePendingQuantity } from '../../scanner/scanner.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import { Actions } from './actions.tsx'
import classes from './counting.module.css'
import { useCountState } from './count-state.ts'
import { ScanCard } from './scan-card.tsx'
import { eventOfRow, type ShownEvent } from './shown-event.ts'
import { Tape } from './tape.tsx'
import type { TapeRows } from './tape-rows.ts'
import { Totals } from './totals.tsx'
import { UnknownPanel } from './unknown-panel.tsx'
import { UnsavedScans } from './unsaved-scans.tsx'
import { useRecorder } from './use-recorder.ts'
import { useRoom } from './use-room.ts'
import { useTapeFeed } from './use-tape.ts'

/** The scan screen of one open stocktake. Only the card and the tape follow every scan; the rest reads the totals. */
export function Counting({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { stocktakeID } = stocktake
  const recorder = useRecorder(stocktakeID)
  const [inbox, setInbox] = useState(false)
  const [failure, setFailure] = useState<AppError | null>(null)
  const openInbox = useCallback(() => setInbox(true), [])
  const room = useRoom(inbox)
  const short = room !== 'full'
  return (
    <Page
      header={<CountHeader stocktake={stocktake} inbox={inbox} short={short} onInbox={openInbox} />}
      panel={inbox && <UnknownPanel stocktake={stocktake} onClose={() => setInbox(false)} />}
    >
      <div className={classes['count']} data-inbox={inbox || undefined}>
        <div className={classes['left']}>
          <LastScan stocktakeID={stocktakeID} />
          <UnsavedScans stocktakeID={stocktakeID} onRetry={recorder.retry} />
          {failure !== null && <ErrorPanel error={failure} onRetry={() => setFailure(null)} />}
          <Actions stocktakeID={stocktakeID} record={recorder.record} room={room} onFailure={setFailure} />
          <Totals stocktake={stocktake} room={room} />
        </div>
        {!inbox && <Tape stocktake={stocktake} />}
      </div>
    </Page>
  )
}

/** The last thing that happened here; after a restart, the last on the tape. */
function LastScan({ stocktakeID }: { readonly stocktakeID: string }) {
  const { pending } = usePendingQuantity()
  const rows = useTapeFeed(stocktakeID)
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

interface CountHeaderProps {
  readonly stocktake: StocktakeRow
  readonly inbox: boolean
  readonly short: boolean
  readonly onInbox: () => void
}

const CountHeader = memo(function CountHeader({ stocktake, inbox, short, onInbox }: CountHeaderProps) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const { stocktakeID, warehouseID, warehouseName, name } = stocktake
  const unknown = useQueryOf('barcodes.unknown', { stocktakeID, limit: 0 }).data?.total ?? stocktake.unknownCodes
  return (
    <PageHeader
      over={
        <>
          <span className="clip">{name}</span>
          <span className="mono">{warehouseID}</span>
        </>
      }
      title={
        <span className={classes['place']}>
          <Icon name="warehouse" size={24} />
          <span className="clip">{warehouseName ?? warehouseID}</span>
          <IconButton icon="chevronDown" label={t('switch')} keys="F6" onPress={() => go('count', 'choose')} />
        </span>
      }
      beside={<Facts stocktake={stocktake} short={short} />}
    >
      {!inbox && (
        <>
          <KeyButton
            label={t('unknown.button')}
            count={format.count(unknown)}
            icon="inbox"
            size="large"
            keys="F7"
            onPress={onInbox}
          />
          <KeyButton kind="filled" size="large" label={t('finish')} onPress={() => go('review', stocktakeID)} />
        </>
      )}
    </PageHeader>
  )
})

/** What makes the count trustworthy: that it is blind, and how old the figures are that it will be compared with. */
function Facts({ stocktake, short }: { readonly stocktake: StocktakeRow; readonly short: boolean }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const now = useNow()
  const { blind, stockReadAt } = stocktake
  const time = stockReadAt === null ? '' : format.moment(stockReadAt, now)
  const age = stockReadAt === null ? '' : format.span(Math.max(0, now - stockReadAt))
  return (
    <span className={classes['facts']} data-short={short || undefined}>
      {blind && (
        <Tag icon="hidden" tone="accent">
          <span className={classes['wideOnly']}>{t('blind')}</span>
          <span className={classes['unlessWide']}>{t('blindShort')}</span>
        </Tag>
      )}
      <Tag icon="clock" line>
        {stockReadAt === null ? (
          t('neverRead')
        ) : (
          <>
            <span className={classes['long']}>{t('readAt', { time, age })}</span>
            <span className={classes['brief']} title={t('readAt', { time, age })}>
              {t('readAtShort', { time })}
            </span>
          </>
        )}
      </Tag>
    </span>
  )
}
