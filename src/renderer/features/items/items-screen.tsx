import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemRow } from '../../../shared/contract/items.ts'
import { useRows } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { go, useRoute } from '../../navigation/route.ts'
import { Card, Page, PageHeader, PanelSection, SidePanel } from '../../ui/page.tsx'
import { DataTable, type Column, type Sorting } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/states.tsx'

export function ItemsScreen() {
  const { t } = useTranslation('items')
  const format = useFormat()
  const selected = useRoute().arg
  const [sorting, setSorting] = useState<Sorting>({ by: 'sku', descending: false })
  const rows = useRows('items.list', {
    sort: { by: sorting.by === 'name' ? 'name' : 'sku', descending: sorting.descending },
  })
  const columns: readonly Column<ItemRow>[] = [
    { id: 'sku', header: 'SKU', width: '9rem', sort: 'sku', cell: (row) => <span className="mono">{row.sku}</span> },
    { id: 'name', header: t('title'), width: 'minmax(10rem, 1fr)', sort: 'name', cell: (row) => row.name },
    { id: 'quantity', header: '', width: '6rem', align: 'end', cell: (row) => <b>{format.quantity(row.quantity)}</b> },
  ]
  return (
    <Page
      header={<PageHeader title={t('title')} over={format.count(rows.total)} />}
      panel={
        selected !== null && (
          <SidePanel width={384} title={selected} onClose={() => go('items', null, { replace: true })}>
            <PanelSection>{null}</PanelSection>
          </SidePanel>
        )
      }
    >
      <Card flush className="grow">
        <DataTable
          label={t('title')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.sku}
          selected={selected}
          onSelect={(row) => go('items', row.sku, { replace: true })}
          sorting={sorting}
          onSort={setSorting}
          empty={<EmptyState icon="box" title={t('title')} />}
        />
      </Card>
    </Page>
  )
}
