import { useTranslation } from 'react-i18next'
import type { ReviewSummary } from '../../../shared/contract/review-rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { placeBars } from './chart-bars.ts'
import classes from './summary.module.css'

const width = 372
const height = 48
/** As many as the core makes the share of. */
const few = 5

/** Where the money is: one bar a difference, the selected one in the accent. Its reading in words stands above it. */
export function ValueChart({
  summary: { bars, valued, fewShare },
  selected,
}: {
  readonly summary: Pick<ReviewSummary, 'bars' | 'valued' | 'fewShare'>
  readonly selected: string | null
}) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const first = bars[0]
  const last = bars.at(-1)
  if (first === undefined || last === undefined) return <p className="sm mute">{t('chart.none')}</p>
  const { zero, placed } = placeBars(bars, width, height)
  return (
    <>
      <p className="xs">
        <b>
          {fewShare === null
            ? t('chart.title', { count: valued, number: format.count(valued) })
            : t('chart.most', { number: format.count(few), share: format.percent(fewShare) })}
        </b>
      </p>
      <svg
        className={classes['chart']}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('chart.label', { number: format.count(bars.length) })}
      >
        <path className={classes['zero']} d={`M0 ${String(zero)}H${String(width)}`} />
        {placed.map((bar, index) => (
          <rect
            key={bars[index]?.sku}
            className={classes['bar']}
            data-selected={bars[index]?.sku === selected}
            {...bar}
          />
        ))}
      </svg>
      <p className={classes['ends']}>
        {first.value < 0 && <End name={first.name ?? first.sku} value={format.signedMoney(first.value)} />}
        {last.value > 0 && <End name={last.name ?? last.sku} value={format.signedMoney(last.value)} />}
      </p>
    </>
  )
}

function End({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <span className={classes['end']}>
      <span className="clip">{name}</span>
      <b>{value}</b>
    </span>
  )
}
