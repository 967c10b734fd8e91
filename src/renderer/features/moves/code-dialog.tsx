import { TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './moves.module.css'
import type { MoveRecorder } from './use-move-recorder.ts'

interface CodeDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly record: MoveRecorder['record']
}

/** F3, for labels that no scanner reads any more. What is typed goes the way of a scan, unknown codes included. */
export function CodeDialog({ open, onClose, record }: CodeDialogProps) {
  const { t } = useTranslation(['moves', 'common'])
  return (
    <Dialog open={open} onClose={onClose} size="small" title={t('code.title')}>
      {open && <CodeForm onClose={onClose} record={record} />}
    </Dialog>
  )
}

function CodeForm({ onClose, record }: Omit<CodeDialogProps, 'open'>) {
  const { t } = useTranslation(['moves', 'common'])
  const [code, setCode] = useState('')
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const quantity = text.trim() === '' ? null : parseQuantity(text)
  const refused = quantity !== null && (!quantity.ok || quantity.value <= 0)
  const ready = code.trim() !== '' && !refused && !busy

  async function save(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (!ready) return
    setBusy(true)
    // What could not be saved is kept and shown beside the card, so the dialog has nothing more to say.
    await record(code.trim(), quantity?.ok === true ? quantity.value : null)
    onClose()
  }

  return (
    <form className={classes['form']} onSubmit={(event) => void save(event)}>
      <TextInput
        label={t('code.label')}
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
        maxLength={512}
        autoComplete="off"
        data-autofocus
        classNames={{ input: 'mono' }}
      />
      <TextInput
        label={t('code.quantity')}
        description={t('code.quantityHint')}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        inputMode="decimal"
        autoComplete="off"
        error={refused ? t('quantity.notANumber') : undefined}
      />
      <div className={classes['formFoot']}>
        <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
        <KeyButton
          kind="filled"
          submit
          label={t('code.save')}
          disabled={!ready}
          busy={busy}
          onPress={() => void save()}
        />
      </div>
    </form>
  )
}
