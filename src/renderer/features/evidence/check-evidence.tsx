import { FileButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import { longestEvidence } from '../../../shared/contract/paper.ts'
import { useClient } from '../../data/query.ts'
import { useUiState } from '../../navigation/ui-state.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { checkFiles, type CheckedFile, type FilesProblem } from './check-files.ts'
import { Verdict } from './verdict.tsx'

interface Outcome {
  readonly checked: readonly CheckedFile[]
  readonly problem: FilesProblem | AppError | 'unreadable' | null
}

/** Says whether evidence was altered, whoever asks: it needs no count, no connection and no rights. */
export function CheckEvidence() {
  const { t } = useTranslation(['paper', 'common'])
  const client = useClient()
  const show = useUiState((state) => state.show)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const close = (): void => show(null)

  async function check(files: readonly File[]): Promise<void> {
    if (files.length === 0) return
    setBusy(true)
    setOutcome(null)
    try {
      const answer = await checkFiles(client, files)
      setOutcome(answer.ok ? { checked: answer.value, problem: null } : { checked: [], problem: answer.error })
    } catch {
      // A file on a stick that was pulled out, or one that the system does not let us read.
      setOutcome({ checked: [], problem: 'unreadable' })
    }
    setBusy(false)
  }

  return (
    <Dialog
      open
      size="wide"
      title={t('check.title')}
      onClose={close}
      footer={
        <>
          <KeyButton label={t('common:close')} kind="plain" onPress={close} />
          <FileButton multiple onChange={(files) => void check(files)}>
            {({ onClick }) => (
              <KeyButton
                kind={outcome === null ? 'filled' : 'outline'}
                icon="file"
                label={t(outcome === null ? 'check.choose' : 'check.again')}
                busy={busy}
                onPress={onClick}
              />
            )}
          </FileButton>
        </>
      }
    >
      <p>{t('check.text')}</p>
      <div role="status" aria-label={t('check.result')} className="col">
        {busy && <p>{t('check.working')}</p>}
        {outcome?.checked.map((file) => (
          <Verdict key={file.name} file={file} alone={outcome.checked.length === 1} />
        ))}
        <Problem problem={outcome?.problem ?? null} />
      </div>
    </Dialog>
  )
}

function Problem({ problem }: Pick<Outcome, 'problem'>) {
  const { t } = useTranslation('paper')
  if (problem === null) return null
  if (problem === 'unreadable') return <p className="c-bad">{t('check.unreadable')}</p>
  if (problem.kind === 'noEvidence') return <p className="c-bad">{t('check.noEvidence')}</p>
  if (problem.kind === 'tooLarge' && 'name' in problem)
    return <p className="c-bad">{t('check.tooLarge', { name: problem.name, size: longestEvidence / 1_000_000 })}</p>
  return 'message' in problem ? <ErrorPanel error={problem} title={t('check.failed')} /> : null
}
