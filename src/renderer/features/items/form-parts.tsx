import type { UseFormReturnType } from '@mantine/form'
import type { SubmitEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './items.module.css'

interface FormDialogProps {
  readonly title: string
  /** Verb first, with the number in it. */
  readonly save: string
  readonly busy: boolean
  /** False where a scan is an answer to a field of the form. */
  readonly holdScans?: boolean
  readonly size?: 'small' | 'default' | 'wide'
  onClose(this: void): void
  onSave(this: void): void
  readonly children: ReactNode
}

/** A form over the page: Enter in a field saves, as does the filled button. */
export function FormDialog({ title, save, busy, onClose, onSave, children, ...rest }: FormDialogProps) {
  const { t } = useTranslation(['items', 'common'])
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!busy) onSave()
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      footer={
        <>
          <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
          <KeyButton kind="filled" label={save} busy={busy} onPress={onSave} />
        </>
      }
      {...rest}
    >
      <form className={classes['form']} onSubmit={submit} noValidate>
        {children}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}

/** Checks everything; saves, or puts the focus into the first field that does not fit. */
export function submitForm<Values extends object>(
  form: UseFormReturnType<Values>,
  save: (values: Values) => void,
): void {
  form.onSubmit(save, (errors) => focusField(form, Object.keys(errors)[0]))()
}

export function focusField<Values extends object>(form: UseFormReturnType<Values>, path: string | undefined): void {
  if (path !== undefined) form.getInputNode(path)?.focus()
}
