import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useStockAge } from '../../data/stock-age.ts'
import { useFormat } from '../../i18n/format.ts'
import { Tag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './counting.module.css'

/** What makes the count trustworthy: that it is blind, and how old the figures are that it will be compared with. */
export function CountFacts({ stocktake, short }: { readonly stocktake: StocktakeRow; readonly short: boolean }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const now = useNow()
  const { blind, method, round, stockReadAt } = stocktake
  const { age: milliseconds, stale } = useStockAge(stockReadAt)
  const time = stockReadAt === null ? '' : format.moment(stockReadAt, now)
  const age = milliseconds === null ? '' : format.span(milliseconds)
  return (
    <span className={classes['facts']} data-short={short || undefined}>
      {method === 'double' && (
        <Tag icon="user" tone="accent">
          {round === null ? t('doubleNew') : t('double', { round: format.count(round) })}
        </Tag>
      )}
      {blind && (
        <Tag icon="hidden" tone="accent">
          <span className={classes['wideOnly']}>{t('blind')}</span>
          <span className={classes['unlessWide']}>{t('blindShort')}</span>
        </Tag>
      )}
      <Tag icon={stale ? 'warn' : 'clock'} tone={stale ? 'warn' : 'plain'} line={!stale}>
        {stockReadAt === null ? (
          t('neverRead')
        ) : (
          <>
            <span className={classes['long']}>{t(stale ? 'staleAt' : 'readAt', { time, age })}</span>
            <span className={classes['brief']} title={t(stale ? 'staleAt' : 'readAt', { time, age })}>
              {stale ? t('staleAtShort', { age }) : t('readAtShort', { time })}
            </span>
          </>
        )}
      </Tag>
    </span>
  )
}
