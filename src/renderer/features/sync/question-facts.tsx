import { useTranslation } from 'react-i18next'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { formatRoute } from '../../navigation/route.ts'
import { useNow } from '../../ui/use-now.ts'
import { useChangeWords } from './change-words.ts'
import classes from './question.module.css'

/** The line below a question: which item and place, who and when, and how it is shown until there is an answer. */
export function QuestionFacts({ row }: { readonly row: QueueRow }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const now = useNow()
  const words = useChangeWords()
  const isItem = row.record === 'item' && row.sku !== undefined
  const item = useQueryOf('items.get', { sku: row.sku ?? '' }, { enabled: isItem }).data
  const cell = item?.stock.find(({ warehouseID }) => warehouseID === row.warehouseID)
  const person = row.person ?? null
  return (
    <p className={classes['facts']}>
      {isItem && row.sku !== undefined && (
        <a className="mono" href={formatRoute('items', row.sku)}>
          {row.sku}
        </a>
      )}
      {!isItem && <span className="mono">{row.sku ?? row.warehouseID}</span>}
      {row.record !== 'warehouse' && row.warehouseID !== undefined && <span>{words.place(row.warehouseID)}</span>}
      <span>{format.moment(row.at, now)}</span>
      {person !== null && <span>{person}</span>}
      {row.note !== undefined && row.note !== null && row.note !== '' && <span>{row.note}</span>}
      {cell?.low !== undefined && cell.high !== undefined && cell.low !== cell.high && (
        <b>{t('shownAs', { interval: format.interval(cell.low, cell.high) })}</b>
      )}
    </p>
  )
}
