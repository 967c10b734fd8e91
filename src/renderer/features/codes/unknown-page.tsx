import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnknownRow } from '../../../shared/contract/barcodes.ts'
import { readQuery, useClient } from '../../data/query.ts'
import { useRows } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { useSelected } from '../../navigation/ui-state.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useNow, useSettled } from '../../ui/use-now.ts'
import { allRows } from './all-rows.ts'
import { saveCsv } from './code-files.ts'
import classes from './codes.module.css'
import { ListSwitch } from './list-switch.tsx'
import { SearchField } from './search-field.tsx'
import { UnknownPanel } from './unknown-panel.tsx'
import { fromUnknown } from './unknown-table.ts'
import { useNear, useWhere } from './use-words.ts'

/** What was scanned and is not known: for whoever has the time to name it, today or next week. */
export function UnknownPage() {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const client = useClient()
  const [search, setSearch] = useState('')
  const [selected, select] = useSelected('unknownCodes')
  const settled = useSettled(search.trim())
  const rows = useRows('barcodes.unknown', settled === '' ? {} : { search: settled })
  const row = rows.first?.rows.find(({ code }) => code === selected)
  const columns = useColumns()
  // A scan is looked up here; nothing is counted.
  useScanHandler(async ({ code }) => {
    const answer = await client.call('barcodes.resolve', { code })
    setSearch(answer.ok ? (answer.value.teaches ?? code) : code)
  })

  async function exportAll(): Promise<void> {
    const all = await allRows((offset, limit) => readQuery(client, 'barcodes.unknown', { offset, limit }))
    await saveCsv(t('known.unknownFile'), fromUnknown(all))
  }

  return (
    <Page
      header={
        <PageHeader title={t('title')} over={t('over', { count: rows.total, number: format.count(rows.total) })}>
          <ListSwitch list="unknown" />
          <KeyButton
            label={t('unknown.export')}
            icon="file"
            disabled={rows.total === 0}
            onPress={() => void exportAll()}
          />
        </PageHeader>
      }
      panel={row !== undefined && <UnknownPanel key={row.code} row={row} onClose={() => select(null)} />}
    >
      <SearchField label={t('unknown.search')} value={search} onChange={setSearch} />
      <Card flush className={`grow ${classes['list'] ?? ''}`}>
        <DataTable
          label={t('list.unknown')}
          columns={columns}
          rows={rows}
          rowKey={({ code }) => code}
          selected={selected}
          onSelect={({ code }) => select(code)}
          empty={
            settled === '' ? (
              <EmptyState icon="inbox" title={t('unknown.empty')} text={t('unknown.emptyText')} />
            ) : (
              <EmptyState icon="search" title={t('unknown.nothing')} />
            )
          }
        />
      </Card>
    </Page>
  )
}

function useColumns(): readonly Column<UnknownRow>[] {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const now = useNow()
  const near = useNear()
  const where = useWhere()
  return [
    {
      id: 'code',
      header: t('col.code'),
      width: 'minmax(7rem, 1fr)',
      cell: (row) => <span className="mono clip">{row.code}</span>,
    },
    {
      id: 'near',
      header: t('col.near'),
      width: 'minmax(7rem, 1fr)',
      wide: true,
      cell: (row) => <span className="clip">{near(row)}</span>,
    },
    {
      id: 'where',
      header: t('col.where'),
      width: 'minmax(6rem, 1fr)',
      cell: (row) => <span className="clip">{where(row)}</span>,
    },
    {
      id: 'lastAt',
      header: t('col.scanned'),
      width: '7rem',
      cell: (row) => format.moment(row.lastAt, now),
    },
    {
      id: 'scans',
      header: t('col.scans'),
      width: '5rem',
      align: 'end',
      wide: true,
      cell: (row) => format.count(row.scans),
    },
    {
      id: 'quantity',
      header: t('col.pieces'),
      width: '6rem',
      align: 'end',
      cell: (row) => <b>{format.quantity(row.quantity)}</b>,
    },
  ]
}
