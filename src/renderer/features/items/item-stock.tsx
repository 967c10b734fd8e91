import { useTranslation } from 'react-i18next'
import type { ItemDetail } from '../../../shared/contract/items.ts'
import type { StockRow } from '../../../shared/contract/stock.ts'
import { subtract } from '../../../shared/domain/quantity.ts'
import { useFormat } from '../../i18n/format.ts'
import { PanelSection } from '../../ui/page.tsx'
import { ShownQuantity } from '../../ui/shown-quantity.tsx'
import { stateLooks, Tag } from '../../ui/tag.tsx'
import { standingOf } from './item-columns.tsx'
import classes from './items.module.css'
import { stockParts } from './stock-parts.ts'
import { useWarehouses } from './use-warehouses.ts'

/** Stock per warehouse: what Hako confirmed is solid, what is not yet there is hatched, what is in doubt an interval. */
export function ItemStock({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation(['items', 'common'])
  const largest = Math.max(1, ...item.stock.map((row) => Math.max(row.high ?? row.quantity ?? 0, row.remote ?? 0)))
  return (
    <PanelSection title={t('stockTitle')} beside={<StandingTag item={item} />}>
      {item.stock.length === 0 ? (
        <p className="mute">{t('noStock')}</p>
      ) : (
        <ul className={classes['places']}>
          {item.stock.map((row) => (
            <Place key={row.warehouseID} row={row} largest={largest} />
          ))}
          {item.stock.length > 1 && <Total item={item} />}
        </ul>
      )}
    </PanelSection>
  )
}

function StandingTag({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const number = { count: item.waiting, number: format.count(item.waiting) }
  switch (standingOf(item)) {
    case 'questions':
      return <Tag {...stateLooks.quarantined}>{t('common:questions', { count: item.questions })}</Tag>
    case 'doubt':
      return <Tag {...stateLooks.unknown}>{t('standing.doubt')}</Tag>
    case 'waiting':
      return <Tag {...stateLooks.ready}>{t('changesWaiting', number)}</Tag>
    case 'inStep':
      return <Tag {...stateLooks.applied}>{t('standing.inStep')}</Tag>
  }
}

function Place({ row, largest }: { readonly row: StockRow; readonly largest: number }) {
  const format = useFormat()
  const { nameOf } = useWarehouses()
  const name = nameOf(row.warehouseID)
  const note = useNote(row)
  const { solid, hatched } = stockParts(row, largest)
  return (
    <li className={classes['place']}>
      <span className="col">
        <span className={classes['placeName']}>
          {name} {name !== row.warehouseID && <span className="mono xs mute">{row.warehouseID}</span>}
        </span>
        {note !== null && <span className={`xs c-${note.tone}`}>{note.text}</span>}
      </span>
      <span className={classes['level']} aria-hidden="true">
        <i style={{ flexGrow: solid }} />
        <u style={{ flexGrow: hatched }} />
        <s style={{ flexGrow: Math.max(0, 1 - solid - hatched) }} />
      </span>
      <b className={`${classes['placeFigure'] ?? ''} ${isNegative(row) ? 'c-bad' : ''}`}>
        {row.low === undefined || row.high === undefined ? (
          <ShownQuantity value={row.quantity} />
        ) : (
          format.interval(row.low, row.high)
        )}
      </b>
    </li>
  )
}

interface Note {
  readonly text: string
  readonly tone: 'accent' | 'plum' | 'bad' | 'faint'
}

function useNote(row: StockRow): Note | null {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  if (row.low !== undefined && row.low !== row.high) return { text: t('note.doubt'), tone: 'plum' }
  if (row.quantity === null) return null
  if (row.remote === null) return { text: t('note.onlyHere'), tone: 'accent' }
  const change = subtract(row.quantity, row.remote)
  if (change !== 0) {
    const text = t('note.waiting', { remote: format.quantity(row.remote), change: format.signed(change) })
    return { text, tone: 'accent' }
  }
  return isNegative(row) ? { text: t('note.negative'), tone: 'bad' } : null
}

const isNegative = ({ quantity }: StockRow): boolean => quantity !== null && quantity < 0

function Total({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  return (
    <li className={classes['total']}>
      <span>{t('allWarehouses')}</span>
      <b className={classes['placeFigure']}>
        {item.low === undefined || item.high === undefined ? (
          <ShownQuantity value={item.quantity} />
        ) : (
          format.interval(item.low, item.high)
        )}
      </b>
    </li>
  )
}
