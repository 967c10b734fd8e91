import { useTranslation } from 'react-i18next'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { useCountState } from './count-state.ts'
import type { LastLine } from './last-line.ts'
import { useOutcomeSound } from './use-outcome-sound.ts'

export interface UndoItemDialogProps {
  readonly stocktakeID: string
  /** Null: closed. */
  readonly line: LastLine | null
  readonly onClose: () => void
}

/** Taking back everything of an item is asked, because it may be an hour of work; nothing of it leaves the tape. */
export function UndoItemDialog({ stocktakeID, line, onClose }: UndoItemDialogProps) {
  const { t } = useTranslation(['count', 'common'])
  const format = useFormat()
  const undo = useCommand('stocktakes.undo')
  const play = useOutcomeSound()
  const show = useCountState((state) => state.show)

  async function takeBack({ sku, name, counted }: LastLine): Promise<void> {
    const done = await undo.run({ stocktakeID, sku })
    if (!done.ok) return play('error')
    if (done.value.undone === null) {
      play('duplicate')
      tell(t('undoNothing'))
      return onClose()
    }
    play('undo')
    const at = Date.now()
    const rest = { code: null, counted: done.value.counted, fresh: true } as const
    show(stocktakeID, { kind: 'undo', key: `undo:${sku}:${String(at)}`, at, sku, name, added: -counted, ...rest })
    onClose()
  }

  return (
    <Dialog
      open={line !== null}
      onClose={onClose}
      size="small"
      title={t('undoItem.title')}
      footer={
        line !== null && (
          <>
            <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
            <KeyButton
              kind="filled"
              label={t('undoItem.save', { number: format.quantity(line.counted) })}
              busy={undo.pending}
              onPress={() => void takeBack(line)}
            />
          </>
        )
      }
    >
      {line !== null && (
        <p>
          <b>{line.name ?? line.sku}</b>
          <br />
          {t('undoItem.text', { number: format.quantity(line.counted) })}
        </p>
      )}
      {undo.error !== null && <ErrorPanel error={undo.error} />}
    </Dialog>
  )
}
