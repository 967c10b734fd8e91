import { memo, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { useScanTaker } from '../../navigation/scan-taker.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { useCollectQuantity } from '../../scanner/scanner.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { LongActBar } from '../../ui/long-act-bar.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Actions } from './actions.tsx'
import { CountFacts } from './count-facts.tsx'
import classes from './counting.module.css'
import { useCountState } from './count-state.ts'
import { Details } from './details.tsx'
import { DistanceView } from './distance-view.tsx'
import { LastScan } from './last-scan.tsx'
import { LinesPanel } from './lines-panel.tsx'
import { PlaceBar } from './place-bar.tsx'
import { RecountPanel } from './recount-panel.tsx'
import { SignInFirst } from './sign-in-first.tsx'
import { Tape } from './tape.tsx'
import { Totals } from './totals.tsx'
import { UnknownPanel } from './unknown-panel.tsx'
import { UnsavedScans } from './unsaved-scans.tsx'
import { useDistance } from './use-distance.ts'
import { useRecorder } from './use-recorder.ts'
import { useRoom } from './use-room.ts'

/** The scan screen of one open stocktake. Only the card and the tape follow every scan; the rest reads the totals. */
export function Counting({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const person = useQueryOf('people.rights', {})
  const { stocktakeID, method } = stocktake
  const name = person.data?.person ?? null
  useScanTaker(`count ${stocktakeID}`)
  useEffect(() => {
    if (method !== 'double') return undefined
    return () => useCountState.getState().hide(stocktakeID)
  }, [method, stocktakeID, name])
  const isUnsigned = method === 'double' && person.data !== undefined && name === null
  // Here, and not only in what is made anew for another person: digits typed while it is are not lost.
  useCollectQuantity(!isUnsigned)
  if (isUnsigned) return <SignInFirst stocktake={stocktake} />
  return <CountingHere key={person.data?.person} stocktake={stocktake} />
}

type PanelName = 'inbox' | 'recounts' | 'lines'

function CountingHere({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { t } = useTranslation('count')
  const { stocktakeID } = stocktake
  const recorder = useRecorder(stocktakeID)
  const [panel, setPanel] = useState<PanelName | null>(null)
  const distance = useDistance()
  const [failure, setFailure] = useState<AppError | null>(null)
  const openInbox = useCallback(() => setPanel('inbox'), [])
  const close = (): void => setPanel(null)
  const room = useRoom(panel !== null)
  const short = room !== 'full'
  useKeys([
    { keys: 'Alt+E', command: 'finish', label: t('finish'), run: () => go('review', stocktakeID) },
    { keys: 'Alt+R', command: 'recount', label: t('recounts.button'), run: () => setPanel('recounts') },
    { keys: 'Alt+L', command: 'lines', label: t('lines.button'), run: () => setPanel('lines') },
  ])
  if (distance) return <DistanceView stocktake={stocktake} onRetry={recorder.retry} record={recorder.record} />
  return (
    <Page
      header={<CountHeader stocktake={stocktake} inbox={panel !== null} short={short} onInbox={openInbox} />}
      panel={
        (panel === 'inbox' && <UnknownPanel stocktake={stocktake} onClose={close} />) ||
        (panel === 'recounts' && <RecountPanel stocktakeID={stocktakeID} onClose={close} />) ||
        (panel === 'lines' && <LinesPanel stocktakeID={stocktakeID} onClose={close} />)
      }
    >
      <div className={classes['count']} data-inbox={panel !== null || undefined}>
        <div className={classes['left']}>
          <LongActBar stocktakeID={stocktakeID} />
          <PlaceBar stocktakeID={stocktakeID} room={room} />
          <LastScan stocktake={stocktake} />
          <Details stocktakeID={stocktakeID} />
          <UnsavedScans stocktakeID={stocktakeID} onRetry={recorder.retry} />
          {failure !== null && <ErrorPanel error={failure} onRetry={() => setFailure(null)} />}
          <Actions stocktakeID={stocktakeID} record={recorder.record} room={room} onFailure={setFailure} />
          <Totals stocktake={stocktake} room={room} />
        </div>
        {panel === null && <Tape stocktake={stocktake} />}
      </div>
    </Page>
  )
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
          <IconButton
            icon="chevronDown"
            label={t('switch')}
            keys="F6"
            command="choose"
            onPress={() => go('count', 'choose')}
          />
        </span>
      }
      beside={<CountFacts stocktake={stocktake} short={short} />}
    >
      {!inbox && (
        <>
          <KeyButton
            label={t('unknown.button')}
            count={format.count(unknown)}
            icon="inbox"
            size="large"
            keys="F7"
            command="inbox"
            onPress={onInbox}
          />
          <KeyButton kind="filled" size="large" label={t('finish')} onPress={() => go('review', stocktakeID)} />
        </>
      )}
    </PageHeader>
  )
})
