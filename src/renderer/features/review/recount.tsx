import { TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './line-panel.module.css'

export interface RecountProps {
  readonly row: ReviewRow
  readonly stocktakeID: string
  onCounted(this: void): void
}

/** The new figure of a line that was counted again: it replaces the old one, with the figures of this moment. */
export function Recount({ row, stocktakeID, onCounted }: RecountProps) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const [text, setText] = useState('')
  const [scanID] = useState(() => crypto.randomUUID())
  const count = useCommand('stocktakes.count')
  const parsed = parseQuantity(text)
  const ready = parsed.ok && parsed.value >= 0 && !/^\s*\d{8,}\s*$/.test(text)

  async function save(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (!parsed.ok || !ready) return
    const done = await count.run({ stocktakeID, sku: row.sku, quantity: parsed.value, mode: 'set', scanID })
    if (done.ok) onCounted()
  }

  return (
    <form className={classes['recount']} onSubmit={(event) => void save(event)}>
      <TextInput
        label={t('recount.label')}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        inputMode="decimal"
        autoComplete="off"
        error={text === '' || ready ? undefined : t('recount.refused')}
      />
      <KeyButton
        submit
        label={ready ? t('recount.saveAs', { number: format.quantity(parsed.value) }) : t('recount.save')}
        disabled={!ready}
        busy={count.pending}
        onPress={() => void save()}
      />
      {count.error !== null && <ErrorPanel error={count.error} />}
    </form>
  )
}
