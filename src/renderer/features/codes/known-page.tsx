import { VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BarcodeRow } from '../../../shared/contract/items.ts'
import { readQuery, useClient, useCommand, useQueryOf } from '../../data/query.ts'
import { useRows } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState, ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { useNow, useSettled } from '../../ui/use-now.ts'
import { allRows } from './all-rows.ts'
import { saveCsv, saveXlsx } from './code-files.ts'
import { fromCodes, type Table } from './code-table.ts'
import classes from './codes.module.css'
import { CodesImport } from './codes-import.tsx'
import { ListSwitch } from './list-switch.tsx'
import { SearchField } from './search-field.tsx'
import { useUndoImport } from './use-undo-import.ts'

/** Every code that this PC knows, and taking them to another PC and back. */
export function KnownPage() {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const client = useClient()
  const [search, setSearch] = useState('')
  const [importing, setImporting] = useState(false)
  const settled = useSettled(search.trim())
  const rows = useRows('barcodes.list', settled === '' ? {} : { search: settled })
  const remove = useCommand('barcodes.remove')
  const assign = useCommand('barcodes.assign')
  const columns = useColumns((row) => void forget(row))
  useScanHandler(async ({ code }) => {
    const answer = await client.call('barcodes.resolve', { code })
    setSearch((answer.ok ? answer.value.sku : undefined) ?? code)
  })

  async function forget({ code, sku, quantity }: BarcodeRow): Promise<void> {
    const done = await remove.run({ code })
    if (done.ok) tell(t('known.removed', { code }), () => void assign.run({ code, sku, quantity }))
  }

  async function save(write: (name: string, table: Table) => Promise<void>): Promise<void> {
    const all = await allRows((offset, limit) => readQuery(client, 'barcodes.list', { offset, limit }))
    await write(t('known.fileName'), fromCodes(all))
  }

  return (
    <Page
      header={
        <PageHeader title={t('title')} over={t('overKnown', { count: rows.total, number: format.count(rows.total) })}>
          <ListSwitch list="known" />
          <KeyButton label={t('known.exportCsv')} icon="file" onPress={() => void save(saveCsv)} />
          <KeyButton label={t('known.exportXlsx')} icon="file" onPress={() => void save(saveXlsx)} />
          <KeyButton kind="filled" label={t('known.import')} icon="receive" onPress={() => setImporting(true)} />
        </PageHeader>
      }
    >
      <SearchField label={t('known.search')} value={search} onChange={setSearch} />
      <LastImport />
      {remove.error !== null && <ErrorPanel error={remove.error} />}
      <Card flush className={`grow ${classes['list'] ?? ''}`}>
        <DataTable
          label={t('list.known')}
          columns={columns}
          rows={rows}
          rowKey={({ code }) => code}
          selected={null}
          onSelect={() => undefined}
          onOpen={({ sku }) => go('items', sku)}
          empty={
            settled === '' ? (
              <EmptyState icon="scan" title={t('known.empty')} text={t('known.emptyText')} />
            ) : (
              <EmptyState icon="search" title={t('known.nothing')} />
            )
          }
        />
      </Card>
      {importing && <CodesImport onClose={() => setImporting(false)} />}
    </Page>
  )
}

function useColumns(onForget: (row: BarcodeRow) => void): readonly Column<BarcodeRow>[] {
  const { t } = useTranslation('codes')
  const format = useFormat()
  return [
    {
      id: 'code',
      header: t('col.code'),
      width: 'minmax(10rem, 1fr)',
      cell: (row) => <span className="mono clip">{row.code}</span>,
    },
    {
      id: 'item',
      header: t('col.item'),
      width: 'minmax(12rem, 2fr)',
      cell: (row) => <span className="clip">{[row.name, row.sku].filter(Boolean).join(' · ')}</span>,
    },
    {
      id: 'pack',
      header: t('col.pack'),
      width: '9rem',
      align: 'end',
      cell: (row) => <b>× {format.quantity(row.quantity)}</b>,
    },
    {
      id: 'forget',
      header: <VisuallyHidden>{t('col.forget')}</VisuallyHidden>,
      width: '4rem',
      align: 'end',
      cell: (row) => (
        <IconButton icon="trash" label={t('known.remove', { code: row.code })} onPress={() => onForget(row)} />
      ),
    },
  ]
}

/** The newest import, until it is taken back. */
function LastImport() {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const now = useNow()
  const last = useQueryOf('barcodes.imports', { limit: 1 }).data?.rows[0]
  const { undo, pending, error } = useUndoImport()
  if (last === undefined || last.undoneAt !== null) return null
  return (
    <div className={classes['last']}>
      <span className="sm mute grow">
        {t('known.lastImport', {
          name: last.name,
          time: format.moment(last.at, now),
          count: last.rows,
          number: format.count(last.rows),
        })}
      </span>
      <KeyButton
        size="small"
        icon="undo"
        label={t('known.undoImport')}
        busy={pending}
        onPress={() => void undo(last.importID)}
      />
      {error !== null && <ErrorPanel error={error} />}
    </div>
  )
}
