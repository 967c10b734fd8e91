import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../data/capabilities.ts'
import { useClient, useQueryOf } from '../../data/query.ts'
import { useRows } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { useNow, useSettled } from '../../ui/use-now.ts'
import { moveInGrid } from './grid-keys.ts'
import { ItemDialogs, type OpenDialog } from './item-dialogs.tsx'
import { ItemFilters } from './item-filters.tsx'
import { ItemPanel } from './item-panel.tsx'
import { ItemsEmpty } from './items-empty.tsx'
import { useItemColumns } from './item-columns.tsx'
import { useItemsState } from './items-store.ts'
import classes from './items.module.css'
import { readSort } from './read-sort.ts'
import { SearchField } from './search-field.tsx'
import { ShelfSwitch } from './shelf-switch.tsx'
import { UnknownCode } from './unknown-code.tsx'
import { useGoneOn } from './use-gone-on.ts'
import { useUndoLast } from './use-tell-queued.ts'
import { useChosenWarehouse } from './use-chosen-warehouse.ts'
import { useWarehouses } from './use-warehouses.ts'

/** Find an item by two letters or a scan, see where it is and what waits. */
export function ItemsPage({ selected }: { readonly selected: string | null }) {
  const { t } = useTranslation(['items', 'common', 'codes'])
  const format = useFormat()
  const client = useClient()
  const sounds = useSounds()
  const { search, filter, sorting, set } = useItemsState()
  const warehouseID = useChosenWarehouse()
  const settled = useSettled(search.trim())
  const { nameOf } = useWarehouses()
  const [unknown, setUnknown] = useState<string | null>(null)
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const rows = useRows('items.list', {
    filter,
    sort: readSort(sorting),
    ...(settled === '' ? {} : { search: settled }),
    ...(warehouseID === null ? {} : { warehouseID }),
  })
  const columns = useItemColumns(settled, warehouseID === null ? null : nameOf(warehouseID), selected !== null)
  const undo = useUndoLast()
  const can = useCan()
  const show = (sku: string): void => go('items', sku, { replace: true })
  const walk = (key: string): void => moveInGrid(list.current, selected === null ? 'Home' : key)
  useKeys([
    { keys: 'Ctrl+Z', label: t('keys.undo'), run: undo },
    { keys: 'ArrowUp', label: t('common:keys.rowUp'), run: () => walk('ArrowUp') },
    { keys: 'ArrowDown', label: t('common:keys.rowDown'), run: () => walk('ArrowDown') },
  ])
  const goneOn = useGoneOn()
  useScanHandler(async ({ code }) => {
    const answer = await client.call('barcodes.resolve', { code })
    if (goneOn(code)) return
    const sku = answer.ok && answer.value.outcome === 'known' ? answer.value.sku : undefined
    sounds.play(sku !== undefined ? 'known' : answer.ok ? 'unknown' : 'error')
    setUnknown(sku === undefined ? code : null)
    if (sku !== undefined) show(sku)
  })
  const narrowed = settled !== '' || filter !== 'all' || warehouseID !== null
  return (
    <Page
      header={
        <PageHeader title={t('title')} over={<Standing />}>
          <ShelfSwitch />
          <KeyButton label={t('codes:open')} icon="scan" onPress={() => go('codes')} />
          <KeyButton
            label={t('new')}
            icon="plus"
            keys="Ctrl+N"
            disabled={!can('writeItems')}
            kind={selected === null && unknown === null ? 'filled' : 'outline'}
            onPress={() => setDialog({ kind: 'create', name: '', code: '' })}
          />
        </PageHeader>
      }
      panel={selected !== null && <ItemPanel key={selected} sku={selected} onDialog={setDialog} />}
    >
      <SearchField
        label={t('search')}
        value={search}
        onChange={(value) => set({ search: value })}
        found={narrowed && !rows.loading ? t('found', { number: format.count(rows.total) }) : null}
        onWalk={walk}
      />
      <ItemFilters />
      {unknown !== null && (
        <UnknownCode
          code={unknown}
          main={selected === null}
          sku={selected}
          onDialog={setDialog}
          onDone={() => setUnknown(null)}
        />
      )}
      <Card flush className={`grow ${classes['list'] ?? ''}`}>
        <div ref={list} className={classes['fill']}>
          <DataTable
            label={t('title')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.sku}
            selected={selected}
            onSelect={(row) => show(row.sku)}
            onOpen={(row) => can('writeItems') && setDialog({ kind: 'edit', sku: row.sku })}
            sorting={sorting}
            onSort={(next) => set({ sorting: next })}
            empty={<ItemsEmpty search={settled} narrowed={narrowed} onDialog={setDialog} />}
          />
        </div>
      </Card>
      <ItemDialogs
        open={dialog}
        onClose={() => setDialog(null)}
        onCreated={(sku) => {
          setUnknown(null)
          show(sku)
        }}
      />
    </Page>
  )
}

/** How much there is, and how old the copy. */
function Standing() {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const now = useNow()
  const status = useQueryOf('app.status', {}).data
  if (status === undefined) return null
  const { items, warehouses } = status.mirror
  const parts = [
    t('countItems', { count: items, number: format.count(items) }),
    t('countWarehouses', { count: warehouses, number: format.count(warehouses) }),
    status.lastPull === null ? t('neverCopied') : t('copied', { time: format.moment(status.lastPull, now) }),
  ]
  const text = parts.join(' · ')
  return <span title={text}>{text}</span>
}
