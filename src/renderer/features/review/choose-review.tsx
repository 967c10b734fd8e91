import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktakes.ts'
import { wholeList } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'

export interface ChooseReviewProps {
  readonly rows: readonly StocktakeRow[]
  readonly last: string | null
}

/** Every count, closed ones included: posted lines are followed here to their fate. */
export function ChooseReview({ rows, last }: ChooseReviewProps) {
  const { t } = useTranslation('review')
  const [chosen, setChosen] = useState<string | null>(null)
  const columns = useColumns()
  const row = rows.find(({ stocktakeID }) => stocktakeID === (chosen ?? last)) ?? rows[0]
  return (
    <Page
      header={
        <PageHeader title={t('choose.title')} over={t('title')}>
          {row !== undefined && (
            <KeyButton
              kind="filled"
              label={t('choose.open', { name: row.name })}
              onPress={() => go('review', row.stocktakeID)}
            />
          )}
        </PageHeader>
      }
    >
      <Card flush className="grow">
        <DataTable
          label={t('choose.title')}
          columns={columns}
          rows={wholeList('stocktakes', rows)}
          rowKey={({ stocktakeID }) => stocktakeID}
          rowHeight={56}
          selected={row?.stocktakeID ?? null}
          onSelect={({ stocktakeID }) => setChosen(stocktakeID)}
          onOpen={({ stocktakeID }) => go('review', stocktakeID)}
          empty={<EmptyState icon="review" title={t('nothing.title')} />}
        />
      </Card>
    </Page>
  )
}

function useColumns(): readonly Column<StocktakeRow>[] {
  const { t } = useTranslation('review')
  const format = useFormat()
  const now = useNow()
  return [
    {
      id: 'name',
      header: t('choose.name'),
      width: 'minmax(12rem, 1fr)',
      cell: (row) => (
        <span className="col">
          <b className="clip">{row.name}</b>
          <span className="xs mute clip">
            {row.warehouseName ?? row.warehouseID} <span className="mono">{row.warehouseID}</span>
          </span>
        </span>
      ),
    },
    {
      id: 'state',
      header: t('choose.state'),
      width: '10rem',
      cell: (row) => (
        <Tag
          icon={stateIcons[row.state]}
          tone={row.state === 'open' ? 'accent' : row.state === 'posted' ? 'ok' : 'plain'}
        >
          {t(`stocktake.${row.state}`)}
        </Tag>
      ),
    },
    { id: 'lines', header: t('choose.lines'), width: '7rem', align: 'end', cell: (row) => format.count(row.lines) },
    {
      id: 'pieces',
      header: t('choose.pieces'),
      width: '8rem',
      align: 'end',
      cell: (row) => <b>{format.quantity(row.quantity)}</b>,
    },
    {
      id: 'last',
      header: t('choose.last'),
      width: '11rem',
      align: 'end',
      cell: (row) => format.moment(row.lastScanAt ?? row.openedAt, now),
    },
  ]
}

const stateIcons = { open: 'scan', posted: 'done', cancelled: 'cross' } as const
