import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { TapeRow } from '../../../shared/contract/stocktakes.ts'
import { useCommand } from '../../data/query.ts'
import { CodeDialog } from '../../ui/code-dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { tell } from '../../ui/tell.tsx'
import classes from './counting.module.css'
import { useCountState } from './count-state.ts'
import { lastLineOf, type LastLine } from './last-line.ts'
import { QuantityDialog } from './quantity-dialog.tsx'
import type { TapeRows } from './tape-rows.ts'
import type { Room } from './use-room.ts'
import type { Recorder } from './use-recorder.ts'

export interface ActionsProps {
  readonly stocktakeID: string
  readonly record: Recorder['record']
  readonly room: Room
  onFailure(this: void, error: AppError | null): void
}

/** The four buttons below the card, each with its key. */
export const Actions = memo(function Actions({ stocktakeID, record, room, onFailure }: ActionsProps) {
  const { t } = useTranslation('count')
  const [open, setOpen] = useState<LastLine | 'code' | null>(null)
  const undo = useUndo(stocktakeID, onFailure)
  const mark = useCommand('stocktakes.mark')
  const bare = room === 'least' || room === 'tiny'
  const hasLine = useCountState((state) => lastLineOf(state.tapes[stocktakeID] ?? []) !== null)

  async function setMark(): Promise<void> {
    const done = await mark.run({ stocktakeID })
    onFailure(done.ok ? null : done.error)
  }

  return (
    <div className={classes['actions']} data-room={room}>
      <KeyButton
        className={classes['action']}
        size="large"
        icon={bare ? undefined : 'undo'}
        label={t(room !== 'full' ? 'undoShort' : 'undo')}
        keys="Ctrl+Z"
        showKeys={room !== 'tiny'}
        onPress={undo}
      />
      <KeyButton
        className={classes['action']}
        size="large"
        icon={bare ? undefined : 'pencil'}
        label={t('quantity.button')}
        keys="F2"
        showKeys={room !== 'tiny'}
        disabled={!hasLine}
        onPress={() => setOpen(lastLineOf(rowsNow(stocktakeID)))}
      />
      <KeyButton
        className={classes['action']}
        size="large"
        icon={bare ? undefined : 'keyboard'}
        label={t(room !== 'full' ? 'code.short' : 'code.button')}
        keys="F3"
        showKeys={room !== 'tiny'}
        onPress={() => setOpen('code')}
      />
      <KeyButton
        className={classes['action']}
        size="large"
        icon={bare ? undefined : 'flag'}
        label={t('mark')}
        keys="F4"
        showKeys={room !== 'tiny'}
        busy={mark.pending}
        onPress={() => void setMark()}
      />
      <QuantityDialog stocktakeID={stocktakeID} line={open === 'code' ? null : open} onClose={() => setOpen(null)} />
      <CodeDialog
        open={open === 'code'}
        onClose={() => setOpen(null)}
        record={record}
        texts={{
          title: t('code.title'),
          label: t('code.label'),
          hint: t('code.hint'),
          quantity: t('code.quantity'),
          quantityHint: t('code.quantityHint'),
          refused: t('quantity.refused.number'),
          save: t('code.save'),
        }}
      />
    </div>
  )
})

const rowsNow = (stocktakeID: string): TapeRows => useCountState.getState().tapes[stocktakeID] ?? []

/** Takes the last event back; the card shows what, because the tape's counter-entry is too small to see from a shelf. */
function useUndo(stocktakeID: string, onFailure: ActionsProps['onFailure']): () => void {
  const { t } = useTranslation('count')
  const undo = useCommand('stocktakes.undo')
  const show = useCountState((state) => state.show)
  return () => {
    void undo.run({ stocktakeID }).then((done) => {
      onFailure(done.ok ? null : done.error)
      if (!done.ok) return
      const { undone, sku, counted } = done.value
      if (undone === null) return tell(t('undoNothing'))
      const row: TapeRow | undefined = rowsNow(stocktakeID).find((other) => other.scanID === undone)
      show(stocktakeID, {
        kind: 'undo',
        key: `undo:${undone}`,
        at: Date.now(),
        code: row?.code ?? null,
        sku,
        name: row?.name ?? null,
        added: row === undefined ? null : -row.quantity,
        counted,
        fresh: true,
      })
    })
  }
}
