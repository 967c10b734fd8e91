import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { BarcodePicture } from '../../ui/barcode-picture.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { PanelSection } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { AssignError } from '../../ui/taken-code.tsx'
import { tell } from '../../ui/tell.tsx'
import classes from './items.module.css'

interface TaughtCode {
  readonly code: string
  readonly quantity: number
}

interface ItemBarcodesProps {
  readonly sku: string
  readonly record: 'item' | 'bundle'
  readonly codes: readonly TaughtCode[]
  readonly remoteCodes?: readonly string[]
}

/** The codes that stand for an item or a bundle: this PC's own, and those that the remote keeps, which are only shown. */
export function ItemBarcodes({ sku, record, codes, remoteCodes = [] }: ItemBarcodesProps) {
  const { t } = useTranslation(['items', 'common'])
  const [adding, setAdding] = useState(false)
  const remove = useCommand('barcodes.remove')
  const assign = useCommand('barcodes.assign')

  async function take(row: TaughtCode): Promise<void> {
    const done = await remove.run({ code: row.code })
    if (!done.ok) return
    tell(t('barcode.removed', { code: row.code }), () => {
      void assign.run({ code: row.code, sku, record, quantity: row.quantity })
    })
  }

  return (
    <PanelSection
      title={t('barcode.title')}
      beside={
        adding ? null : (
          <button type="button" className={classes['textLink']} onClick={() => setAdding(true)}>
            {t('barcode.add')}
          </button>
        )
      }
    >
      {codes.length === 0 && remoteCodes.length === 0 && !adding && <p className="mute">{t('barcode.none')}</p>}
      <ul>
        {codes.map((row) => (
          <Code key={row.code} row={row} onRemove={() => void take(row)} />
        ))}
        {remoteCodes.map((code) => (
          <RemoteCode key={code} code={code} />
        ))}
      </ul>
      {adding && <AddCode sku={sku} record={record} onClose={() => setAdding(false)} />}
      {remove.error !== null && <ErrorPanel error={remove.error} />}
    </PanelSection>
  )
}

function Code({ row, onRemove }: { readonly row: TaughtCode; readonly onRemove: () => void }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  return (
    <li className={classes['code']}>
      <BarcodePicture code={row.code} />
      <span className={classes['codeText']}>{row.code}</span>
      <Tag>× {format.quantity(row.quantity)}</Tag>
      <IconButton icon="trash" label={t('barcode.remove', { code: row.code })} onPress={onRemove} />
    </li>
  )
}

function RemoteCode({ code }: { readonly code: string }) {
  const { t } = useTranslation('catalogue')
  return (
    <li className={classes['code']}>
      <BarcodePicture code={code} />
      <span className={classes['codeText']}>{code}</span>
      <Tag>{t('fromRemote')}</Tag>
    </li>
  )
}

/** A scan fills the field while this is open; typing does as well. */
function AddCode({
  sku,
  record,
  onClose,
}: Pick<ItemBarcodesProps, 'sku' | 'record'> & { readonly onClose: () => void }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const assign = useCommand('barcodes.assign')
  const [code, setCode] = useState('')
  const [pieces, setPieces] = useState('1')
  const [tried, setTried] = useState(false)
  const quantity = parseQuantity(pieces)
  const valid = quantity.ok && quantity.value > 0
  useScanHandler((scan) => {
    assign.reset()
    setCode(scan.code)
  })
  useKeys([{ keys: 'Escape', label: t('common:cancel'), run: onClose }])

  async function save(move = false): Promise<void> {
    setTried(true)
    if (code.trim() === '' || !valid) return
    const done = await assign.run({ code: code.trim(), sku, record, quantity: quantity.value, move })
    if (!done.ok) return
    const { counted } = done.value
    tell(counted > 0 ? t('linkedCounted', { code, number: format.quantity(counted) }) : t('linked', { code }))
    onClose()
  }

  return (
    <form
      className={classes['addCode']}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <p className={classes['scanNow']}>
        <Icon name="scan" size={16} /> {t('barcode.scanNow')}
      </p>
      <TextInput
        autoFocus
        aria-label={t('barcode.code')}
        placeholder={t('barcode.code')}
        classNames={{ input: 'mono' }}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={tried && code.trim() === '' ? t('problem.codeMissing') : undefined}
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
        <KeyButton label={t('common:cancel')} kind="plain" size="small" onPress={onClose} />
        <KeyButton label={t('barcode.save')} size="small" busy={assign.pending} submit onPress={() => void save()} />
      </span>
      {assign.error !== null && (
        <AssignError error={assign.error} title={t('barcode.failed')} onMove={() => void save(true)} />
      )}
    </form>
  )
}
