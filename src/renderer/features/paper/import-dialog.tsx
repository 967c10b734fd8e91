import { FileButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import { useClient, useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { readTable } from '../codes/index.ts'
import { ImportPreview } from './import-preview.tsx'
import classes from './paper.module.css'
import { readSheetTable, type ReadSheet, type SheetProblem } from './sheet-table.ts'

interface Checked {
  readonly sheet: ReadSheet
  readonly answer: Output<'stocktakes.readSheet'>
}

interface ImportDialogProps {
  readonly stocktakeID: string
  readonly onClose: () => void
}

/** A filled sheet is chosen, checked and shown line by line; only then is anything counted, and one undo takes it back. */
export function ImportDialog({ stocktakeID, onClose }: ImportDialogProps) {
  const { t } = useTranslation(['paper', 'common'])
  const format = useFormat()
  const [checked, setChecked] = useState<Checked | null>(null)
  const { check, problem, error } = useCheck(stocktakeID, setChecked)
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
    <Dialog
      open
      size="wide"
      title={t('import.title')}
      onClose={onClose}
      footer={
        <>
          <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
          <FileButton accept=".csv,.txt,.tsv,.xlsx" onChange={(file) => file !== null && void check(file)}>
            {({ onClick }) => (
              <KeyButton
                kind={checked === null ? 'filled' : 'outline'}
                icon="file"
                label={t(checked === null ? 'import.choose' : 'import.other')}
                onPress={onClick}
              />
            )}
          </FileButton>
          {checked !== null && (
            <KeyButton
              kind="filled"
              label={t('import.save', { count: writes, number: format.count(writes) })}
              disabled={writes === 0}
              busy={take.pending}
              onPress={() => void save()}
            />
          )}
        </>
      }
    >
      <p>{t('import.text')}</p>
      {problem !== null && (
        <p role="alert" className={classes['problem']}>
          {t(`import.file.${problem}`)}
        </p>
      )}
      {error !== null && <ErrorPanel error={error} title={t('import.failed')} />}
      {checked !== null && <ImportPreview answer={checked.answer} />}
      {take.error !== null && <ErrorPanel error={take.error} title={t('import.failed')} />}
    </Dialog>
  )
}

const inputOf = (stocktakeID: string, { sheetID, rows }: ReadSheet) => ({
  stocktakeID,
  rows: [...rows],
  ...(sheetID === null ? {} : { sheetID }),
})

function useCheck(stocktakeID: string, onChecked: (checked: Checked | null) => void) {
  const client = useClient()
  const [problem, setProblem] = useState<SheetProblem | 'unreadable' | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  return {
    problem,
    error,
    async check(file: File): Promise<void> {
      onChecked(null)
      setProblem(null)
      setError(null)
      const table = await readTable(file)
      const sheet = table.ok ? readSheetTable(table.value) : table
      if (!sheet.ok) return setProblem(sheet.error)
      const answer = await client.call('stocktakes.readSheet', inputOf(stocktakeID, sheet.value))
      if (answer.ok) onChecked({ sheet: sheet.value, answer: answer.value })
      else setError(answer.error)
    },
  }
}
