import { TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { MoveKind, MoveLine } from '../../../shared/contract/moves.ts'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './moves.module.css'

interface QuantityDialogProps {
  /** Undefined: closed. */
  readonly line: MoveLine | undefined
  readonly kind: MoveKind
  readonly onClose: () => void
}

/** F2: the pieces of one line, typed after its scan. Zero takes the line off. */
export function QuantityDialog({ line, kind, onClose }: QuantityDialogProps) {
  return (
    <Dialog open={line !== undefined} onClose={onClose} size="small" title={line?.name ?? line?.sku ?? ''}>
      {line !== undefined && <QuantityForm line={line} kind={kind} onClose={onClose} />}
    </Dialog>
  )
}

function QuantityForm({ line, kind, onClose }: QuantityDialogProps & { readonly line: MoveLine }) {
  const { t } = useTranslation(['moves', 'common'])
  const format = useFormat()
  const [text, setText] = useState('')
  const set = useCommand('moves.setLine')
  const quantity = parseQuantity(text)
  const valid = quantity.ok && quantity.value >= 0
  const zero = valid && quantity.value === 0

  async function save(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (!valid || set.pending) return
    if ((await set.run({ kind, sku: line.sku, quantity: quantity.value })).ok) onClose()
  }

  return (
    <form className={classes['form']} onSubmit={(event) => void save(event)}>
      <TextInput
        label={t('quantity.label')}
        description={t('quantity.hint', { now: format.quantity(line.quantity) })}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
        error={text.trim() !== '' && !valid ? t('quantity.notANumber') : undefined}
      />
      {set.error !== null && <ErrorPanel error={set.error} />}
      <div className={classes['formFoot']}>
        <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
        <KeyButton
          kind="filled"
          submit
          label={
            zero
              ? t('line.takeOff')
              : t(`quantity.save.${kind}`, { number: valid ? format.quantity(quantity.value) : '…' })
          }
          disabled={!valid}
          busy={set.pending}
          onPress={() => void save()}
        />
      </div>
    </form>
  )
}
