import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { BarcodePicture } from '../../ui/barcode-picture.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { PanelSection } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { tell } from '../../ui/tell.tsx'
import { AddCodes } from './add-codes.tsx'
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
        <KeyButton
          label={t('barcode.add')}
          kind="plain"
          size="small"
          icon="scan"
          keys="Alt+B"
          showKeys={false}
          onPress={() => setAdding(true)}
        />
      }
    >
      {codes.length === 0 && remoteCodes.length === 0 && <p className="mute">{t('barcode.none')}</p>}
      <ul>
        {codes.map((row) => (
          <Code key={row.code} row={row} onRemove={() => void take(row)} />
        ))}
        {remoteCodes.map((code) => (
          <RemoteCode key={code} code={code} />
        ))}
      </ul>
      {adding && <AddCodes sku={sku} record={record} onClose={() => setAdding(false)} />}
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
