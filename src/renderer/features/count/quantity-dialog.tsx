import { SegmentedControl, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { parseQuantity, subtract } from '../../../shared/domain/quantity.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './counting.module.css'
import { useCountState } from './count-state.ts'
import { quantityModes, sumAfter, type LastLine, type QuantityMode } from './last-line.ts'
import { useIsCode } from './use-is-code.ts'
import { useOutcomeSound } from './use-outcome-sound.ts'

export interface QuantityDialogProps {
  readonly stocktakeID: string
  /** The item it is about, as it was when the dialog was opened; null: closed. */
  readonly line: LastLine | null
  /** What was typed before it was opened, and what that means; null: what is usual. */
  readonly text?: string
  readonly mode?: QuantityMode | null
  /** Counts what turns out to be a label. */
  record(this: void, code: string, quantity: number | null): Promise<unknown>
  readonly onClose: () => void
}

/** Quantity after the scan. Says what the line comes to before it is pressed. */
export function QuantityDialog({ line, onClose, ...rest }: QuantityDialogProps) {
  const { t } = useTranslation('count')
  return (
    <Dialog open={line !== null} onClose={onClose} size="small" title={t('quantity.title')}>
      {line !== null && <QuantityForm {...rest} line={line} onClose={onClose} />}
    </Dialog>
  )
}

interface QuantityFormProps extends Omit<QuantityDialogProps, 'line'> {
  readonly line: LastLine
}

function QuantityForm({ stocktakeID, line, text: first = '', mode: meant = null, record, onClose }: QuantityFormProps) {
  const { t } = useTranslation(['count', 'common'])
  const format = useFormat()
  const [mode, setMode] = useState<QuantityMode>(meant ?? (line.lastAdded === null ? 'add' : 'scan'))
  const [text, setText] = useState(first)
  const count = useCommand('stocktakes.count')
  const play = useOutcomeSound()
  const show = useCountState((state) => state.show)
  const [scanID] = useState(() => crypto.randomUUID())
  const place = useCountState((state) => state.places[stocktakeID])
  const parsed = parseQuantity(text)
  const isCode = useIsCode(text.trim())
  const after = parsed.ok && !isCode ? sumAfter(line, mode, parsed.value) : null
  const refusal = text === '' ? null : isCode ? 'barcode' : !parsed.ok ? 'number' : after === null ? 'less' : null
  const choices = quantityModes.filter((choice) => choice !== 'scan' || line.lastAdded !== null)

  async function save(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (after === null) return
    const change = subtract(after, line.counted)
    const input = mode === 'set' ? { quantity: after, mode } : { quantity: change, mode: 'add' as const }
    const there = place === undefined ? {} : { place }
    const done = await count.run({ stocktakeID, sku: line.sku, scanID, ...input, ...there })
    if (!done.ok) return play('error')
    play(done.value.doubts === undefined ? 'typed' : 'duplicate')
    const { sku, name } = line
    const at = Date.now()
    show(stocktakeID, {
      kind: 'typed',
      key: scanID,
      at,
      code: null,
      sku,
      name,
      added: change,
      counted: done.value.counted,
      fresh: true,
      ...(done.value.doubts === undefined ? {} : { doubts: done.value.doubts }),
    })
    onClose()
  }

  return (
    <form className={classes['form']} onSubmit={(event) => void save(event)}>
      <p>
        <b>{line.name ?? line.sku}</b>
        <br />
        <span className="sm mute">{t('quantity.counted', { number: format.quantity(line.counted) })}</span>
      </p>
      <SegmentedControl
        aria-label={t('quantity.means')}
        data={choices.map((value) => ({ value, label: t(`quantity.mode.${value}`) }))}
        value={mode}
        onChange={(value) => setMode(quantityModes.find((choice) => choice === value) ?? 'add')}
        fullWidth
      />
      <TextInput
        label={t('quantity.label')}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
        error={refusal === null ? undefined : t(`quantity.refused.${refusal}`)}
      />
      <p className={classes['then']} aria-live="polite">
        {after === null
          ? t('quantity.hint')
          : t('quantity.then', { before: format.quantity(line.counted), after: format.quantity(after) })}
      </p>
      {isCode && (
        <KeyButton
          icon="scan"
          label={t('quantity.asScan', { code: text.trim() })}
          onPress={() => {
            onClose()
            void record(text.trim(), null)
          }}
        />
      )}
      {count.error !== null && <ErrorPanel error={count.error} />}
      <div className={classes['formFoot']}>
        <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
        <KeyButton
          kind="filled"
          submit
          label={after === null ? t('quantity.save') : t('quantity.saveAs', { number: format.quantity(after) })}
          disabled={after === null}
          busy={count.pending}
          onPress={() => void save()}
        />
      </div>
    </form>
  )
}
