import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LineRow } from '../../../shared/contract/stocktake-rows.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/key-button.tsx'
import { PanelSection, SidePanel } from '../../ui/page.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { useSettled } from '../../ui/use-now.ts'
import type { LastLine } from './last-line.ts'
import classes from './lists.module.css'
import { UndoItemDialog } from './undo-item-dialog.tsx'

const shown = 200

export interface LinesPanelProps {
  readonly stocktakeID: string
  readonly onClose: () => void
}

/** What is counted so far, by item, and where; scanning goes on behind it. */
export function LinesPanel({ stocktakeID, onClose }: LinesPanelProps) {
  const { t } = useTranslation('count')
  const [text, setText] = useState('')
  const [place, setPlace] = useState<string | null>(null)
  const [taken, setTaken] = useState<LastLine | null>(null)
  const search = useSettled(text.trim())
  const places = useQueryOf('stocktakes.places', { stocktakeID }).data?.rows ?? []
  const lines = useQueryOf(
    'stocktakes.lines',
    { stocktakeID, search, limit: shown, ...(place === null ? {} : { place }) },
    { keepPrevious: true },
  )
  const rows = lines.data?.rows ?? []
  return (
    <SidePanel width={416} title={t('lines.title')} onClose={onClose}>
      <PanelSection>
        <div className={classes['filters']}>
          <TextInput
            aria-label={t('lines.search')}
            placeholder={t('lines.search')}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            leftSection={<Icon name="search" />}
            autoComplete="off"
          />
          <Select
            aria-label={t('lines.place')}
            placeholder={t('lines.anywhere')}
            data={places.map((row) => row.place)}
            value={place}
            onChange={setPlace}
            clearable
          />
        </div>
      </PanelSection>
      <PanelSection>
        {lines.error !== null && <ErrorPanel error={lines.error} />}
        {lines.isPending && <LoadingRows />}
        {lines.data !== undefined && rows.length === 0 && <p className="sm mute">{t('lines.none')}</p>}
        <ul className={classes['list']}>
          {rows.map((row) => (
            <Line key={row.sku} row={row} onUndo={setTaken} />
          ))}
        </ul>
        <UndoItemDialog stocktakeID={stocktakeID} line={taken} onClose={() => setTaken(null)} />
      </PanelSection>
    </SidePanel>
  )
}

function Line({ row, onUndo }: { readonly row: LineRow; onUndo(this: void, line: LastLine): void }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const { sku, name, counted, places } = row
  return (
    <li className={classes['row']}>
      <span className="col">
        <span className="clip">{name ?? sku}</span>
        <span className="xs mute clip">
          <span className="mono">{sku}</span>
          {places.length > 0 && ` · ${places.join(', ')}`}
        </span>
      </span>
      <b>{format.quantity(counted ?? 0)}</b>
      <IconButton
        icon="undo"
        label={t('lines.undo', { name: name ?? sku })}
        onPress={() => onUndo({ sku, name, counted: counted ?? 0, lastAdded: null })}
      />
    </li>
  )
}
