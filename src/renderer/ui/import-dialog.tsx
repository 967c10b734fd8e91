import { FileButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/contract/errors.ts'
import { Dialog } from './dialog.tsx'
import { KeyButton } from './key-button.tsx'
import { ErrorPanel } from './states.tsx'

interface ImportDialogProps {
  readonly title: string
  readonly text: string
  /** What is wrong with the file itself, as a sentence. */
  readonly problem: string | null
  readonly error: AppError | null
  readonly errorTitle: string
  readonly save: {
    readonly label: string
    readonly possible: boolean
    readonly busy: boolean
    readonly onPress: () => void
  } | null
  readonly onChoose: (file: File) => void
  readonly onClose: () => void
  /** What the chosen file would do. */
  readonly children: ReactNode
}

/** A table out of a file: chosen, checked and shown first, written only then. `save` is null until a file was checked. */
export function ImportDialog(props: ImportDialogProps) {
  const { t } = useTranslation('common')
  const { title, text, problem, error, errorTitle, save, onChoose, onClose, children } = props
  return (
    <Dialog
      open
      size="wide"
      title={title}
      onClose={onClose}
      footer={
        <>
          <KeyButton label={t('cancel')} kind="plain" onPress={onClose} />
          <FileButton accept=".csv,.txt,.tsv,.xlsx" onChange={(file) => file !== null && onChoose(file)}>
            {({ onClick }) => (
              <KeyButton
                kind={save === null ? 'filled' : 'outline'}
                icon="file"
                label={t(save === null ? 'chooseFile' : 'otherFile')}
                onPress={onClick}
              />
            )}
          </FileButton>
          {save !== null && (
            <KeyButton
              kind="filled"
              label={save.label}
              disabled={!save.possible}
              busy={save.busy}
              onPress={save.onPress}
            />
          )}
        </>
      }
    >
      <p>{text}</p>
      {problem !== null && (
        <p role="alert" className="c-bad">
          {problem}
        </p>
      )}
      {children}
      {error !== null && <ErrorPanel error={error} title={errorTitle} />}
    </Dialog>
  )
}
