import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WarehouseRow } from '../../../shared/contract/warehouses.ts'
import { useCan } from '../../data/capabilities.ts'
import { useQueryOf } from '../../data/query.ts'
import { wholeList } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { useSelected } from '../../navigation/ui-state.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card, Page, PageHeader, PanelSection, SidePanel } from '../../ui/page.tsx'
import { ShownQuantity } from '../../ui/shown-quantity.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { DeleteWarehouse } from './delete-record.tsx'
import { useItemsState } from './items-store.ts'
import classes from './items.module.css'
import { ShelfSwitch } from './shelf-switch.tsx'
import { SoleSwitch } from './sole-switch.tsx'
import { useItemScans } from './use-item-scans.ts'
import { useUndoLast } from './use-tell-queued.ts'
import { WarehouseForm } from './warehouse-form.tsx'

type OpenDialog = 'create' | 'edit' | 'delete'

export function WarehousesPage() {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const [selected, select] = useSelected('warehouses')
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const undo = useUndoLast()
  const answer = useQueryOf('warehouses.list', {})
  const rows = answer.data?.rows
  const row = rows?.find(({ warehouseID }) => warehouseID === selected)
  const columns = useColumns()
  useItemScans()
  useKeys([{ keys: 'Ctrl+Z', label: t('keys.undo'), run: undo }])
  const can = useCan()
  const close = (): void => setDialog(null)
  return (
    <Page
      header={
        <PageHeader
          title={t('title')}
          over={t('countWarehouses', { count: rows?.length ?? 0, number: format.count(rows?.length ?? 0) })}
        >
          <ShelfSwitch />
          <KeyButton
            kind="filled"
            label={t('newWarehouse')}
            icon="plus"
            keys="Ctrl+N"
            disabled={!can('writeWarehouses')}
            onPress={() => setDialog('create')}
          />
        </PageHeader>
      }
      panel={row !== undefined && <WarehousePanel row={row} onClose={() => select(null)} onDialog={setDialog} />}
    >
      <Card flush className={`grow ${classes['list'] ?? ''}`}>
        <DataTable
          label={t('shelf.warehouses')}
          columns={columns}
          rows={wholeList('warehouses', rows, answer.error)}
          rowKey={({ warehouseID }) => warehouseID}
          selected={selected}
          onSelect={({ warehouseID }) => select(warehouseID)}
          onOpen={() => setDialog('edit')}
          empty={<EmptyState icon="warehouse" title={t('emptyWarehouses.title')} text={t('emptyWarehouses.text')} />}
        />
      </Card>
      {dialog === 'create' && <WarehouseForm row={null} onClose={close} onSaved={select} />}
      {dialog === 'edit' && row !== undefined && <WarehouseForm row={row} onClose={close} onSaved={select} />}
      {dialog === 'delete' && row !== undefined && (
        <DeleteWarehouse warehouseID={row.warehouseID} name={row.name ?? row.warehouseID} onClose={close} />
      )}
    </Page>
  )
}

function useColumns(): readonly Column<WarehouseRow>[] {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  return [
    {
      id: 'warehouseID',
      header: t('field.warehouseID'),
      width: 'minmax(7rem, 12rem)',
      cell: (row) => <span className="mono">{row.warehouseID}</span>,
    },
    {
      id: 'name',
      header: t('field.name'),
      width: 'minmax(10rem, 1fr)',
      cell: (row) => row.name ?? <span className="faint">{t('common:none')}</span>,
    },
    {
      id: 'state',
      header: <span className={classes['unseen']}>{t('col.state')}</span>,
      width: 'minmax(7rem, 11rem)',
      cell: (row) => <RecordTag row={row} />,
    },
    { id: 'items', header: t('col.items'), width: '7rem', align: 'end', cell: (row) => format.count(row.items) },
    {
      id: 'quantity',
      header: t('field.pieces'),
      width: '8rem',
      align: 'end',
      cell: (row) => (
        <b>
          <ShownQuantity value={row.quantity} />
        </b>
      ),
    },
  ]
}

/** What of a warehouse or bundle is not in Hako yet. */
export function RecordTag({ row }: { readonly row: { readonly confirmed: boolean; readonly waiting: number } }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  if (row.waiting > 0) {
    return (
      <Tag icon="clock" tone="accent">
        {t('changesWaiting', { count: row.waiting, number: format.count(row.waiting) })}
      </Tag>
    )
  }
  return row.confirmed ? null : <Tag line>{t('onlyHere')}</Tag>
}

interface WarehousePanelProps {
  readonly row: WarehouseRow
  onClose(this: void): void
  onDialog(this: void, dialog: OpenDialog): void
}

function WarehousePanel({ row, onClose, onDialog }: WarehousePanelProps) {
  const { t } = useTranslation(['items', 'common'])
  const fixed = !useCan()('writeWarehouses')
  const format = useFormat()
  const set = useItemsState((state) => state.set)
  const showItems = (): void => {
    go('items')
    set({ shelf: 'items', warehouseID: row.warehouseID, search: '', filter: 'all' })
  }
  return (
    <SidePanel
      width={384}
      title={row.name ?? row.warehouseID}
      over={<span className="mono">{row.warehouseID}</span>}
      onClose={onClose}
      footer={
        <div className={classes['two']}>
          <KeyButton
            label={t('edit.act')}
            icon="pencil"
            keys="Alt+E"
            showKeys={false}
            onPress={() => onDialog('edit')}
          />
          <KeyButton label={t('delete.open')} icon="trash" disabled={fixed} onPress={() => onDialog('delete')} />
        </div>
      }
    >
      <PanelSection title={t('stockTitle')} beside={<RecordTag row={row} />}>
        <p>
          {row.quantity === null
            ? t('common:hiddenFigure')
            : t('warehouseHolds', { items: format.count(row.items), pieces: format.quantity(row.quantity) })}
        </p>
        <button type="button" className={classes['textLink']} onClick={showItems}>
          {t('showItems')}
        </button>
      </PanelSection>
      <SoleSwitch row={row} />
    </SidePanel>
  )
}
