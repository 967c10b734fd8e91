import { useTranslation } from 'react-i18next'
import type { HistoryRow } from '../../../shared/contract/stock.ts'
import { isOpen } from '../../../shared/domain/change.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { formatRoute } from '../../navigation/route.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { PanelSection } from '../../ui/page.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { StateTag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './items.module.css'
import { useWarehouses } from './use-warehouses.ts'

const shortLength = 4

/** What is not settled yet, each line on its way to the place where it can be followed. */
export function OpenChanges({ sku, open }: { readonly sku: string; readonly open: number }) {
  const { t } = useTranslation(['items', 'common'])
  const rows = useQueryOf('stock.history', { sku, limit: 200 }, { enabled: open > 0 }).data?.rows ?? []
  const waiting = rows.filter((row) => row.state !== null && isOpen(row.state))
  const line = useHistoryLine()
  if (open === 0 || waiting.length === 0) return null
  return (
    <PanelSection title={t('openTitle')}>
      <ul>
        {waiting.slice(0, 6).map((row) => (
          <li key={row.changeID}>
            <a className={classes['openChange']} href={formatRoute('sync', String(row.changeID))}>
              <span className="clip">{line(row).text}</span>
              <b>{line(row).figure}</b>
              {row.state !== null && <StateTag state={row.state} />}
            </a>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

export function ItemHistory({ sku, onAll }: { readonly sku: string; readonly onAll: () => void }) {
  const { t } = useTranslation(['items', 'common'])
  const history = useQueryOf('stock.history', { sku, limit: shortLength })
  return (
    <PanelSection
      title={t('history.title')}
      beside={<KeyButton label={t('history.all')} kind="plain" size="small" keys="Alt+H" onPress={onAll} />}
    >
      {history.error !== null && <ErrorPanel error={history.error} />}
      <HistoryLines rows={history.data?.rows ?? []} known={history.data !== undefined} />
    </PanelSection>
  )
}

export function HistoryDialog({ sku, onClose }: { readonly sku: string; onClose(this: void): void }) {
  const { t } = useTranslation(['items', 'common'])
  const history = useQueryOf('stock.history', { sku, limit: 1000 })
  const item = useQueryOf('items.get', { sku }).data
  return (
    <Dialog open size="wide" title={t('history.of', { name: item?.name ?? sku })} onClose={onClose}>
      <div className={classes['wholeHistory']} tabIndex={0} role="region" aria-label={t('history.title')}>
        {history.data === undefined && history.error === null && <LoadingRows />}
        {history.error !== null && <ErrorPanel error={history.error} />}
        <HistoryLines rows={history.data?.rows ?? []} known={history.data !== undefined} detailed />
      </div>
    </Dialog>
  )
}

interface HistoryLinesProps {
  readonly rows: readonly HistoryRow[]
  readonly known: boolean
  readonly detailed?: boolean
}

function HistoryLines({ rows, known, detailed = false }: HistoryLinesProps) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const now = useNow()
  const line = useHistoryLine()
  if (known && rows.length === 0) return <p className="mute">{t('history.none')}</p>
  return (
    <ol className={detailed ? classes['historyWhole'] : classes['history']}>
      {rows.map((row, index) => (
        <li key={`${String(row.at)}-${String(row.changeID ?? index)}`}>
          <span className="mute">{format.moment(row.at, now)}</span>
          <span className={detailed ? undefined : 'clip'}>
            {detailed && row.changeID !== null ? (
              <a href={formatRoute('sync', String(row.changeID))}>{line(row).text}</a>
            ) : (
              line(row).text
            )}
            {detailed && row.note !== null && <span className="mute"> · {row.note}</span>}
          </span>
          {detailed && <span>{row.state !== null && <StateTag state={row.state} />}</span>}
          <b className={row.state === 'discarded' ? classes['struck'] : undefined}>{line(row).figure}</b>
        </li>
      ))}
    </ol>
  )
}

/** One line of history in words, and its figure. */
function useHistoryLine(): (row: HistoryRow) => { readonly text: string; readonly figure: string } {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const { nameOf } = useWarehouses()
  return (row) => {
    const place = row.warehouseID === null ? '' : nameOf(row.warehouseID)
    const to = row.toWarehouseID === null ? '' : nameOf(row.toWarehouseID)
    const what =
      row.stocktakeID === null ? t(`history.kind.${kindOf(row)}`, { place, to }) : t('history.counted', { place })
    const text = row.person === null ? what : t('history.by', { what, person: row.person })
    if (row.quantity === null) return { text, figure: '' }
    const figure = row.kind === 'stock-set' ? `= ${format.quantity(row.quantity)}` : format.signed(row.quantity)
    return { text, figure: row.kind === 'transfer' ? format.quantity(row.quantity) : figure }
  }
}

function kindOf({ kind, quantity }: HistoryRow) {
  if (kind === 'stock-delta') return (quantity ?? 0) < 0 ? 'issued' : 'received'
  return kind
}
