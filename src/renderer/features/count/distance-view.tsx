import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { useUiState } from '../../navigation/ui-state.ts'
import { IconButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Actions } from './actions.tsx'
import { LastScan } from './last-scan.tsx'
import classes from './distance.module.css'
import { PlaceBar } from './place-bar.tsx'
import { Tape } from './tape.tsx'
import { UnsavedScans } from './unsaved-scans.tsx'
import type { Recorder } from './use-recorder.ts'

export interface DistanceViewProps {
  readonly stocktake: StocktakeRow
  readonly onRetry: Recorder['retry']
  readonly record: Recorder['record']
}

/** The count for who stands at the shelf: the last scan, the sums and the tape, as large as they get. */
export function DistanceView({ stocktake, onRetry, record }: DistanceViewProps) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const setDistance = useUiState((state) => state.setDistance)
  const [failure, setFailure] = useState<AppError | null>(null)
  const { stocktakeID, quantity, lines, items } = stocktake
  return (
    <div className={classes['view']}>
      <div className={classes['left']}>
        <div className={classes['top']}>
          <PlaceBar stocktakeID={stocktakeID} room="full" />
          <IconButton icon="cross" label={t('distance.off')} onPress={() => setDistance(false)} />
        </div>
        <LastScan stocktake={stocktake} />
        <UnsavedScans stocktakeID={stocktakeID} onRetry={onRetry} />
        {failure !== null && <ErrorPanel error={failure} onRetry={() => setFailure(null)} />}
        <section className={classes['sums']} aria-label={t('totals.label')}>
          <p>
            <b>{format.quantity(quantity)}</b> {t('totals.piecesShort')}
          </p>
          <p>
            <b>{format.count(lines)}</b> {t('totals.ofItems', { count: items, number: format.count(items) })}
          </p>
        </section>
        <div className={classes['actions']}>
          <Actions stocktakeID={stocktakeID} record={record} room="short" onFailure={setFailure} />
        </div>
      </div>
      <Tape stocktake={stocktake} />
    </div>
  )
}
