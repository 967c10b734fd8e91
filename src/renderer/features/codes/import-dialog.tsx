import { FileButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportedRow, ImportRow } from '../../../shared/contract/barcodes.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import { useClient, useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { readTable } from './code-files.ts'
import { toImportRows, type TableProblem } from './code-table.ts'
import classes from './codes.module.css'
import { ImportPreview } from './import-preview.tsx'
import { useUndoImport } from './use-undo-import.ts'

interface Checked {
  readonly name: string
  readonly rows: readonly ImportRow[]
  readonly answer: Output<'barcodes.checkImport'>
}

/** A file is chosen, checked and shown row by row; only then is anything written, and that can be taken back. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['codes', 'common'])
  const format = useFormat()
  const [checked, setChecked] = useState<Checked | null>(null)
  const { check, problem, checkError } = useCheck(setChecked)
  const take = useCommand('barcodes.import')
  const { undo } = useUndoImport()
  const writes = checked === null ? 0 : checked.answer.added + checked.answer.changed

  async function save(): Promise<void> {
    if (checked === null) return
    const done = await take.run({ rows: [...checked.rows], name: checked.name })
    if (!done.ok) return
    const { importID, added, changed, counted } = done.value
    const said = { number: format.count(added + changed), counted: format.quantity(counted) }
    tell(
      t(counted > 0 ? 'import.doneCounted' : 'import.done', said),
      importID === null ? undefined : () => void undo(importID),
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
      {checkError !== null && <ErrorPanel error={checkError} />}
      {checked !== null && <Summary answer={checked.answer} writes={writes} />}
      {take.error !== null && <ErrorPanel error={take.error} title={t('import.failed')} />}
    </Dialog>
  )
}

function useCheck(onChecked: (checked: Checked | null) => void) {
  const client = useClient()
  const [problem, setProblem] = useState<TableProblem | 'unreadable' | null>(null)
  const [checkError, setCheckError] = useState<AppError | null>(null)
  return {
    problem,
    checkError,
    async check(file: File): Promise<void> {
      onChecked(null)
      setProblem(null)
      setCheckError(null)
      const table = await readTable(file)
      const rows = table.ok ? toImportRows(table.value) : table
      if (!rows.ok) return setProblem(rows.error)
      const answer = await client.call('barcodes.checkImport', { rows: rows.value })
      if (answer.ok) onChecked({ name: file.name, rows: rows.value, answer: answer.value })
      else setCheckError(answer.error)
    },
  }
}

function Summary({ answer, writes }: { readonly answer: Output<'barcodes.checkImport'>; readonly writes: number }) {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const { added, changed, same, refused } = answer
  const said = {
    added: format.count(added),
    changed: format.count(changed),
    same: format.count(same),
    refused: format.count(refused),
  }
  return (
    <>
      <p>
        <b role="status">{t('import.summary', said)}</b>
      </p>
      {writes === 0 && <p>{t('import.nothing')}</p>}
      {refused > 0 && <p className="sm mute">{t('import.left')}</p>}
      <ImportPreview rows={refusedFirst(answer.rows)} />
    </>
  )
}

const refusedFirst = (rows: readonly ImportedRow[]): ImportedRow[] => [
  ...rows.filter(({ outcome }) => outcome === 'refused'),
  ...rows.filter(({ outcome }) => outcome !== 'refused'),
]
