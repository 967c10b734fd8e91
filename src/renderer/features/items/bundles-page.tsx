import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleRow } from '../../../shared/contract/bundles.ts'
import { useCan } from '../../data/capabilities.ts'
import { useRows } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { useSelected } from '../../navigation/ui-state.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Marked } from '../../ui/marked.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useSettled } from '../../ui/use-now.ts'
import { BundleForm, EditBundle } from './bundle-form.tsx'
import { BundlePanel, type BundleDialog } from './bundle-panel.tsx'
import { DeleteBundle } from './delete-record.tsx'
import { moveInGrid } from './grid-keys.ts'
import { useItemsState } from './items-store.ts'
import classes from './items.module.css'
import { SearchField } from './search-field.tsx'
import { ShelfSwitch } from './shelf-switch.tsx'
import { useItemScans } from './use-item-scans.ts'
import { useUndoLast } from './use-tell-queued.ts'
import { RecordTag } from './warehouses-page.tsx'

export function BundlesPage() {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const { bundleSearch, set } = useItemsState()
  const settled = useSettled(bundleSearch.trim())
  const [selected, select] = useSelected('bundles')
  const [dialog, setDialog] = useState<BundleDialog | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const undo = useUndoLast()
  const can = useCan()
  const rows = useRows('bundles.list', settled === '' ? {} : { search: settled })
  const columns = useColumns(settled)
  useItemScans()
  useKeys([{ keys: 'Ctrl+Z', label: t('keys.undo'), run: undo }])
  const close = (): void => setDialog(null)
  const number = format.count(rows.total)
  return (
    <Page
      header={
        <PageHeader title={t('title')} over={t('countBundles', { count: rows.total, number })}>
          <ShelfSwitch />
          <KeyButton
            kind="filled"
            label={t('newBundle')}
            icon="plus"
            keys="Ctrl+N"
            disabled={!can('bundles')}
            onPress={() => setDialog({ kind: 'create' })}
          />
        </PageHeader>
      }
      panel={
        selected !== null && (
          <BundlePanel key={selected} sku={selected} onClose={() => select(null)} onDialog={setDialog} />
        )
      }
    >
      <SearchField
        label={t('searchBundles')}
        value={bundleSearch}
        onChange={(value) => set({ bundleSearch: value })}
        found={settled === '' || rows.loading ? null : t('found', { number })}
        onWalk={(key) => moveInGrid(list.current, selected === null ? 'Home' : key)}
      />
      <Card flush className={`grow ${classes['list'] ?? ''}`}>
        <div ref={list} className={classes['fill']}>
          <DataTable
            label={t('shelf.bundles')}
            columns={columns}
            rows={rows}
            rowKey={({ sku }) => sku}
            selected={selected}
            onSelect={({ sku }) => select(sku)}
            onOpen={({ sku }) => setDialog({ kind: 'edit', sku })}
            empty={<BundlesEmpty search={settled} />}
          />
        </div>
      </Card>
      {dialog?.kind === 'create' && <BundleForm row={null} onClose={close} onSaved={select} />}
      {dialog?.kind === 'edit' && <EditBundle sku={dialog.sku} onClose={close} onSaved={select} />}
      {dialog?.kind === 'delete' && <DeleteBundle sku={dialog.sku} name={dialog.name} onClose={close} />}
    </Page>
  )
}

function BundlesEmpty({ search }: { readonly search: string }) {
  const { t } = useTranslation(['items', 'common'])
  return search === '' ? (
    <EmptyState icon="bundle" title={t('emptyBundles.title')} text={t('emptyBundles.text')} />
  ) : (
    <EmptyState icon="search" title={t('emptyBundles.searchTitle', { text: search })} />
  )
}

function useColumns(search: string): readonly Column<BundleRow>[] {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const none = <span className="faint">{t('common:none')}</span>
  return [
    {
      id: 'sku',
      header: t('field.sku'),
      width: 'minmax(7rem, 11rem)',
      cell: (row) => (
        <span className="mono">
          <Marked text={row.sku} search={search} />
        </span>
      ),
    },
    {
      id: 'name',
      header: t('field.name'),
      width: 'minmax(10rem, 1fr)',
      cell: (row) => (row.name === null ? none : <Marked text={row.name} search={search} />),
    },
    {
      id: 'state',
      header: <span className={classes['unseen']}>{t('col.state')}</span>,
      width: 'minmax(7rem, 11rem)',
      cell: (row) => <RecordTag row={row} />,
    },
    {
      id: 'parts',
      header: t('col.parts'),
      width: '6rem',
      align: 'end',
      cell: (row) => format.count(row.item_skus.length),
    },
    {
      id: 'price',
      header: t('field.price'),
      width: '7rem',
      align: 'end',
      cell: (row) => (row.price === null ? none : format.money(row.price)),
    },
  ]
}
