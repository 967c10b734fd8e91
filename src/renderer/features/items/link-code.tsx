import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { AssignError } from '../../ui/taken-code.tsx'
import { tell } from '../../ui/tell.tsx'
import { FormDialog } from './form-parts.tsx'
import { ItemPicker } from './item-picker.tsx'
import classes from './items.module.css'

interface LinkCodeProps {
  readonly code: string
  readonly sku: string | null
  onClose(this: void): void
  onLinked(this: void, sku: string): void
}

/** Teaches a code to an item; one scan of it may stand for a whole pack. */
export function LinkCode({ code, sku: first, onClose, onLinked }: LinkCodeProps) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const assign = useCommand('barcodes.assign')
  const [sku, setSku] = useState(first)
  const [pieces, setPieces] = useState('1')
  const [tried, setTried] = useState(false)
  const quantity = parseQuantity(pieces)
  const valid = quantity.ok && quantity.value > 0

  async function save(move = false): Promise<void> {
    setTried(true)
    if (sku === null || !valid) return
    const done = await assign.run({ code, sku, quantity: quantity.value, move })
    if (!done.ok) return
    tell(
      done.value.counted > 0
        ? t('linkedCounted', { code, number: format.quantity(done.value.counted) })
        : t('linked', { code }),
    )
    onClose()
    onLinked(sku)
  }

  return (
    <FormDialog
      title={t('unknown.link')}
      save={t('link.save')}
      busy={assign.pending}
      onClose={onClose}
      onSave={() => void save()}
    >
      <p className={classes['wideField']}>
        {t('link.text')} <b className="mono">{code}</b>
      </p>
      <div className={classes['wideField']}>
        <ItemPicker
          label={t('item')}
          value={sku}
          onChange={setSku}
          autoFocus
          error={tried && sku === null ? t('problem.itemMissing') : undefined}
        />
      </div>
      <TextInput
        label={t('field.pack')}
        description={t('field.packHint')}
        inputMode="decimal"
        value={pieces}
        onChange={(event) => setPieces(event.currentTarget.value)}
        error={tried && !valid ? t('problem.notAQuantity') : undefined}
      />
      {assign.error !== null && (
        <AssignError error={assign.error} title={t('notSaved')} onMove={() => void save(true)} />
      )}
    </FormDialog>
  )
}
