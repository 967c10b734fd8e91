import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'

export interface CloseDialogProps {
  readonly row: StocktakeRow
  readonly open: boolean
  readonly onClose: () => void
}

/** Closing without posting is final, so it is asked. */
export function CloseDialog({ row, open, onClose }: CloseDialogProps) {
  const { t } = useTranslation(['count', 'common'])
  const format = useFormat()
  const cancel = useCommand('stocktakes.cancel')

  async function close(): Promise<void> {
    const done = await cancel.run({ stocktakeID: row.stocktakeID })
    if (done.ok) onClose()
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="small"
      title={t('close.title', { name: row.name })}
      footer={
        <>
          <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
          <KeyButton
            kind="filled"
            tone="bad"
            label={t('close.save')}
            busy={cancel.pending}
            onPress={() => void close()}
          />
        </>
      }
    >
      <p>{t('close.text', { number: format.quantity(row.quantity) })}</p>
      {cancel.error !== null && <ErrorPanel error={cancel.error} />}
    </Dialog>
  )
}
