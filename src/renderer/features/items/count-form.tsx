import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { ItemDetail } from '../../../shared/contract/items.ts'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { FormDialog } from './form-parts.tsx'
import { useItemsState } from './items-store.ts'
import classes from './items.module.css'
import { useWarehouses } from './use-warehouses.ts'

interface CountFormProps {
  readonly sku: string
  onClose(this: void): void
}

export function CountForm({ sku, onClose }: CountFormProps) {
  const item = useQueryOf('items.get', { sku })
  return item.data === undefined ? null : <CountFormOf item={item.data} onClose={onClose} />
}

/**
 * Counts one item without its scanner: into a count that is open, or as a count of its own, which is then reviewed and
 * posted like any other. So the arithmetic of a moving stock holds here too, which setting a figure would not give.
 */
function CountFormOf({ item, onClose }: { readonly item: ItemDetail; onClose(this: void): void }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const preferred = useItemsState((state) => state.warehouseID)
  const open = useCommand('stocktakes.open')
  const count = useCommand('stocktakes.count')
  const targets = useTargets(preferred ?? item.stock[0]?.warehouseID ?? null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [opened, setOpened] = useState<string | null>(null)
  const [pieces, setPieces] = useState('')
  const [tried, setTried] = useState(false)
  const target = targets.find(({ value }) => value === chosen) ?? targets[0]
  const quantity = parseQuantity(pieces)
  const valid = quantity.ok && quantity.value >= 0
  const number = valid ? format.quantity(quantity.value) : ''

  /** A count opened by an attempt that failed later is used again, not opened twice. */
  async function openOwn(warehouseID: string): Promise<string | null> {
    if (opened !== null) return opened
    const done = await open.run({ warehouseID, name: item.name ?? item.sku, scope: { skus: [item.sku] } })
    if (!done.ok) return null
    setOpened(done.value.stocktakeID)
    return done.value.stocktakeID
  }

  async function save(): Promise<void> {
    setTried(true)
    if (!valid || target === undefined) return
    const stocktakeID = target.kind === 'open' ? target.id : await openOwn(target.id)
    if (stocktakeID === null) return
    const done = await count.run({ stocktakeID, sku: item.sku, quantity: quantity.value, mode: 'set' })
    if (!done.ok) return
    onClose()
    if (target.kind === 'own') return go('review', stocktakeID)
    tell(t('count.done', { number, name: item.name ?? item.sku }))
  }

  const error: AppError | null = open.error ?? count.error
  return (
    <FormDialog
      size="small"
      title={t('count.title')}
      save={valid ? t('count.save', { number }) : t('count.title')}
      busy={open.pending || count.pending}
      onClose={onClose}
      onSave={() => void save()}
    >
      <p className={classes['wideField']}>{item.name ?? item.sku}</p>
      <TextInput
        className={classes['wideField'] ?? ''}
        label={t('count.pieces')}
        inputMode="decimal"
        data-autofocus
        value={pieces}
        onChange={(event) => setPieces(event.currentTarget.value)}
        error={tried && !valid ? t('problem.notAQuantity') : undefined}
      />
      <Select
        className={classes['wideField'] ?? ''}
        label={t('count.into')}
        description={t(target?.kind === 'open' ? 'count.openHint' : 'count.ownHint')}
        data={targets.map(({ value, label }) => ({ value, label }))}
        value={target?.value ?? null}
        onChange={setChosen}
        allowDeselect={false}
      />
      {error !== null && <ErrorPanel error={error} title={t('notSaved')} />}
    </FormDialog>
  )
}

interface Target {
  readonly value: string
  readonly kind: 'open' | 'own'
  /** The stocktake, or the warehouse that a count of its own is opened in. */
  readonly id: string
  readonly label: string
}

/** The preferred warehouse before others; there, a count that is open before one of its own. */
function useTargets(preferred: string | null): readonly Target[] {
  const { t } = useTranslation(['items', 'common'])
  const warehouses = useWarehouses()
  const open = useQueryOf('stocktakes.list', { state: 'open' }).data?.rows ?? []
  const running = open.map(({ stocktakeID, name, warehouseID }) => ({
    kind: 'open' as const,
    id: stocktakeID,
    label: name,
    warehouseID,
  }))
  const own = warehouses.rows.map(({ warehouseID }) => {
    const label = t('count.own', { warehouse: warehouses.nameOf(warehouseID) })
    return { kind: 'own' as const, id: warehouseID, label, warehouseID }
  })
  const rank = (warehouseID: string): number => (warehouseID === preferred ? 0 : 1)
  return [...running, ...own]
    .toSorted((a, b) => rank(a.warehouseID) - rank(b.warehouseID))
    .map(({ kind, id, label }) => ({ value: `${kind}:${id}`, kind, id, label }))
}
