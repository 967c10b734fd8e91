import { TextInput } from '@mantine/core'
import { schemaResolver, useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { WarehouseRow } from '../../../shared/contract/warehouses.ts'
import { useCan } from '../../data/capabilities.ts'
import { useCommand } from '../../data/query.ts'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { focusField, FormDialog, submitForm } from './form-parts.tsx'
import classes from './items.module.css'
import { useTellQueued } from './use-tell-queued.ts'

interface WarehouseFormProps {
  /** Null: a new one. */
  readonly row: WarehouseRow | null
  onClose(this: void): void
  onSaved(this: void, warehouseID: string): void
}

interface Values {
  readonly warehouseID: string
  readonly name: string
}

export function WarehouseForm({ row, onClose, onSaved }: WarehouseFormProps) {
  const { t } = useTranslation(['items', 'common'])
  const create = useCommand('warehouses.create')
  const update = useCommand('warehouses.update')
  const tellQueued = useTellQueued()
  const fixed = !useCan()('writeWarehouses')
  const schema = z.object({
    warehouseID: z.string().trim().min(1, t('problem.idMissing')).max(255, t('problem.tooLong')),
    name: z.string().max(1000, t('problem.tooLong')),
  })
  const form = useForm<Values>({
    initialValues: { warehouseID: row?.warehouseID ?? '', name: row?.name ?? '' },
    validate: schemaResolver(schema, { sync: true }),
  })
  const error = create.error ?? update.error

  async function save(values: Values): Promise<void> {
    const warehouseID = values.warehouseID.trim()
    const name = values.name.trim() === '' ? null : values.name.trim()
    const done =
      row === null
        ? await create.run({ warehouseID, ...(name === null ? {} : { name }) })
        : await update.run({
            warehouseID: row.warehouseID,
            changes: {
              ...(warehouseID === row.warehouseID.trim() ? {} : { warehouseID }),
              ...(name === row.name ? {} : { name }),
            },
          })
    if (!done.ok) {
      if (done.error.kind !== 'exists') return
      form.setFieldError('warehouseID', t('problem.idTaken'))
      return focusField(form, 'warehouseID')
    }
    if (fixed) tell(t('namedHere', { name: name ?? warehouseID }))
    else tellQueued(t(row === null ? 'created' : 'saved', { name: name ?? warehouseID }), done.value)
    onClose()
    onSaved(warehouseID)
  }

  return (
    <FormDialog
      size="small"
      title={row === null ? t('newWarehouse') : t('edit.title', { name: row.name ?? row.warehouseID })}
      save={row === null ? t('createWarehouse') : t('edit.save')}
      busy={create.pending || update.pending}
      onClose={onClose}
      onSave={() => submitForm(form, (values) => void save(values))}
    >
      <TextInput
        label={t('field.warehouseID')}
        withAsterisk
        data-autofocus={fixed ? undefined : true}
        disabled={fixed}
        className={classes['wideField'] ?? ''}
        classNames={{ input: 'mono' }}
        {...form.getInputProps('warehouseID')}
      />
      <TextInput
        label={t('field.name')}
        description={fixed ? t('field.nameHere') : undefined}
        data-autofocus={fixed ? true : undefined}
        className={classes['wideField'] ?? ''}
        {...form.getInputProps('name')}
      />
      {error !== null && error.kind !== 'exists' && <ErrorPanel error={error} title={t('notSaved')} />}
    </FormDialog>
  )
}
