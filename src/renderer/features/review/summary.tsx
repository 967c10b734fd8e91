import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewSummary } from '../../../shared/contract/review-rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { accuracyOf } from './choices.ts'
import classes from './summary.module.css'
import { ValueChart } from './value-chart.tsx'

export interface SummaryProps {
  readonly summary: ReviewSummary
  /** Whether the rules let small differences pass. */
  readonly tolerant: boolean
  readonly selected: string | null
}

/** Accuracy is never netted: plus and minus stand beside each other, and the net says by its name what it is. */
export function Summary({ summary, tolerant, selected }: SummaryProps) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const share = accuracyOf(summary)
  const { differences } = summary
  return (
    <div className={classes['box']}>
      <section className={classes['summary']} aria-label={t('summary.label')}>
        <Figure
          value={share === null ? '–' : format.percent(share)}
          label={t(tolerant ? 'summary.within' : 'summary.exact')}
          note={t('summary.exactOf', { number: format.count(summary.within), of: format.count(summary.counted) })}
        />
        <Figure value={format.signedMoney(summary.netValue)} label={t('summary.net')} note={t('summary.netNote')} />
        <Figure
          value={format.money(summary.absoluteValue)}
          label={t('summary.all')}
          note={t('summary.allNote', { count: differences, number: format.count(differences) })}
        />
        <Figure
          value={
            <>
              −{format.quantity(summary.short)} <span className="faint">/</span> +{format.quantity(summary.over)}
            </>
          }
          label={t('summary.pieces')}
          note={t('summary.piecesNote', {
            short: format.money(summary.shortValue),
            over: format.money(summary.overValue),
          })}
        />
        <div className={classes['tile']}>
          <ValueChart summary={summary} selected={selected} />
        </div>
      </section>
    </div>
  )
}

function Figure({ value, label, note }: { readonly value: ReactNode; readonly label: string; readonly note: string }) {
  return (
    <div className={classes['tile']}>
      <p className={classes['value']}>{value}</p>
      <p className={classes['label']}>{label}</p>
      <p className={classes['note']}>{note}</p>
    </div>
  )
}
