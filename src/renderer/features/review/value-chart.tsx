import { useTranslation } from 'react-i18next'
import type { ReviewRow } from '../../../shared/contract/stocktakes.ts'
import { useFormat } from '../../i18n/format.ts'
import { concentrationOf, placeBars, valueBars } from './chart-bars.ts'
import classes from './summary.module.css'

const width = 372
const height = 48

/** Where the money is: one bar a difference, the selected one in the accent. Its reading in words stands above it. */
export function ValueChart({
  rows,
  selected,
}: {
  readonly rows: readonly ReviewRow[]
  readonly selected: string | null
}) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const bars = valueBars(rows)
  const first = bars[0]
  const last = bars.at(-1)
  if (first === undefined || last === undefined) return <p className="sm mute">{t('chart.none')}</p>
  const most = concentrationOf(bars)
  const { zero, placed } = placeBars(bars, width, height)
  return (
    <>
      <p className="xs">
        <b>
          {most === null
            ? t('chart.title', { count: bars.length, number: format.count(bars.length) })
            : t('chart.most', { number: format.count(most.lines), share: format.percent(most.share) })}
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
        {first.value < 0 && <End name={first.name} value={format.signedMoney(first.value)} />}
        {last.value > 0 && <End name={last.name} value={format.signedMoney(last.value)} />}
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
