import { useTranslation } from 'react-i18next'
import type { ImportedRow, ImportRow } from '../../../shared/contract/barcodes.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'
import { useClient, useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { ImportDialog } from '../../ui/import-dialog.tsx'
import { tell } from '../../ui/tell.tsx'
import { useFileCheck } from '../../ui/use-file-check.ts'
import { readTable } from './code-files.ts'
import { toImportRows, type TableProblem } from './code-table.ts'
import { ImportPreview } from './import-preview.tsx'
import { useUndoImport } from './use-undo-import.ts'

interface Checked {
  readonly name: string
  readonly rows: readonly ImportRow[]
  readonly answer: Output<'barcodes.checkImport'>
}

/** A file is chosen, checked and shown row by row; only then is anything written, and that can be taken back. */
export function CodesImport({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const { choose, checked, problem, error } = useCheck()
  const take = useCommand('barcodes.import')
  const { undo } = useUndoImport()
  const writes = checked === null ? 0 : checked.answer.added + checked.answer.changed

  async function save(): Promise<void> {
    if (checked === null) return
    const done = await take.run({ rows: [...checked.rows], name: checked.name })
    if (!done.ok) return
    const { importID, added, changed, counted } = done.value
    const said = { count: added + changed, number: format.count(added + changed), counted: format.quantity(counted) }
    tell(
      t(counted > 0 ? 'import.doneCounted' : 'import.done', said),
      importID === null ? undefined : () => void undo(importID),
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
      {checked !== null && <Summary answer={checked.answer} writes={writes} />}
    </ImportDialog>
  )
}

function useCheck() {
  const client = useClient()
  return useFileCheck(async (file): Promise<Result<Checked, TableProblem | 'unreadable' | AppError>> => {
    const table = await readTable(file)
    const rows = table.ok ? toImportRows(table.value) : table
    if (!rows.ok) return rows
    const answer = await client.call('barcodes.checkImport', { rows: rows.value })
    return answer.ok ? ok({ name: file.name, rows: rows.value, answer: answer.value }) : answer
  })
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
