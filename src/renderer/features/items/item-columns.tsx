import { useViewportSize } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { CapabilityName } from '../../../shared/contract/connections.ts'
import type { ItemRow } from '../../../shared/contract/items.ts'
import { useCan } from '../../data/capabilities.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../ui/data-table.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { Marked } from '../../ui/marked.tsx'
import { useRem } from '../../ui/scale.ts'
import { ShownQuantity } from '../../ui/shown-quantity.tsx'
import { stateLooks } from '../../ui/tag.tsx'
import type { Tone } from '../../ui/tone.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './items.module.css'

const day = 86_400_000
/** Sooner than this, the date wears a sign. */
const soon = 60 * day

/** The table's width in rem below which a column gives way; the panel shows its figure anyway. */
const roomFor: Readonly<Record<string, number>> = { expires: 40, price: 36 }

/** What a column shows that not every service has. */
const has: Readonly<Record<string, CapabilityName>> = { expires: 'expiry', price: 'prices' }

export function useItemColumns(
  search: string,
  warehouseName: string | null,
  panelOpen: boolean,
): readonly Column<ItemRow>[] {
  const can = useCan()
  const room = useRoom(panelOpen)
  return useAllColumns(search, warehouseName).filter(({ id }) => {
    const needed = has[id]
    return room >= (roomFor[id] ?? 0) && (needed === undefined || can(needed))
  })
}

/** Rem that the table has: the window without the rail, the page's edges, and the panel. */
function useRoom(panelOpen: boolean): number {
  const { width } = useViewportSize()
  const rem = useRem()
  return width === 0 ? Infinity : width / rem - 7.5 - (panelOpen ? 24 : 0)
}

function useAllColumns(search: string, warehouseName: string | null): readonly Column<ItemRow>[] {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const now = useNow(3_600_000)
  const none = <span className="faint">{t('common:none')}</span>
  return [
    {
      id: 'state',
      header: <span className={classes['unseen']}>{t('col.state')}</span>,
      width: '2.25rem',
      cell: (row) => <ItemState row={row} />,
    },
    {
      id: 'sku',
      header: t('field.sku'),
      width: 'minmax(5rem, 9.5rem)',
      sort: 'sku',
      cell: (row) => (
        <span className="mono">
          <Marked text={row.sku} search={search} />
        </span>
      ),
    },
    {
      id: 'name',
      header: t('field.name'),
      width: 'minmax(7rem, 1fr)',
      sort: 'name',
      cell: (row) => (row.name === null ? none : <Marked text={row.name} search={search} />),
    },
    {
      id: 'price',
      header: t('field.price'),
      width: 'minmax(5rem, 6rem)',
      align: 'end',
      sort: 'price',
      cell: (row) => (row.price === null ? none : format.money(row.price)),
    },
    {
      id: 'expires',
      header: t('field.expires'),
      width: 'minmax(5.75rem, 7rem)',
      sort: 'expires',
      cell: (row) => (row.expires === null ? none : <Expiry seconds={row.expires} now={now} />),
    },
    {
      id: 'updatedAt',
      header: t('col.updatedAt'),
      width: '11rem',
      sort: 'updatedAt',
      wide: true,
      cell: (row) => (row.updatedAt === null ? none : format.moment(row.updatedAt, now)),
    },
    {
      id: 'barcodes',
      header: t('col.barcodes'),
      width: '6rem',
      align: 'end',
      wide: true,
      cell: (row) => (row.barcodes === 0 ? none : format.count(row.barcodes)),
    },
    {
      id: 'remote',
      header: t('col.remote'),
      width: '6rem',
      align: 'end',
      wide: true,
      cell: (row) => (row.remote === null ? none : <Figure value={row.remote} />),
    },
    {
      id: 'quantity',
      header: warehouseName ?? t('col.stock'),
      width: 'minmax(5rem, 8rem)',
      align: 'end',
      sort: 'quantity',
      cell: (row) => (
        <b>
          {row.low !== undefined && row.high !== undefined ? (
            format.interval(row.low, row.high)
          ) : (
            <Figure value={row.quantity} />
          )}
        </b>
      ),
    },
  ]
}

function Figure({ value }: { readonly value: number | null }) {
  return (
    <span className={value === null ? undefined : value < 0 ? 'c-bad' : value === 0 ? 'faint' : undefined}>
      <ShownQuantity value={value} />
    </span>
  )
}

function Expiry({ seconds, now }: { readonly seconds: number; readonly now: number }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const left = seconds * 1000 - now
  if (left > soon) return format.expiry(seconds)
  const word = t(left < 0 ? 'expired' : 'expiresSoon', { date: format.date(seconds * 1000) })
  return (
    <span className={`${classes['soon'] ?? ''} ${left < 0 ? 'c-bad' : 'c-warn'}`} title={word}>
      <Icon name={left < 0 ? 'refused' : 'warn'} size={16} />
      <span aria-label={word}>{format.expiry(seconds)}</span>
    </span>
  )
}

type Standing = 'questions' | 'doubt' | 'waiting' | 'inStep'

export function standingOf(row: Pick<ItemRow, 'questions' | 'waiting' | 'low' | 'high'>): Standing {
  if (row.questions > 0) return 'questions'
  if (row.low !== undefined && row.low !== row.high) return 'doubt'
  return row.waiting > 0 ? 'waiting' : 'inStep'
}

const standingLooks: Readonly<Record<Standing, { readonly icon: IconName; readonly tone: Tone }>> = {
  questions: stateLooks.quarantined,
  doubt: stateLooks.unknown,
  waiting: stateLooks.ready,
  inStep: stateLooks.applied,
}

function ItemState({ row }: { readonly row: ItemRow }) {
  const { t } = useTranslation(['items', 'common'])
  const standing = standingOf(row)
  const { icon, tone } = standingLooks[standing]
  const word = t(`standing.${standing}`)
  return (
    <span role="img" aria-label={word} title={word} className={`${classes['standing'] ?? ''} c-${tone}`}>
      <Icon name={icon} size={18} />
    </span>
  )
}
