import { Trans, useTranslation } from 'react-i18next'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { driftOrder, factsOf, type Fact } from './facts.ts'
import classes from './line-panel.module.css'

/** One sentence, then the facts it rests on, in time order. */
export function Why({ row, warehouseID }: { readonly row: ReviewRow; readonly warehouseID: string }) {
  const { t } = useTranslation('review')
  const status = useQueryOf('app.status', {})
  const history = useQueryOf('stock.history', { sku: row.sku, warehouseID, limit: 50 }, { keepPrevious: false })
  const now = useNow()
  const facts = factsOf(row, history.data?.rows ?? [], warehouseID, status.data?.lastPull ?? now)
  return (
    <section className={classes['why']} aria-label={t('why.label')}>
      <p className={classes['sentence']}>
        <Sentence row={row} />
      </p>
      <ol className={classes['facts']}>
        {facts.map((fact, index) => (
          <FactLine key={index} fact={fact} now={now} />
        ))}
      </ol>
    </section>
  )
}

const bold = { b: <b /> }

function Sentence({ row }: { readonly row: ReviewRow }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const now = useNow()
  const variance = row.variance === 0 ? 'same' : row.variance < 0 ? 'fewer' : 'more'
  const order = driftOrder(row)
  const values = {
    number: format.quantity(Math.abs(row.variance)),
    expected: format.quantity(row.expected),
    time: format.moment(row.countedAt, now),
    moved: format.quantity(Math.abs(row.drift)),
    at: row.driftAt === null ? '' : format.moment(row.driftAt, now),
  }
  return (
    <>
      <Trans t={t} i18nKey={`why.${variance}`} values={values} components={bold} />{' '}
      {order !== 'none' && (
        <Trans t={t} i18nKey={`why.${row.drift < 0 ? 'left' : 'came'}.${order}`} values={values} components={bold} />
      )}{' '}
      <Extra row={row} />
    </>
  )
}

/** What holds the line up besides figures. */
function Extra({ row }: { readonly row: ReviewRow }) {
  const { t } = useTranslation('review')
  if (row.status === 'doubt' || row.status === 'gone' || row.status === 'moved') return <>{t(`why.${row.status}`)}</>
  return null
}

function FactLine({ fact, now }: { readonly fact: Fact; readonly now: number }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  return (
    <li className={classes['fact']} data-kind={fact.kind}>
      <span className={classes['time']}>{fact.at === null ? t('facts.since') : format.time(fact.at)}</span>
      <i className={classes['dot']} />
      <span
        className="clip"
        title={fact.at === null ? undefined : `${format.moment(fact.at, now)} · ${t(`facts.${fact.kind}`)}`}
      >
        {fact.kind === 'counted' ? <b>{t('facts.counted')}</b> : t(`facts.${fact.kind}`)}
      </span>
      <span className={classes['change']}>{fact.change === null ? '' : format.signed(fact.change)}</span>
      <span className={classes['figure']}>{fact.figure === null ? '' : format.quantity(fact.figure)}</span>
    </li>
  )
}
