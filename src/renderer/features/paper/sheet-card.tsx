import { Checkbox, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useClient } from '../../data/query.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card } from '../../ui/page.tsx'
import { savesPdf } from '../../ui/print-page.ts'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { SheetImport } from './sheet-import.tsx'
import { Paper } from './paper.tsx'
import classes from './paper.module.css'
import { safeName, saveBlob } from './save-blob.ts'
import { SheetPaper } from './sheet-paper.tsx'
import { newSheetID, sheetTable, type SheetContent } from './sheet-table.ts'
import { usePrinting, type PaperName } from './use-printing.ts'
import { toCsv, toXlsx } from './workbook.ts'

interface SheetCardProps {
  readonly stocktake: StocktakeRow
  readonly paper: PaperName
}

/** Count sheets, and the way back of a filled one. */
export function SheetCard({ stocktake, paper }: SheetCardProps) {
  const { t } = useTranslation(['paper', 'review', 'common'])
  const [bySku, setBySku] = useState(false)
  const [all, setAll] = useState(true)
  const [figures, setFigures] = useState(false)
  const [importing, setImporting] = useState(false)
  const [reading, setReading] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const { content, print } = usePrinting<SheetContent>()
  const client = useClient()
  const name = safeName(t('sheet.file', { name: stocktake.name }))

  async function make(kind: 'xlsx' | 'csv' | 'paper' | 'pdf'): Promise<void> {
    setReading(true)
    const answer = await client.call('stocktakes.sheet', {
      stocktakeID: stocktake.stocktakeID,
      order: bySku ? 'sku' : 'place',
      only: all ? 'all' : 'uncounted',
      figures,
    })
    setReading(false)
    setError(answer.ok ? null : answer.error)
    if (!answer.ok) return
    if (answer.value.rows.length === 0) return tell(t('sheet.nothing'))
    const sheet = { ...answer.value, sheetID: newSheetID(crypto.getRandomValues(new Uint8Array(8))) }
    if (kind === 'xlsx') saveBlob(`${name}.xlsx`, await toXlsx([sheetTable(sheet, t)]))
    else if (kind === 'csv') saveBlob(`${name}.csv`, toCsv(sheetTable(sheet, t)))
    else print({ content: sheet, paper: { size: `${paper} portrait`, margin: '12mm' }, name, as: kind })
  }

  return (
    <>
      <Card className={classes['card']}>
        <h2>{t('sheet.title')}</h2>
        <p>{t('sheet.text')}</p>
        <div className={classes['row']}>
          <SegmentedControl
            aria-label={t('sheet.order')}
            data={[
              { value: 'place', label: t('sheet.byPlace') },
              { value: 'sku', label: t('sheet.bySku') },
            ]}
            value={bySku ? 'sku' : 'place'}
            onChange={(value) => setBySku(value === 'sku')}
          />
          <SegmentedControl
            aria-label={t('sheet.items')}
            data={[
              { value: 'all', label: t('sheet.all') },
              { value: 'uncounted', label: t('sheet.uncounted') },
            ]}
            value={all ? 'all' : 'uncounted'}
            onChange={(value) => setAll(value === 'all')}
          />
          <Checkbox
            label={t('sheet.figures')}
            checked={figures}
            onChange={({ currentTarget }) => setFigures(currentTarget.checked)}
          />
        </div>
        {figures && stocktake.blind && <p className="sm mute">{t('sheet.hidden')}</p>}
        {error !== null && <ErrorPanel error={error} title={t('sheet.failed')} />}
        <div className={classes['row']}>
          <KeyButton
            icon="printer"
            keys="Ctrl+Shift+P"
            label={t('print')}
            busy={reading}
            onPress={() => void make('paper')}
          />
          {savesPdf() && <KeyButton icon="file" label={t('pdf')} busy={reading} onPress={() => void make('pdf')} />}
          <KeyButton icon="file" label={t('xlsx')} busy={reading} onPress={() => void make('xlsx')} />
          <KeyButton icon="file" label={t('csv')} busy={reading} onPress={() => void make('csv')} />
          {stocktake.state === 'open' && (
            <KeyButton icon="inbox" keys="Alt+I" label={t('import.open')} onPress={() => setImporting(true)} />
          )}
        </div>
      </Card>
      {importing && <SheetImport stocktakeID={stocktake.stocktakeID} onClose={() => setImporting(false)} />}
      {content !== null && (
        <Paper>
          <SheetPaper stocktake={stocktake} sheet={content} />
        </Paper>
      )}
    </>
  )
}
