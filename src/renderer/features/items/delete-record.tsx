import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useQueryOf } from '../../data/query.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { useTellQueued } from './use-tell-queued.ts'

interface ConfirmDeleteProps {
  readonly name: string
  readonly busy: boolean
  readonly error: AppError | null
  onClose(this: void): void
  onDelete(this: void): void
  readonly children: ReactNode
}

/** The one question that is a dialog: what goes, what stays, and that it can be undone until it is sent. */
function ConfirmDelete({ name, busy, error, onClose, onDelete, children }: ConfirmDeleteProps) {
  const { t } = useTranslation(['items', 'common'])
  return (
    <Dialog
      open
      size="small"
      title={t('delete.title', { name })}
      onClose={onClose}
      footer={
        <>
          <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
          <KeyButton kind="filled" tone="bad" icon="trash" label={t('delete.act')} busy={busy} onPress={onDelete} />
        </>
      }
    >
      {children}
      <p className="mute">{t('delete.undo')}</p>
      {error !== null && <ErrorPanel error={error} title={t('delete.failed')} />}
    </Dialog>
  )
}

interface DeleteProps {
  onClose(this: void): void
}

export function DeleteItem({ sku, onClose }: DeleteProps & { readonly sku: string }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const item = useQueryOf('items.get', { sku }).data
  const remove = useCommand('items.delete')
  const tellQueued = useTellQueued()
  const name = item?.name ?? sku
  const onDelete = async (): Promise<void> => {
    const done = await remove.run({ sku })
    if (!done.ok) return
    onClose()
    go('items', null, { replace: true })
    tellQueued(t('delete.done', { name }), done.value)
  }
  return (
    <ConfirmDelete
      name={name}
      busy={remove.pending}
      error={remove.error}
      onClose={onClose}
      onDelete={() => void onDelete()}
    >
      <p>{t('delete.item', { number: item?.quantity === null ? '–' : format.quantity(item?.quantity ?? 0) })}</p>
    </ConfirmDelete>
  )
}

export function DeleteWarehouse({ warehouseID, name, onClose }: DeleteProps & WarehouseName) {
  const { t } = useTranslation(['items', 'common'])
  const remove = useCommand('warehouses.delete')
  const tellQueued = useTellQueued()
  const onDelete = async (): Promise<void> => {
    const done = await remove.run({ warehouseID })
    if (!done.ok) return
    onClose()
    tellQueued(t('delete.done', { name }), done.value)
  }
  return (
    <ConfirmDelete
      name={name}
      busy={remove.pending}
      error={remove.error}
      onClose={onClose}
      onDelete={() => void onDelete()}
    >
      <p>{t('delete.warehouse')}</p>
    </ConfirmDelete>
  )
}

interface WarehouseName {
  readonly warehouseID: string
  readonly name: string
}

export function DeleteBundle({ sku, name, onClose }: DeleteProps & { readonly sku: string; readonly name: string }) {
  const { t } = useTranslation(['items', 'common'])
  const remove = useCommand('bundles.delete')
  const tellQueued = useTellQueued()
  const onDelete = async (): Promise<void> => {
    const done = await remove.run({ sku })
    if (!done.ok) return
    onClose()
    tellQueued(t('delete.done', { name }), done.value)
  }
  return (
    <ConfirmDelete
      name={name}
      busy={remove.pending}
      error={remove.error}
      onClose={onClose}
      onDelete={() => void onDelete()}
    >
      <p>{t('delete.bundle')}</p>
    </ConfirmDelete>
  )
}
