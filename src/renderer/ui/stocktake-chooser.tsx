import { useState, type ReactNode } from 'react'
import type { StocktakeRow } from '../../shared/contract/stocktake-rows.ts'
import { wholeList } from '../data/rows.ts'
import { useFormat } from '../i18n/format.ts'
import { useKeys } from '../navigation/use-keys.ts'
import { DataTable, type Column } from './data-table.tsx'
import { Icon } from './icon.tsx'
import { Card } from './page.tsx'

/** Which of the stocktakes is chosen: the one that was looked at last, until a person chooses another, by arrows too. */
export function useChosenStocktake(
  rows: readonly StocktakeRow[],
  last: string | null,
  texts: { readonly previous: string; readonly next: string },
) {
  const [chosen, choose] = useState<string | null>(null)
  const row = rows.find(({ stocktakeID }) => stocktakeID === (chosen ?? last)) ?? rows[0]
  const step = (by: number): void => {
    const next = rows[rows.findIndex((other) => other === row) + by]
    if (next !== undefined) choose(next.stocktakeID)
  }
  useKeys([
    { keys: 'ArrowUp', label: texts.previous, run: () => step(-1) },
    { keys: 'ArrowDown', label: texts.next, run: () => step(1) },
  ])
  return { row, choose }
}

export interface StocktakeChooserProps {
  readonly label: string
  readonly rows: readonly StocktakeRow[]
  readonly chosen: StocktakeRow | undefined
  readonly texts: { readonly name: string; readonly pieces: string; readonly last: string }
  /** Between the name and the pieces, and between those and the time. */
  readonly columns: readonly Column<StocktakeRow>[]
  readonly columnsAfter?: readonly Column<StocktakeRow>[]
  lastOf(this: void, row: StocktakeRow): string
  onChoose(this: void, stocktakeID: string): void
  onOpen(this: void, stocktakeID: string): void
  readonly empty: ReactNode
}

/** The list of stocktakes that counting and reviewing begin with. */
export function StocktakeChooser({ label, rows, chosen, onChoose, onOpen, empty, ...rest }: StocktakeChooserProps) {
  const columns = useColumns(rest)
  return (
    <Card flush className="grow">
      <DataTable
        label={label}
        columns={columns}
        rows={wholeList('stocktakes', rows)}
        rowKey={({ stocktakeID }) => stocktakeID}
        rowHeight={56}
        selected={chosen?.stocktakeID ?? null}
        onSelect={({ stocktakeID }) => onChoose(stocktakeID)}
        onOpen={({ stocktakeID }) => onOpen(stocktakeID)}
        empty={empty}
      />
    </Card>
  )
}

type ColumnParts = Pick<StocktakeChooserProps, 'texts' | 'columns' | 'columnsAfter' | 'lastOf'>

function useColumns({ texts, columns, columnsAfter = [], lastOf }: ColumnParts): readonly Column<StocktakeRow>[] {
  const format = useFormat()
  return [
    { id: 'name', header: texts.name, width: 'minmax(9rem, 1fr)', cell: (row) => <Name row={row} /> },
    ...columns,
    {
      id: 'pieces',
      header: texts.pieces,
      width: 'minmax(5.5rem, 7rem)',
      align: 'end',
      cell: (row) => <b>{format.quantity(row.quantity)}</b>,
    },
    ...columnsAfter,
    { id: 'last', header: texts.last, width: 'minmax(6rem, 11rem)', align: 'end', cell: lastOf },
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
