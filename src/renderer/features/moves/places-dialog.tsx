import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MoveDraft } from '../../../shared/contract/moves.ts'
import { useCommand } from '../../data/query.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { useWarehouses } from './use-warehouses.ts'

interface PlacesDialogProps {
  readonly open: boolean
  readonly draft: Pick<MoveDraft, 'kind' | 'warehouseID' | 'toWarehouseID'>
  onClose(this: void): void
}

/** F6. A choice is kept at once; what was scanned stays. */
export function PlacesDialog({ open, draft, onClose }: PlacesDialogProps) {
  const { t } = useTranslation('moves')
  return (
    <Dialog
      open={open}
      title={t('route.change')}
      size="small"
      onClose={onClose}
      footer={<KeyButton kind="filled" label={t('route.done')} onPress={onClose} />}
    >
      {open && <Fields draft={draft} />}
    </Dialog>
  )
}

function Fields({ draft }: Pick<PlacesDialogProps, 'draft'>) {
  const { t } = useTranslation('moves')
  const { kind, warehouseID, toWarehouseID } = draft
  const { rows } = useWarehouses()
  const set = useCommand('moves.set')
  const choices = (except: string | null) =>
    rows
      .filter((row) => row.warehouseID !== except)
      .map((row) => ({ value: row.warehouseID, label: row.name ?? row.warehouseID }))
  const common = { searchable: true, selectFirstOptionOnChange: true, allowDeselect: false } as const
  return (
    <>
      <Select
        {...common}
        label={t(kind === 'receive' ? 'route.toHere' : 'route.fromHere')}
        placeholder={t('route.choose')}
        data={choices(kind === 'transfer' ? toWarehouseID : null)}
        value={warehouseID}
        onChange={(value) => void set.run({ kind, warehouseID: value })}
        data-autofocus
      />
      {kind === 'transfer' && (
        <Select
          {...common}
          label={t('route.to')}
          placeholder={t('route.choose')}
          data={choices(warehouseID)}
          value={toWarehouseID}
          onChange={(value) => void set.run({ kind, toWarehouseID: value })}
        />
      )}
      {set.error !== null && <ErrorPanel error={set.error} />}
    </>
  )
}
