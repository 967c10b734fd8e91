import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'
import { useClient, useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { ImportDialog } from '../../ui/import-dialog.tsx'
import { tell } from '../../ui/tell.tsx'
import { useFileCheck } from '../../ui/use-file-check.ts'
import { readTable } from '../codes/index.ts'
import { ImportPreview } from './import-preview.tsx'
import { readSheetTable, type ReadSheet, type SheetProblem } from './sheet-table.ts'

interface Checked {
  readonly sheet: ReadSheet
  readonly answer: Output<'stocktakes.readSheet'>
}

interface SheetImportProps {
  readonly stocktakeID: string
  readonly onClose: () => void
}

/** A filled sheet is chosen, checked and shown line by line; only then is anything counted, and one undo takes it back. */
export function SheetImport({ stocktakeID, onClose }: SheetImportProps) {
  const { t } = useTranslation('paper')
  const format = useFormat()
  const { choose, checked, problem, error } = useCheck(stocktakeID)
  const take = useCommand('stocktakes.importSheet')
  const undo = useCommand('stocktakes.undoSheet')
  const writes = checked?.answer.added ?? 0

  async function takeBack(importID: string): Promise<void> {
    const done = await undo.run({ stocktakeID, importID })
    if (done.ok) tell(t('import.undone', { count: done.value.events, number: format.count(done.value.events) }))
  }

  async function save(): Promise<void> {
    if (checked === null) return
    const done = await take.run(inputOf(stocktakeID, checked.sheet))
    if (!done.ok) return
    const { importID, added } = done.value
    tell(
      t('import.done', { count: added, number: format.count(added) }),
      importID === null ? undefined : () => void takeBack(importID),
    )
    onClose()
  }

  return (
    <ImportDialog
      title={t('import.title')}
      text={t('import.text')}
      problem={problem === null ? null : t(`import.file.${problem}`)}
      error={error ?? take.error}
      errorTitle={t('import.failed')}
      save={
        checked && {
          label: t('import.save', { count: writes, number: format.count(writes) }),
          possible: writes > 0,
          busy: take.pending,
          onPress: () => void save(),
        }
      }
      onChoose={(file) => void choose(file)}
      onClose={onClose}
    >
      {checked !== null && <ImportPreview answer={checked.answer} />}
    </ImportDialog>
  )
}

const inputOf = (stocktakeID: string, { sheetID, rows }: ReadSheet) => ({
  stocktakeID,
  rows: [...rows],
  ...(sheetID === null ? {} : { sheetID }),
})

function useCheck(stocktakeID: string) {
  const client = useClient()
  return useFileCheck(async (file): Promise<Result<Checked, SheetProblem | 'unreadable' | AppError>> => {
    const table = await readTable(file)
    const sheet = table.ok ? readSheetTable(table.value) : table
    if (!sheet.ok) return sheet
    const answer = await client.call('stocktakes.readSheet', inputOf(stocktakeID, sheet.value))
    return answer.ok ? ok({ sheet: sheet.value, answer: answer.value }) : answer
  })
}
