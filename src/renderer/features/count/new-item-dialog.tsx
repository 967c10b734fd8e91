import { TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../data/query.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './counting.module.css'
import { readableCode } from './readable-code.ts'

export interface NewItemDialogProps {
  readonly open: boolean
  readonly code: string
  /** What was searched for: probably the name. */
  readonly name: string
  readonly onClose: () => void
  /** Links the code to the item that now exists; false: that failed, and the panel says why. */
  onCreated(this: void, sku: string, name: string | null): Promise<boolean>
}

/** An item that exists nowhere yet: made here, sent later, counted at once. */
export function NewItemDialog({ open, onClose, ...props }: NewItemDialogProps) {
  const { t } = useTranslation(['count', 'common'])
  return (
    <Dialog open={open} onClose={onClose} size="small" title={t('newItem.title', { code: readableCode(props.code) })}>
      {open && <NewItemForm {...props} onClose={onClose} />}
    </Dialog>
  )
}

function NewItemForm({ code, name: searched, onClose, onCreated }: Omit<NewItemDialogProps, 'open'>) {
  const { t } = useTranslation(['count', 'common'])
  const [sku, setSku] = useState(code)
  const [name, setName] = useState(searched)
  const create = useCommand('items.create')
  const ready = sku.trim() !== ''

  async function save(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (!ready) return
    const named = name.trim() === '' ? null : name.trim()
    const done = await create.run({ sku: sku.trim(), name: named })
    if (!done.ok) return
    onClose()
    await onCreated(sku.trim(), named)
  }

  return (
    <form className={classes['form']} onSubmit={(event) => void save(event)}>
      <p className="sm mute">{t('newItem.text')}</p>
      <TextInput
        label={t('newItem.name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        maxLength={1000}
        autoComplete="off"
        data-autofocus
      />
      <TextInput
        label={t('newItem.sku')}
        description={t('newItem.skuHint')}
        value={sku}
        onChange={({ currentTarget }) => setSku(currentTarget.value)}
        maxLength={255}
        autoComplete="off"
        classNames={{ input: 'mono' }}
      />
      {create.error !== null && <ErrorPanel error={create.error} title={t('newItem.failed')} />}
      <div className={classes['formFoot']}>
        <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
        <KeyButton
          kind="filled"
          submit
          label={t('newItem.save')}
          disabled={!ready}
          busy={create.pending}
          onPress={() => void save()}
        />
      </div>
    </form>
  )
}
