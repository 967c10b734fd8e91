import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './totals.module.css'
import type { Room } from './use-room.ts'

const ticks = 60

export interface TotalsProps {
  readonly stocktake: StocktakeRow
  readonly room: Room
}

/** What the counter checks against: pieces, scans, and how many items of the count are done. */
export const Totals = memo(function Totals({ stocktake, room }: TotalsProps) {
  const short = room !== 'full'
  const bare = room === 'least' || room === 'tiny'
  const { t } = useTranslation('count')
  const format = useFormat()
  const { quantity, scans, lines, items } = stocktake
  const share = items === 0 ? 0 : Math.min(1, lines / items)
  const done = t('totals.ofItems', { count: items, number: format.count(items) })
  const shown = bare ? t('totals.of', { number: format.count(items) }) : done
  return (
    <section className={classes['totals']} data-short={short || undefined} aria-label={t('totals.label')}>
      <div className={classes['total']}>
        <p className={classes['figure']}>{format.quantity(quantity)}</p>
        <p className={classes['label']}>{t(short ? 'totals.piecesShort' : 'totals.pieces')}</p>
      </div>
      {room !== 'tiny' && (
        <div className={classes['total']}>
          <p className={classes['figure']}>{format.count(scans)}</p>
          <p className={classes['label']}>{t('totals.scans', { count: scans })}</p>
        </div>
      )}
      <div className={classes['total']}>
        <div className={classes['items']}>
          <p className={classes['figure']}>
            {format.count(lines)} <small>{shown}</small>
          </p>
          {!bare && <span className={classes['label']}>{format.percent(share)}</span>}
        </div>
        <div className={classes['ticks']} role="img" aria-label={`${format.count(lines)} ${done}`}>
          {Array.from({ length: ticks }, (_, index) => (
            <i key={index} data-state={stateOfTick(index, share)} />
          ))}
        </div>
      </div>
    </section>
  )
})

/** A first item shows, and the last tick waits for the last item: rounding must never say done too early. */
function stateOfTick(index: number, share: number): 'done' | 'now' | 'open' {
  const done = share === 1 ? ticks : Math.floor(share * ticks)
  if (index < done) return 'done'
  return index === done && share > 0 ? 'now' : 'open'
}
