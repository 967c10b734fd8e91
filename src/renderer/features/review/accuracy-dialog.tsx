import { useTranslation } from 'react-i18next'
import type { AccuracyRow } from '../../../shared/contract/reviewing.ts'
import type { ReviewSummary } from '../../../shared/contract/review-rows.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'
import { accuracyOf } from './choices.ts'
import classes from './review.module.css'

export interface AccuracyDialogProps {
  readonly stocktakeID: string
  readonly open: boolean
  readonly onClose: () => void
}

/** Where the differences of this count are, and how right the books were from count to count. Never netted. */
export function AccuracyDialog({ stocktakeID, open, onClose }: AccuracyDialogProps) {
  const { t } = useTranslation('review')
  return (
    <Dialog open={open} onClose={onClose} size="wide" title={t('accuracy.title')}>
      {open && (
        <>
          <Places stocktakeID={stocktakeID} />
          <Past />
        </>
      )}
    </Dialog>
  )
}

const placesShown = 12

function Places({ stocktakeID }: { readonly stocktakeID: string }) {
  const { t } = useTranslation('review')
  const { data } = useQueryOf('stocktakes.review', { stocktakeID, limit: 0 })
  const places = data?.summary.places ?? []
  if (places.length === 0) return null
  const most = Math.max(...places.map(({ shortValue, overValue }) => Math.max(shortValue, overValue)))
  return (
    <section aria-label={t('accuracy.places')}>
      <h3>{t('accuracy.places')}</h3>
      <div className={classes['bars']}>
        {places.slice(0, placesShown).map((row) => (
          <Place key={`${String(row.several)} ${row.place ?? ''}`} row={row} most={most} />
        ))}
      </div>
    </section>
  )
}

function Place({ row, most }: { readonly row: ReviewSummary['places'][number]; readonly most: number }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const width = (value: number): string => `${String(most === 0 ? 0 : (value / most) * 100)}%`
  return (
    <>
      <span className="clip">{row.place ?? t(row.several ? 'accuracy.several' : 'files.noPlace')}</span>
      <span className={classes['pair']}>
        <i data-sign="minus" style={{ width: width(row.shortValue) }} />
        <i data-sign="plus" style={{ width: width(row.overValue) }} />
      </span>
      <span className="sm">
        {format.signedMoney(-row.shortValue)} / {format.signedMoney(row.overValue)}
      </span>
    </>
  )
}

function Past() {
  const { t } = useTranslation('review')
  const format = useFormat()
  const now = useNow()
  const { data, error } = useQueryOf('stocktakes.accuracy', {})
  if (error !== null && data === undefined) return <ErrorPanel error={error} />
  if (data === undefined) return <LoadingRows />
  return (
    <section aria-label={t('accuracy.past')}>
      <h3>{t('accuracy.past')}</h3>
      <Curve rows={data.rows.toReversed()} />
      <div className={classes['dialogScroll']} tabIndex={0} role="region" aria-label={t('accuracy.table')}>
        <table className={classes['dialogLines']}>
          <thead>
            <tr>
              <th>{t('choose.name')}</th>
              <th data-align="end">{t('accuracy.lines')}</th>
              <th data-align="end">{t('accuracy.share')}</th>
              <th data-align="end">{t('accuracy.short')}</th>
              <th data-align="end">{t('accuracy.over')}</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.stocktakeID}>
                <td>
                  {row.name}{' '}
                  <span className="xs mute">
                    {row.closedAt === null ? t('stocktake.open') : format.moment(row.closedAt, now)}
                  </span>
                </td>
                <td data-align="end">{format.count(row.lines)}</td>
                <td data-align="end">
                  <b>{format.percent(shareOf(row))}</b>
                </td>
                <td data-align="end">
                  −{format.quantity(row.short)} · {format.money(row.shortValue)}
                </td>
                <td data-align="end">
                  +{format.quantity(row.over)} · {format.money(row.overValue)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const shareOf = ({ lines, within }: AccuracyRow): number => accuracyOf({ counted: lines, within }) ?? 0

const width = 600
const height = 120
const edge = 8

/** One point a count, oldest first, from 0 to 100 percent; in words it stands in the table below. */
function Curve({ rows }: { readonly rows: readonly AccuracyRow[] }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  if (rows.length < 2) return null
  const points = rows.map((row, index) => ({
    id: row.stocktakeID,
    x: edge + (index * (width - 2 * edge)) / (rows.length - 1),
    y: edge + (1 - shareOf(row)) * (height - 2 * edge),
  }))
  const line = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
  return (
    <svg
      className={classes['chart']}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      role="img"
      aria-label={t('accuracy.curve', { shares: rows.map((row) => format.percent(shareOf(row))).join(', ') })}
    >
      <line x1={0} x2={width} y1={edge} y2={edge} />
      <line x1={0} x2={width} y1={height - edge} y2={height - edge} />
      <path d={line} />
      {points.map(({ id, x, y }) => (
        <circle key={id} cx={x} cy={y} r={3.5} />
      ))}
    </svg>
  )
}
