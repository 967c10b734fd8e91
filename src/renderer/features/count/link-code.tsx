import { NumberInput, SegmentedControl } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnknownRow } from '../../../shared/contract/barcodes.ts'
import type { ItemRow } from '../../../shared/contract/items.ts'
import { multiply } from '../../../shared/domain/quantity.ts'
import { useCan } from '../../data/capabilities.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { BarcodePicture } from '../../ui/barcode-picture.tsx'
import { CatalogueHits, CatalogueOffer } from '../../ui/catalogue-offer.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { SidePanel } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { AssignError } from '../../ui/taken-code.tsx'
import { useSettled } from '../../ui/use-now.ts'
import { ItemSearch } from './item-search.tsx'
import { NewItemDialog } from './new-item-dialog.tsx'
import { gtinName, readableCode } from './readable-code.ts'
import classes from './unknown-panel.module.css'

export interface LinkCodeProps {
  readonly row: UnknownRow
  readonly onClose: () => void
  /** The code is named or put aside: on to the next one. */
  onNext(this: void, said: string): void
  readonly children: ReactNode
}

const hits = 12
const largestPack = 100_000

/** One unknown code: which item it is, and how many pieces one scan of it means. */
export function LinkCode({ row, onClose, onNext, children }: LinkCodeProps) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const [search, setSearch] = useState('')
  const [place, setPlace] = useState(0)
  const [pack, setPack] = useState<number | null>(null)
  const [creating, setCreating] = useState(false)
  const settled = useSettled(search.trim())
  const found = useQueryOf(
    'items.list',
    { search: settled, limit: hits },
    { enabled: settled !== '', keepPrevious: true },
  )
  const assign = useCommand('barcodes.assign')
  const dismiss = useCommand('barcodes.dismiss')
  const canCreate = useCan()('writeItems')
  const rows = settled === '' ? [] : (found.data?.rows ?? [])
  const item: ItemRow | undefined = rows[Math.min(place, rows.length - 1)]
  const pieces = multiply(row.quantity, pack ?? 1)

  const piecesText = t('link.pieces', { count: pieces, number: format.quantity(pieces) })

  async function link(sku: string, name: string | null, move = false): Promise<boolean> {
    const done = await assign.run({ code: row.code, sku, quantity: pack ?? 1, move })
    if (!done.ok) return false
    const { counted } = done.value
    onNext(t('link.done', { count: counted, number: format.quantity(counted), name: name ?? sku }))
    return true
  }

  async function putAside(): Promise<void> {
    const done = await dismiss.run({ code: row.code })
    if (!done.ok) return
    onNext(t('link.dismissed', { code: readableCode(row.code) }))
  }

  const linkItem = (): void => void (item !== undefined && link(item.sku, item.name))
  return (
    <SidePanel
      width={512}
      title={t('unknown.title')}
      onClose={onClose}
      footer={
        <div className={classes['foot']}>
          <KeyButton
            kind="filled"
            size="large"
            icon="link"
            className={classes['link']}
            label={t('link.save', { number: format.quantity(pieces) })}
            disabled={item === undefined}
            busy={assign.pending}
            onPress={linkItem}
          />
          <KeyButton
            size="large"
            label={t('newItem.button')}
            keys="Ctrl+N"
            showKeys={false}
            disabled={!canCreate}
            onPress={() => setCreating(true)}
          />
          <KeyButton kind="plain" size="large" label={t('link.dismiss')} onPress={() => void putAside()} />
        </div>
      }
    >
      {children}
      <div className={classes['work']}>
        <WhatItIs code={row.code} />
        <CatalogueOffer row={row} onTaken={onNext} />
        <ItemSearch
          text={search}
          onText={(text) => {
            setSearch(text)
            setPlace(0)
          }}
          rows={rows}
          total={settled === '' ? null : (found.data?.total ?? null)}
          place={Math.min(place, rows.length - 1)}
          onPlace={setPlace}
          onTake={linkItem}
        />
        {row.catalogue === undefined && <CatalogueHits code={row.code} search={settled} onTaken={onNext} />}
        <PackSize pack={pack} onPack={setPack} />
        <p className={classes['then']}>
          <Icon name="arrowRight" />
          <span>
            <b>{t('link.become', { count: row.scans, scans: format.count(row.scans), pieces: piecesText })}</b>
            {item !== undefined && ` ${t('link.ofItem', { name: item.name ?? item.sku })}`}. {t('link.local')}
          </span>
        </p>
        {assign.error !== null && (
          <AssignError
            error={assign.error}
            title={t('link.failed')}
            onMove={() => void (item !== undefined && link(item.sku, item.name, true))}
          />
        )}
        {dismiss.error !== null && <ErrorPanel error={dismiss.error} />}
      </div>
      <NewItemDialog
        open={creating}
        code={row.code}
        name={search}
        onClose={() => setCreating(false)}
        onCreated={(sku, name) => link(sku, name)}
      />
    </SidePanel>
  )
}

function WhatItIs({ code }: { readonly code: string }) {
  const { t } = useTranslation('count')
  const kind = gtinName(code)
  return (
    <div className={classes['what']}>
      <BarcodePicture code={code} size="large" />
      <div>
        <h3>{t('link.which')}</h3>
        <p className="sm mute">{kind === null ? t('link.noGtin') : t('link.gtin', { kind })}</p>
      </div>
    </div>
  )
}

/** A code on a case stands for all pieces in it. */
function PackSize({ pack, onPack }: { readonly pack: number | null; readonly onPack: (pack: number | null) => void }) {
  const { t } = useTranslation('count')
  return (
    <div className={classes['pack']}>
      <span className="sm mute">{t('link.means')}</span>
      <SegmentedControl
        aria-label={t('link.means')}
        data={[
          { value: 'piece', label: t('link.piece') },
          { value: 'case', label: t('link.case') },
        ]}
        value={pack === null ? 'piece' : 'case'}
        onChange={(value) => onPack(value === 'case' ? 12 : null)}
      />
      {pack !== null && (
        <NumberInput
          aria-label={t('link.packSize')}
          className={classes['packSize']}
          value={pack}
          onChange={(value) => onPack(typeof value === 'number' && value > 0 ? value : 1)}
          min={1}
          max={largestPack}
          decimalScale={3}
          clampBehavior="strict"
          allowNegative={false}
        />
      )}
    </div>
  )
}
