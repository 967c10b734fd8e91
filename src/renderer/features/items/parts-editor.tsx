import { TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../data/query.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { tell } from '../../ui/tell.tsx'
import type { BundleValues, PartValues } from './bundle-values.ts'
import { ItemPicker } from './item-picker.tsx'
import classes from './items.module.css'

/** The parts of a bundle, line by line. A scan adds its item, or one more of it. */
export function PartsEditor({ form }: { readonly form: UseFormReturnType<BundleValues> }) {
  const { t } = useTranslation(['items', 'common'])
  const client = useClient()
  const { parts } = form.values
  const setParts = (next: readonly PartValues[]): void => form.setFieldValue('parts', next)
  const change = (index: number, part: Partial<PartValues>): void =>
    setParts(parts.map((old, place) => (place === index ? { ...old, ...part } : old)))
  useScanHandler(async ({ code }) => {
    const answer = await client.call('barcodes.resolve', { code })
    const sku = answer.ok ? answer.value.sku : undefined
    if (sku === undefined) return tell(t('unknown.said', { code }))
    const place = parts.findIndex((part) => part.sku === sku)
    if (place >= 0) change(place, { quantity: String((Number(parts[place]?.quantity) || 0) + 1) })
    else setParts([...parts.filter((part) => part.sku !== null), { sku, quantity: '1' }])
  })
  return (
    <fieldset className={classes['parts']}>
      <legend>{t('parts.title')}</legend>
      {parts.map((part, index) => (
        <div key={index} className={classes['partLine']}>
          <ItemPicker
            label={t('parts.item', { number: String(index + 1) })}
            hideLabel
            value={part.sku}
            onChange={(sku) => change(index, { sku })}
            error={errorOf(form.errors[`parts.${String(index)}.sku`])}
          />
          <TextInput
            aria-label={t('parts.pieces', { number: String(index + 1) })}
            leftSection="×"
            inputMode="decimal"
            value={part.quantity}
            onChange={(event) => change(index, { quantity: event.currentTarget.value })}
            error={form.errors[`parts.${String(index)}.quantity`]}
          />
          <IconButton
            icon="trash"
            label={t('parts.remove', { number: String(index + 1) })}
            onPress={() => setParts(parts.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <KeyButton
        label={t('parts.add')}
        icon="plus"
        size="small"
        onPress={() => setParts([...parts, { sku: null, quantity: '1' }])}
      />
    </fieldset>
  )
}

const errorOf = (error: unknown): string | undefined => (typeof error === 'string' ? error : undefined)
