import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LineRow, StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useCommand } from '../../data/query.ts'
import { useRows } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { useLongAct } from '../../ui/long-act-bar.tsx'
import { Card } from '../../ui/page.tsx'
import { EmptyState, ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { useSettled } from '../../ui/use-now.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { useMarkColumn, type Marks } from './mark-column.tsx'
import classes from './review.module.css'

/** Items nobody scanned. Blank is not zero: turning them into zero is a separate act, and a person confirms it. */
export function Uncounted({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<string | null>(null)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const { stocktakeID, state } = stocktake
  const settled = useSettled(search.trim())
  const act = useLongAct(stocktakeID)
  const rows = useRows('stocktakes.lines', {
    stocktakeID,
    filter: 'uncounted',
    ...(settled === '' ? {} : { search: settled }),
  })
  const toggle = (sku: string): void => setMarked(toggled(marked, sku))
  const columns = useColumns(stocktake.blind, { has: (sku) => marked.has(sku), toggle })
  useKeys([{ keys: 'Alt+M', label: t('markKey'), run: () => (selected === null ? undefined : toggle(selected)) }])
  const all = marked.size === 0
  const items = all ? rows.total : marked.size
  const number = format.count(items)
  return (
    <div id="review-lines" role="tabpanel" aria-label={t('tabs.uncounted')} className={classes['uncounted']}>
      <div className={classes['tools']}>
        <TextInput
          className={classes['search']}
          aria-label={t('uncounted.search')}
          placeholder={t('uncounted.search')}
          leftSection={<Icon name="search" />}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <p className="sm mute grow">{t('uncounted.text')}</p>
        {state === 'open' && act === null && rows.total > 0 && (settled === '' || !all) && (
          <KeyButton
            size="small"
            keys="Alt+Z"
            icon="minusRing"
            label={t(all ? 'uncounted.zeroAll' : 'uncounted.zeroMarked', {
              count: items,
              number,
            })}
            onPress={() => setAsking(true)}
          />
        )}
      </div>
      <Card flush className="grow">
        <DataTable
          label={t('tabs.uncounted')}
          columns={columns}
          rows={rows}
          rowKey={({ sku }) => sku}
          rowHeight={48}
          selected={selected}
          onSelect={({ sku }) => setSelected(sku)}
          empty={<EmptyState icon="check" title={t(settled === '' ? 'uncounted.empty' : 'uncounted.noHit')} />}
        />
      </Card>
      <ZeroDialog
        stocktake={stocktake}
        skus={all ? null : [...marked]}
        items={items}
        open={asking}
        onClose={() => setAsking(false)}
        onDone={() => setMarked(new Set())}
      />
    </div>
  )
}

function toggled(set: ReadonlySet<string>, sku: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(sku)) next.add(sku)
  return next
}

function useColumns(blind: boolean, marks: Marks): readonly Column<LineRow>[] {
  const { t } = useTranslation('review')
  const format = useFormat()
  const markColumn = useMarkColumn()
  return [
    markColumn(marks),
    {
      id: 'item',
      header: t('columns.item'),
      width: 'minmax(14rem, 1fr)',
      cell: (row) => (
        <span className="col">
          <span className="clip">{row.name ?? row.sku}</span>
          <span className="xs mute mono clip">{row.sku}</span>
        </span>
      ),
    },
    {
      id: 'expected',
      header: t('columns.expected'),
      width: '8rem',
      align: 'end',
      cell: (row) =>
        blind || row.expected === null ? (
          <span className="faint">{t('uncounted.hidden')}</span>
        ) : (
          format.quantity(row.expected)
        ),
    },
  ]
}

interface ZeroDialogProps {
  readonly stocktake: StocktakeRow
  /** Null: all that are left. */
  readonly skus: readonly string[] | null
  readonly items: number
  readonly open: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

function ZeroDialog({ stocktake, skus, items, open, onClose, onDone }: ZeroDialogProps) {
  const { t } = useTranslation(['review', 'common'])
  const format = useFormat()
  const zero = useCommand('stocktakes.zero')
  // Many items take their time, and are shown on the page; scanning and reviewing go on.
  const act = useLongAct(stocktake.stocktakeID)
  const begun = zero.pending && act !== null

  async function save(): Promise<void> {
    const { stocktakeID } = stocktake
    const done = await zero.run({ stocktakeID, ...(skus === null ? {} : { skus: [...skus] }) })
    if (!done.ok) return
    onClose()
    onDone()
    if (done.value.lines > 0) tell(t('zero.done', { count: done.value.lines, number: format.count(done.value.lines) }))
  }

  return (
    <Dialog
      open={open && !begun}
      onClose={onClose}
      size="small"
      title={t('zero.title', { count: items, number: format.count(items) })}
      footer={
        <>
          <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
          <KeyButton
            kind="filled"
            label={t('zero.save', { number: format.count(items) })}
            busy={zero.pending}
            onPress={() => void save()}
          />
        </>
      }
    >
      <p>{t('zero.text', { warehouse: stocktake.warehouseName ?? stocktake.warehouseID })}</p>
      {zero.error !== null && <ErrorPanel error={zero.error} />}
    </Dialog>
  )
}
