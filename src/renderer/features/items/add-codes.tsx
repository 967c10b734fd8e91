import { TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import { useFormat } from '../../i18n/format.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { AssignError } from '../../ui/taken-code.tsx'
import { Tag } from '../../ui/tag.tsx'
import classes from './items.module.css'
import { useAddedCodes, type AddedCode } from './use-added-codes.ts'

interface AddCodesProps {
  readonly sku: string
  readonly record: 'item' | 'bundle'
  readonly onClose: () => void
}

/** Stays open for one label after the other: each scan is saved as it comes, and so is what is typed. */
export function AddCodes({ sku, record, onClose }: AddCodesProps) {
  const { t } = useTranslation(['items', 'common'])
  const { codes, add, move, undo } = useAddedCodes({ sku, record })
  const [code, setCode] = useState('')
  const [pieces, setPieces] = useState('1')
  const [tried, setTried] = useState(false)
  const quantity = parseQuantity(pieces)
  const valid = quantity.ok && quantity.value > 0
  const typed = code.trim()
  useScanHandler(async (scan) => {
    if (valid) await add(scan.code, quantity.value)
    else setTried(true)
  })

  function save(event?: SyntheticEvent): void {
    event?.preventDefault()
    setTried(true)
    if (typed === '' || !valid) return
    setTried(false)
    setCode('')
    void add(typed, quantity.value)
  }

  return (
    <Dialog
      open
      holdScans={false}
      title={t('barcode.addTo', { sku })}
      onClose={onClose}
      footer={<KeyButton label={t('barcode.ready')} kind={typed === '' ? 'filled' : 'plain'} onPress={onClose} />}
    >
      <form className={classes['addCode']} onSubmit={save}>
        <p className={classes['scanNow']}>
          <Icon name="scan" size={16} /> {t('barcode.scanNow')}
        </p>
        <TextInput
          data-autofocus
          aria-label={t('barcode.code')}
          placeholder={t('barcode.code')}
          classNames={{ input: 'mono' }}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={tried && valid && typed === '' ? t('problem.codeMissing') : undefined}
        />
        <TextInput
          aria-label={t('field.pack')}
          leftSection="×"
          inputMode="decimal"
          value={pieces}
          onChange={(event) => setPieces(event.currentTarget.value)}
          error={tried && !valid ? t('problem.notAQuantity') : undefined}
        />
        <span className={classes['addButtons']}>
          <KeyButton
            label={t('barcode.save')}
            kind={typed === '' ? 'outline' : 'filled'}
            size="small"
            submit
            onPress={save}
          />
        </span>
      </form>
      <ul aria-label={t('barcode.added')} aria-live="polite">
        {codes.map((entry) => (
          <Entry key={entry.id} entry={entry} onUndo={undo} onMove={move} />
        ))}
      </ul>
    </Dialog>
  )
}

interface EntryProps {
  readonly entry: AddedCode
  onUndo(this: void, entry: Extract<AddedCode, { state: 'saved' }>): Promise<void>
  onMove(this: void, entry: AddedCode): Promise<void>
}

function Entry({ entry, onUndo, onMove }: EntryProps) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const { code, quantity, state } = entry
  const { counted, left } = state === 'saved' ? entry : { counted: 0, left: 0 }
  return (
    <li>
      <div className={classes['code']}>
        <span className={classes['codeText']}>{code}</span>
        <Tag>× {format.quantity(quantity)}</Tag>
        <span className="sm mute">
          {counted > 0 ? t('barcode.state.counted', { number: format.quantity(counted) }) : t(`barcode.state.${state}`)}
          {left > 0 && ` · ${t('barcode.left', { count: left, number: format.count(left) })}`}
        </span>
        {state === 'saved' && (
          <KeyButton
            label={t('barcode.undo', { code })}
            kind="plain"
            size="small"
            icon="undo"
            onPress={() => void onUndo(entry)}
          />
        )}
      </div>
      {state === 'refused' && (
        <AssignError error={entry.error} title={t('barcode.failed')} onMove={() => void onMove(entry)} />
      )}
    </li>
  )
}
