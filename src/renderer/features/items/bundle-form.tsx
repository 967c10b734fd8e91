import { TextInput } from '@mantine/core'
import { schemaResolver, useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { BundleRow } from '../../../shared/contract/bundles.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { ErrorPanel } from '../../ui/states.tsx'
import { bundleSchema, toBundle, toBundleChanges, valuesOfBundle, type BundleValues } from './bundle-values.ts'
import { focusField, FormDialog, submitForm } from './form-parts.tsx'
import { useLanguage } from './item-form.tsx'
import classes from './items.module.css'
import { PartsEditor } from './parts-editor.tsx'
import { useTellQueued } from './use-tell-queued.ts'

interface BundleFormProps {
  /** Null: a new one. */
  readonly row: BundleRow | null
  onClose(this: void): void
  onSaved(this: void, sku: string): void
}

export function EditBundle({ sku, ...rest }: Omit<BundleFormProps, 'row'> & { readonly sku: string }) {
  const row = useQueryOf('bundles.get', { sku }).data
  return row === undefined ? null : <BundleForm row={row} {...rest} />
}

export function BundleForm({ row, onClose, onSaved }: BundleFormProps) {
  const { t } = useTranslation(['items', 'common'])
  const language = useLanguage()
  const create = useCommand('bundles.create')
  const update = useCommand('bundles.update')
  const tellQueued = useTellQueued()
  const words = {
    skuMissing: t('problem.skuMissing'),
    tooLong: t('problem.tooLong'),
    notAPrice: t('problem.notAPrice'),
    ambiguous: t('problem.ambiguous'),
    itemMissing: t('problem.itemMissing'),
    itemTwice: t('problem.itemTwice'),
    notAQuantity: t('problem.notAQuantity'),
  }
  const form = useForm<BundleValues>({
    initialValues: valuesOfBundle(row, language),
    validate: schemaResolver(bundleSchema(words, language), { sync: true }),
  })
  const error = create.error ?? update.error

  async function save(values: BundleValues): Promise<void> {
    const done =
      row === null
        ? await create.run(toBundle(values, language))
        : await update.run({ sku: row.sku, changes: toBundleChanges(row, values, language) })
    if (!done.ok) {
      if (done.error.kind !== 'exists') return
      form.setFieldError('sku', t('problem.skuTaken'))
      return focusField(form, 'sku')
    }
    const sku = values.sku.trim()
    tellQueued(t(row === null ? 'created' : 'saved', { name: values.name.trim() || sku }), done.value)
    onClose()
    onSaved(sku)
  }

  return (
    <FormDialog
      title={row === null ? t('newBundle') : t('edit.title', { name: row.name ?? row.sku })}
      save={row === null ? t('createBundle') : t('edit.save')}
      busy={create.pending || update.pending}
      holdScans={false}
      onClose={onClose}
      onSave={() => submitForm(form, (values) => void save(values))}
    >
      <TextInput
        label={t('field.sku')}
        withAsterisk
        data-autofocus
        classNames={{ input: 'mono' }}
        {...form.getInputProps('sku')}
      />
      <TextInput label={t('field.price')} inputMode="decimal" {...form.getInputProps('price')} />
      <TextInput label={t('field.name')} className={classes['wideField'] ?? ''} {...form.getInputProps('name')} />
      <PartsEditor form={form} />
      {error !== null && error.kind !== 'exists' && <ErrorPanel error={error} title={t('notSaved')} />}
    </FormDialog>
  )
}
