import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import { useCommand } from '../../data/query.ts'
import type { CommandLabel } from '../../navigation/commands.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { usePendingQuantity } from '../../scanner/scanner.tsx'
import { CodeDialog } from '../../ui/code-dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { BundlePreview } from './bundle-preview.tsx'
import classes from './counting.module.css'
import { useCountState } from './count-state.ts'
import { lastLineOf, type LastLine, type QuantityMode } from './last-line.ts'
import { QuantityDialog } from './quantity-dialog.tsx'
import { UndoItemDialog } from './undo-item-dialog.tsx'
import type { Room } from './use-room.ts'
import type { Recorder } from './use-recorder.ts'
import { useUndo } from './use-undo.ts'

export interface ActionsProps {
  readonly stocktakeID: string
  readonly record: Recorder['record']
  readonly room: Room
  onFailure(this: void, error: AppError | null): void
}

/** What is asked, and of which item: as it was when the key was pressed. */
type Asked =
  | { readonly kind: 'quantity'; readonly line: LastLine; readonly text: string; readonly mode: QuantityMode | null }
  | { readonly kind: 'undoItem'; readonly line: LastLine }
  | { readonly kind: 'code' }

/** The four buttons below the card, each with its key. */
export const Actions = memo(function Actions({ stocktakeID, record, room, onFailure }: ActionsProps) {
  const { t } = useTranslation('count')
  const [asked, setAsked] = useState<Asked | null>(null)
  const { pending, clear } = usePendingQuantity()
  const undo = useUndo(stocktakeID, onFailure)
  const mark = useCommand('stocktakes.mark')
  const hasLine = useCountState((state) => lastLineOf(state.tapes[stocktakeID] ?? []) !== null)
  const close = (): void => setAsked(null)

  async function setMark(): Promise<void> {
    const done = await mark.run({ stocktakeID })
    onFailure(done.ok ? null : done.error)
  }

  /** Digits that were typed already are the quantity. */
  function askQuantity(mode: QuantityMode | null): void {
    const line = lastLineOf(useCountState.getState().tapes[stocktakeID] ?? [])
    if (line === null) return
    setAsked({ kind: 'quantity', line, text: pending.kind === 'none' ? '' : pending.digits, mode })
    clear()
  }

  function askUndoItem(): void {
    const line = lastLineOf(useCountState.getState().tapes[stocktakeID] ?? [])
    if (line !== null) setAsked({ kind: 'undoItem', line })
  }

  function countDigits(): void {
    if (pending.kind !== 'tooLong') return
    clear()
    void record(pending.digits, null)
  }

  useKeys([
    {
      keys: 'Shift+F2',
      command: 'setQuantity',
      label: t('quantity.setButton'),
      enabled: hasLine,
      run: () => askQuantity('set'),
    },
    {
      keys: '*',
      label: t('quantity.times'),
      enabled: hasLine && pending.kind === 'none',
      run: () => askQuantity(null),
    },
    { keys: 'Ctrl+Shift+Z', command: 'undoItem', label: t('undoItem.button'), enabled: hasLine, run: askUndoItem },
    { keys: 'Enter', label: t('pending.asCode'), enabled: pending.kind === 'tooLong', run: countDigits },
  ])
  const look = { room, short: room !== 'full' }
  return (
    <div className={classes['actions']} data-room={room}>
      <Action
        {...look}
        icon="undo"
        label={t(look.short ? 'undoShort' : 'undo')}
        keys="Ctrl+Z"
        command="undo"
        onPress={() => undo()}
      />
      <Action
        {...look}
        icon="pencil"
        label={t('quantity.button')}
        keys="F2"
        command="quantityAfter"
        disabled={!hasLine}
        onPress={() => askQuantity(null)}
      />
      <Action
        {...look}
        icon="keyboard"
        label={t(look.short ? 'code.short' : 'code.button')}
        keys="F3"
        onPress={() => setAsked({ kind: 'code' })}
      />
      <Action
        {...look}
        icon="flag"
        label={t('mark')}
        keys="F4"
        command="mark"
        busy={mark.pending}
        onPress={() => void setMark()}
      />
      <Dialogs stocktakeID={stocktakeID} record={record} asked={asked} onClose={close} />
    </div>
  )
})

interface ActionProps {
  readonly room: Room
  readonly icon: IconName
  readonly label: string
  readonly keys: string
  readonly command?: CommandLabel
  readonly disabled?: boolean
  readonly busy?: boolean
  onPress(this: void): void
}

function Action({ room, icon, ...rest }: ActionProps) {
  const bare = room === 'least' || room === 'tiny'
  const shown = bare ? {} : { icon }
  return <KeyButton {...rest} {...shown} className={classes['action']} size="large" showKeys={room !== 'tiny'} />
}

interface DialogsProps extends Pick<ActionsProps, 'stocktakeID' | 'record'> {
  readonly asked: Asked | null
  onClose(this: void): void
}

function Dialogs({ stocktakeID, record, asked, onClose }: DialogsProps) {
  const { t } = useTranslation('count')
  const quantity = asked?.kind === 'quantity' ? asked : null
  return (
    <>
      <QuantityDialog
        stocktakeID={stocktakeID}
        line={quantity?.line ?? null}
        text={quantity?.text ?? ''}
        mode={quantity?.mode ?? null}
        record={record}
        onClose={onClose}
      />
      <UndoItemDialog
        stocktakeID={stocktakeID}
        line={asked?.kind === 'undoItem' ? asked.line : null}
        onClose={onClose}
      />
      <CodeDialog
        open={asked?.kind === 'code'}
        onClose={onClose}
        record={record}
        preview={(code, quantity) => <BundlePreview stocktakeID={stocktakeID} code={code} quantity={quantity ?? 1} />}
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
    </>
  )
}
