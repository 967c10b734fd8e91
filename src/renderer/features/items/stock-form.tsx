import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemDetail } from '../../../shared/contract/items.ts'
import { add, parseQuantity, subtract } from '../../../shared/domain/quantity.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { ErrorPanel } from '../../ui/states.tsx'
import { FormDialog } from './form-parts.tsx'
import { useItemsState } from './items-store.ts'
import classes from './items.module.css'
import { useTellQueued } from './use-tell-queued.ts'
import { useWarehouses } from './use-warehouses.ts'

export const stockKinds = ['receive', 'issue', 'set'] as const
export type StockKind = (typeof stockKinds)[number]

interface StockFormProps {
  readonly sku: string
  readonly first: StockKind
  onClose(this: void): void
}

export function StockForm({ sku, ...rest }: StockFormProps) {
  const item = useQueryOf('items.get', { sku })
  return item.data === undefined ? null : <StockFormOf item={item.data} {...rest} />
}

/** One movement of one item here; whole deliveries belong to Moves. Says what the figure becomes before the button. */
function StockFormOf({ item, first, onClose }: Omit<StockFormProps, 'sku'> & { readonly item: ItemDetail }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const warehouses = useWarehouses()
  const preferred = useItemsState((state) => state.warehouseID) ?? item.stock[0]?.warehouseID
  const [kind, setKind] = useState(first)
  const [chosen, setChosen] = useState<string | null>(null)
  const [pieces, setPieces] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const commands = {
    receive: useCommand('stock.receive'),
    issue: useCommand('stock.issue'),
    set: useCommand('stock.set'),
  }
  const tellQueued = useTellQueued()
  const warehouseID = chosen ?? preferred ?? warehouses.rows[0]?.warehouseID ?? null
  const quantity = parseQuantity(pieces)
  const valid = quantity.ok && (kind === 'set' ? quantity.value >= 0 : quantity.value > 0)
  const reasonMissing = kind === 'set' && note.trim() === ''
  const number = valid ? format.quantity(quantity.value) : ''

  async function save(): Promise<void> {
    setTried(true)
    if (!valid || reasonMissing || warehouseID === null) return
    const cell = { sku: item.sku, warehouseID, quantity: quantity.value }
    const said = note.trim() === '' ? {} : { note: note.trim() }
    const done =
      kind === 'set'
        ? await commands.set.run({ ...cell, reason: note.trim() })
        : await commands[kind].run({ ...cell, ...said })
    if (!done.ok) return
    tellQueued(t(`stock.${kind}.done`, { number, name: item.name ?? item.sku }), done.value)
    onClose()
  }

  const error = commands[kind].error
  return (
    <FormDialog
      size="small"
      title={item.name ?? item.sku}
      save={valid ? t(`stock.${kind}.save`, { number }) : t(`stock.${kind}.title`)}
      busy={commands[kind].pending}
      onClose={onClose}
      onSave={() => void save()}
    >
      <SegmentedControl
        className={classes['wideField'] ?? ''}
        aria-label={t('stock.kind')}
        fullWidth
        value={kind}
        data={stockKinds.map((value) => ({ value, label: t(`stock.${value}.title`) }))}
        onChange={setKind}
      />
      <Select
        className={classes['wideField'] ?? ''}
        label={t('warehouse')}
        data={warehouses.rows.map((row) => ({ value: row.warehouseID, label: warehouses.nameOf(row.warehouseID) }))}
        value={warehouseID}
        onChange={setChosen}
        allowDeselect={false}
      />
      <TextInput
        label={t('field.pieces')}
        inputMode="decimal"
        data-autofocus
        value={pieces}
        onChange={(event) => setPieces(event.currentTarget.value)}
        error={tried && !valid ? t('problem.notAQuantity') : undefined}
      />
      <TextInput
        label={t(kind === 'set' ? 'field.reason' : 'field.note')}
        withAsterisk={kind === 'set'}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={tried && reasonMissing ? t('problem.reasonMissing') : undefined}
      />
      {warehouseID !== null && (
        <Outcome item={item} warehouseID={warehouseID} kind={kind} pieces={valid ? quantity.value : null} />
      )}
      {error !== null && <ErrorPanel error={error} title={t('notSaved')} />}
    </FormDialog>
  )
}

interface OutcomeProps {
  readonly item: ItemDetail
  readonly warehouseID: string
  readonly kind: StockKind
  readonly pieces: number | null
}

function Outcome({ item, warehouseID, kind, pieces }: OutcomeProps) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const there = item.stock.find((row) => row.warehouseID === warehouseID)
  if (there?.quantity === null) return <p className={classes['outcome']}>{t('common:hiddenFigure')}</p>
  const now = there?.quantity ?? 0
  if (pieces === null) return <p className={classes['outcome']}>{t('stock.now', { now: format.quantity(now) })}</p>
  const after = kind === 'set' ? pieces : kind === 'receive' ? add(now, pieces) : subtract(now, pieces)
  return (
    <p className={classes['outcome']} role="status">
      {t('stock.becomes', { now: format.quantity(now), after: format.quantity(after) })}
      {after < 0 && <span className="c-bad"> {t('stock.belowZero')}</span>}
      {kind === 'set' && <span className="mute"> {t('stock.setHint')}</span>}
    </p>
  )
}
