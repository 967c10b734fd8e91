import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktakes.ts'
import { wholeList } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './counting.module.css'
import { CloseDialog } from './close-dialog.tsx'
import { StartPanel } from './start-panel.tsx'
import { WaitingScans } from './waiting-scans.tsx'

export interface ChooseCountProps {
  readonly rows: readonly StocktakeRow[]
  readonly last: string | null
}

/** The open counts, and the way to a new one. A label scanned here waits for the count that is chosen. */
export function ChooseCount({ rows, last }: ChooseCountProps) {
  const { t } = useTranslation('count')
  const [chosen, setChosen] = useState<string | null>(null)
  const [starting, setStarting] = useState(false)
  const [closing, setClosing] = useState(false)
  const columns = useColumns()
  const row = rows.find((other) => other.stocktakeID === (chosen ?? last)) ?? rows[0]
  const panel = starting || rows.length === 0
  const step = (by: number): void => {
    const next = rows[rows.findIndex((other) => other === row) + by]
    if (next !== undefined) setChosen(next.stocktakeID)
  }
  useKeys([
    { keys: 'ArrowUp', label: t('choose.previous'), run: () => step(-1) },
    { keys: 'ArrowDown', label: t('choose.next'), run: () => step(1) },
  ])
  const resume = (): void => {
    if (row !== undefined) go('count', row.stocktakeID)
  }
  return (
    <Page
      header={
        <PageHeader title={t('choose.title')} over={t('choose.over')}>
          {row !== undefined && (
            <>
              <KeyButton
                kind="plain"
                label={t('close.button')}
                keys="Alt+C"
                showKeys={false}
                onPress={() => setClosing(true)}
              />
              {!panel && (
                <KeyButton icon="plus" label={t('start.button')} keys="Ctrl+N" onPress={() => setStarting(true)} />
              )}
              <KeyButton
                kind={panel ? 'outline' : 'filled'}
                label={t('choose.resume', { name: row.name })}
                className={classes['resume']}
                onPress={resume}
              />
            </>
          )}
        </PageHeader>
      }
      panel={panel && <StartPanel onClose={rows.length === 0 ? undefined : () => setStarting(false)} />}
    >
      <WaitingScans />
      <Card flush className="grow">
        <DataTable
          label={t('choose.title')}
          columns={columns}
          rows={wholeList('open', rows)}
          rowKey={({ stocktakeID }) => stocktakeID}
          rowHeight={56}
          selected={row?.stocktakeID ?? null}
          onSelect={({ stocktakeID }) => setChosen(stocktakeID)}
          onOpen={({ stocktakeID }) => go('count', stocktakeID)}
          empty={<EmptyState icon="scan" title={t('choose.empty')} text={t('choose.emptyText')} />}
        />
      </Card>
      {row !== undefined && <CloseDialog row={row} open={closing} onClose={() => setClosing(false)} />}
    </Page>
  )
}

function useColumns(): readonly Column<StocktakeRow>[] {
  const { t } = useTranslation('count')
  const format = useFormat()
  const now = useNow()
  return [
    { id: 'name', header: t('choose.name'), width: 'minmax(9rem, 1fr)', cell: (row) => <Name row={row} /> },
    {
      id: 'items',
      header: t('choose.items'),
      width: 'minmax(7rem, 9rem)',
      align: 'end',
      cell: (row) => t('choose.itemsOf', { number: format.count(row.lines), of: format.count(row.items) }),
    },
    {
      id: 'pieces',
      header: t('choose.pieces'),
      width: 'minmax(5.5rem, 7rem)',
      align: 'end',
      cell: (row) => <b>{format.quantity(row.quantity)}</b>,
    },
    {
      id: 'unknown',
      header: t('choose.unknown'),
      width: 'minmax(5.5rem, 7rem)',
      align: 'end',
      cell: (row) =>
        row.unknownCodes === 0 ? (
          <span className="faint">0</span>
        ) : (
          <b className="c-plum">{format.count(row.unknownCodes)}</b>
        ),
    },
    {
      id: 'last',
      header: t('choose.last'),
      width: 'minmax(6rem, 11rem)',
      align: 'end',
      cell: (row) => (row.lastScanAt === null ? t('choose.never') : format.moment(row.lastScanAt, now)),
    },
  ]
}

function Name({ row }: { readonly row: StocktakeRow }) {
  return (
    <span className="row">
      <Icon name="warehouse" className="faint" />
      <span className="col">
        <b className="clip">{row.name}</b>
        <span className="xs mute clip">
          {row.warehouseName ?? row.warehouseID} <span className="mono">{row.warehouseID}</span>
        </span>
      </span>
      {row.blind && <Icon name="hidden" size={16} className="faint" />}
    </span>
  )
}
