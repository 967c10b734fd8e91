import { TextInput } from '@mantine/core'
import { schemaResolver, useForm, type UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemDetail } from '../../../shared/contract/items.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import { useCan } from '../../data/capabilities.ts'
import { useClient, useCommand, useQueryOf } from '../../data/query.ts'
import type { Language } from '../../i18n/i18n.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { focusField, FormDialog, submitForm } from './form-parts.tsx'
import { emptyItem, itemSchema, toChanges, toNewItem, valuesOf, type ItemValues } from './item-values.ts'
import classes from './items.module.css'
import { useTellQueued } from './use-tell-queued.ts'
import { useWarehouses } from './use-warehouses.ts'

type ItemForm = UseFormReturnType<ItemValues>

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'de' ? 'de' : 'en'
}

function useItemForm(initialValues: ItemValues): ItemForm {
  const { t } = useTranslation(['items', 'common'])
  const language = useLanguage()
  const words = {
    skuMissing: t('problem.skuMissing'),
    tooLong: t('problem.tooLong'),
    notAPrice: t('problem.notAPrice'),
    ambiguous: t('problem.ambiguous'),
    notADate: t('problem.notADate'),
    noSuchDay: t('problem.noSuchDay'),
    notAQuantity: t('problem.notAQuantity'),
  }
  return useForm<ItemValues>({ initialValues, validate: schemaResolver(itemSchema(words, language), { sync: true }) })
}

interface NewItemProps {
  readonly name: string
  readonly code: string
  onClose(this: void): void
  onCreated(this: void, sku: string): void
}

export function NewItem({ name, code, onClose, onCreated }: NewItemProps) {
  const { t } = useTranslation(['items', 'common'])
  const language = useLanguage()
  const client = useClient()
  const create = useCommand('items.create')
  const assign = useCommand('barcodes.assign')
  const tellQueued = useTellQueued()
  const warehouses = useWarehouses()
  const setsStock = useCan()('setStock')
  const form = useItemForm({ ...emptyItem, name, code })
  useScanHandler((scan) => form.setFieldValue('code', scan.code))

  async function save(values: ItemValues): Promise<void> {
    const label = values.code.trim()
    const holder = label === '' ? null : await client.call('barcodes.resolve', { code: label })
    if (holder?.ok === true && holder.value.outcome === 'known' && holder.value.sku !== values.sku.trim()) {
      const { sku = '' } = holder.value
      return refuse(form, 'code', t('problem.codeTaken', { name: holder.value.name ?? sku, sku }))
    }
    const created = await create.run(toNewItem(values, language))
    if (!created.ok) return explain(created.error)
    if (label !== '') await assign.run({ code: label, sku: values.sku.trim() })
    tellQueued(t('created', { name: values.name.trim() || values.sku.trim() }), created.value)
    onClose()
    onCreated(values.sku.trim())
  }

  function explain(error: AppError): void {
    if (error.kind === 'exists') refuse(form, 'sku', takenText(t('problem.skuTaken'), error))
  }

  const busy = create.pending || assign.pending
  return (
    <FormDialog
      title={t('new')}
      save={t('create')}
      busy={busy}
      holdScans={false}
      onClose={onClose}
      onSave={() => submitForm(form, (values) => void save(values))}
    >
      <ItemFields
        form={form}
        code={
          <TextInput
            label={t('field.code')}
            placeholder={t('field.codeHint')}
            classNames={{ input: 'mono' }}
            {...form.getInputProps('code')}
          />
        }
      />
      {setsStock && warehouses.rows.length > 0 && warehouses.rows.length <= 8 && (
        <fieldset className={classes['stockFields']}>
          <legend>{t('field.firstStock')}</legend>
          {warehouses.rows.map(({ warehouseID }) => (
            <TextInput
              key={warehouseID}
              label={warehouses.nameOf(warehouseID)}
              inputMode="decimal"
              placeholder={t('field.notStocked')}
              value={form.values.stock[warehouseID] ?? ''}
              onChange={(event) =>
                form.setFieldValue('stock', { ...form.values.stock, [warehouseID]: event.currentTarget.value })
              }
              error={form.errors[`stock.${warehouseID}`]}
            />
          ))}
        </fieldset>
      )}
      {create.error !== null && create.error.kind !== 'exists' && (
        <ErrorPanel error={create.error} title={t('notSaved')} />
      )}
    </FormDialog>
  )
}

interface EditItemProps {
  readonly sku: string
  onClose(this: void): void
  onRenamed(this: void, sku: string): void
}

export function EditItem({ sku, ...rest }: EditItemProps) {
  const item = useQueryOf('items.get', { sku })
  if (item.data === undefined) return null
  return <EditItemForm item={item.data} {...rest} />
}

interface EditItemFormProps {
  readonly item: ItemDetail
  onClose(this: void): void
  onRenamed(this: void, sku: string): void
}

function EditItemForm({ item, onClose, onRenamed }: EditItemFormProps) {
  const { t } = useTranslation(['items', 'common'])
  const language = useLanguage()
  const update = useCommand('items.update')
  const tellQueued = useTellQueued()
  const form = useItemForm(valuesOf(item, language))
  const renamed = form.values.sku.trim() !== item.sku.trim()

  async function save(values: ItemValues): Promise<void> {
    const saved = await update.run({ sku: item.sku, changes: toChanges(item, values, language) })
    if (!saved.ok) {
      if (saved.error.kind === 'exists') refuse(form, 'sku', takenText(t('problem.skuTaken'), saved.error))
      return
    }
    tellQueued(t('saved', { name: values.name.trim() || values.sku.trim() }), saved.value)
    onClose()
    if (renamed) onRenamed(values.sku.trim())
  }

  return (
    <FormDialog
      title={t('edit.title', { name: item.name ?? item.sku })}
      save={t('edit.save')}
      busy={update.pending}
      onClose={onClose}
      onSave={() => submitForm(form, (values) => void save(values))}
    >
      <ItemFields form={form} />
      {renamed && <p className="sm mute">{t('edit.renameHint', { from: item.sku })}</p>}
      {update.error !== null && update.error.kind !== 'exists' && (
        <ErrorPanel error={update.error} title={t('notSaved')} />
      )}
    </FormDialog>
  )
}

interface ItemFieldsProps {
  readonly form: ItemForm
  /** Beside the SKU, when creating. */
  readonly code?: ReactNode
}

function ItemFields({ form, code }: ItemFieldsProps) {
  const { t } = useTranslation(['items', 'common'])
  const can = useCan()
  return (
    <>
      <TextInput
        label={t('field.sku')}
        withAsterisk
        data-autofocus
        className={(code === undefined ? classes['wideField'] : undefined) ?? ''}
        classNames={{ input: 'mono' }}
        {...form.getInputProps('sku')}
      />
      {code}
      <TextInput label={t('field.name')} className={classes['wideField'] ?? ''} {...form.getInputProps('name')} />
      {can('prices') && <TextInput label={t('field.price')} inputMode="decimal" {...form.getInputProps('price')} />}
      {can('expiry') && (
        <TextInput
          label={t('field.expires')}
          placeholder={t('field.expiresForm')}
          description={t('field.expiresHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          {...form.getInputProps('expires')}
        />
      )}
    </>
  )
}

function refuse(form: ItemForm, field: 'sku' | 'code', text: string): void {
  form.setFieldError(field, text)
  focusField(form, field)
}

/** Says by which item the key is taken, where the core names it. */
function takenText(sentence: string, error: AppError): string {
  const name = error.details?.['name']
  return typeof name === 'string' && name !== '' ? `${sentence} (${name})` : sentence
}
