import { TextInput } from '@mantine/core'
import { useState, type ReactNode, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { parseQuantity } from '../../shared/domain/quantity.ts'
import { Dialog } from './dialog.tsx'
import { KeyButton } from './key-button.tsx'
import classes from './stack.module.css'

export interface CodeDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** Takes the code the way of a scan. What it could not save it shows itself. */
  record(this: void, code: string, quantity: number | null): Promise<unknown>
  readonly texts: CodeDialogTexts
  /** What taking the code would do, shown before it is taken. `quantity`: null where none is typed. */
  preview?(this: void, code: string, quantity: number | null): ReactNode
}

export interface CodeDialogTexts {
  readonly title: string
  readonly label: string
  readonly hint?: string
  readonly quantity: string
  readonly quantityHint: string
  readonly refused: string
  readonly save: string
}

/** For labels that no scanner reads any more. What is typed goes the way of a scan, unknown codes included. */
export function CodeDialog({ open, ...rest }: CodeDialogProps) {
  const { onClose, texts } = rest
  return (
    <Dialog open={open} onClose={onClose} size="small" title={texts.title}>
      {open && <CodeForm {...rest} />}
    </Dialog>
  )
}

function CodeForm({ onClose, record, texts, preview }: Omit<CodeDialogProps, 'open'>) {
  const { t } = useTranslation()
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
    await record(code.trim(), quantity?.ok === true ? quantity.value : null)
    onClose()
  }

  return (
    <form className={classes['stack']} onSubmit={(event) => void save(event)}>
      <TextInput
        label={texts.label}
        {...(texts.hint === undefined ? {} : { description: texts.hint })}
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
        maxLength={512}
        autoComplete="off"
        data-autofocus
        classNames={{ input: 'mono' }}
      />
      <TextInput
        label={texts.quantity}
        description={texts.quantityHint}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        inputMode="decimal"
        autoComplete="off"
        error={refused ? texts.refused : undefined}
      />
      {ready && preview?.(code.trim(), quantity?.ok === true ? quantity.value : null)}
      <div className="row">
        <span className="grow" />
        <KeyButton label={t('cancel')} kind="plain" onPress={onClose} />
        <KeyButton kind="filled" submit label={texts.save} disabled={!ready} busy={busy} onPress={() => void save()} />
      </div>
    </form>
  )
}
