import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../../shared/contract/app.ts'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import { changeStates, openStates, questionStates } from '../../../shared/domain/change.ts'
import { useRows } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StateTag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useChangeWords } from './change-words.ts'
import { useSyncState, type View } from './sync-store.ts'
import classes from './sync.module.css'

interface ChangeListProps {
  readonly view: Exclude<View, 'auto'>
  readonly queue: AppStatus['queue'] | undefined
  readonly selected: string | null
  onSelect(this: void, row: QueueRow): void
}

const views = ['questions', 'open', ...changeStates, 'all'] as const

/** All changes of one kind of state, newest first. */
export function ChangeList({ view, queue, selected, onSelect }: ChangeListProps) {
  const { t } = useTranslation(['sync', 'common'])
  const format = useFormat()
  const show = useSyncState((state) => state.show)
  const rows = useRows('queue.list', view === 'all' ? {} : { state: view })
  const columns = useColumns()
  const label = (value: (typeof views)[number]): string =>
    value === 'questions' || value === 'open' || value === 'all' ? t(`view.${value}`) : t(`common:state.${value}`)
  return (
    <section className={classes['list']} aria-label={t('list')}>
      <header className={classes['listHead']}>
        <h2>{t('list')}</h2>
        <Select
          className={classes['viewPick'] ?? ''}
          classNames={{ wrapper: classes['lowInput'] ?? '' }}
          aria-label={t('showOnly')}
          data={views.map((value) => ({ value, label: `${label(value)} · ${format.count(countOf(value, queue))}` }))}
          value={view}
          onChange={(value) => show(views.find((known) => known === value) ?? 'auto')}
          allowDeselect={false}
          maxDropdownHeight={360}
        />
      </header>
      <div className={classes['listBody']}>
        <DataTable
          label={t('list')}
          columns={columns}
          rows={rows}
          rowHeight={40}
          rowKey={(row) => String(row.changeID)}
          selected={selected}
          onSelect={onSelect}
          empty={
            view === 'open' || view === 'all' ? (
              <EmptyState icon="done" title={t('empty.open')} text={t('empty.openText')} />
            ) : (
              <EmptyState icon="filter" title={t('empty.view')} />
            )
          }
        />
      </div>
    </section>
  )
}

function countOf(view: (typeof views)[number], queue: AppStatus['queue'] | undefined): number {
  if (queue === undefined) return 0
  const states =
    view === 'all' ? changeStates : view === 'open' ? openStates : view === 'questions' ? questionStates : [view]
  return states.reduce((total, state) => total + queue[state], 0)
}

function useColumns(): readonly Column<QueueRow>[] {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const now = useNow()
  const words = useChangeWords()
  return [
    {
      id: 'state',
      header: t('col.state'),
      width: 'minmax(8.5rem, 11.5rem)',
      cell: (row) => <StateTag state={row.state} />,
    },
    { id: 'what', header: t('col.what'), width: 'minmax(9rem, 2fr)', cell: (row) => words.what(row) },
    {
      id: 'does',
      header: t('col.does'),
      width: 'minmax(6rem, 1.3fr)',
      cell: (row) => <b>{words.does(row)}</b>,
    },
    {
      id: 'place',
      header: t('col.place'),
      width: 'minmax(6rem, 1fr)',
      cell: (row) => (row.record !== 'warehouse' && row.warehouseID !== undefined ? words.place(row.warehouseID) : ''),
    },
    { id: 'person', header: t('col.person'), width: '9rem', wide: true, cell: (row) => row.person ?? '' },
    { id: 'note', header: t('col.note'), width: 'minmax(6rem, 1fr)', wide: true, cell: (row) => row.note ?? '' },
    { id: 'at', header: t('col.at'), width: '6.5rem', align: 'end', cell: (row) => format.moment(row.at, now) },
  ]
}
