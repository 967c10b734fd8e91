import { useTranslation } from 'react-i18next'
import type { BundleRow } from '../../../shared/contract/bundles.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { formatRoute } from '../../navigation/route.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { PanelSection, SidePanel } from '../../ui/page.tsx'
import { ShownQuantity } from '../../ui/shown-quantity.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import classes from './items.module.css'
import { ItemBarcodes } from './item-barcodes.tsx'
import { useWarehouses } from './use-warehouses.ts'
import { RecordTag } from './warehouses-page.tsx'

export type BundleDialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'edit'; readonly sku: string }
  | { readonly kind: 'delete'; readonly sku: string; readonly name: string }

interface BundlePanelProps {
  readonly sku: string
  onClose(this: void): void
  onDialog(this: void, dialog: BundleDialog): void
}

/** What is in a bundle, and how many of it the stock of each warehouse allows. */
export function BundlePanel({ sku, onClose, onDialog }: BundlePanelProps) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const bundle = useQueryOf('bundles.get', { sku })
  const row = bundle.data
  if (row === undefined) {
    return (
      <SidePanel width={384} title={sku} onClose={onClose}>
        <PanelSection>
          {bundle.error === null ? <LoadingRows /> : <ErrorPanel error={bundle.error} title={t('itemGone')} />}
        </PanelSection>
      </SidePanel>
    )
  }
  const name = row.name ?? sku
  return (
    <SidePanel
      width={384}
      title={name}
      over={
        <span className={classes['facts']}>
          <span className="mono">{sku}</span>
          {row.price !== null && <span>{format.money(row.price)}</span>}
        </span>
      }
      onClose={onClose}
      footer={
        <div className={classes['two']}>
          <KeyButton
            label={t('edit.act')}
            icon="pencil"
            keys="Alt+E"
            showKeys={false}
            onPress={() => onDialog({ kind: 'edit', sku })}
          />
          <KeyButton label={t('delete.open')} icon="trash" onPress={() => onDialog({ kind: 'delete', sku, name })} />
        </div>
      }
    >
      <PanelSection title={t('parts.title')} beside={<RecordTag row={row} />}>
        {row.item_skus.length === 0 && <p className="mute">{t('parts.none')}</p>}
        <ul>
          {row.item_skus.map((part) => (
            <Part key={part.sku} sku={part.sku} quantity={part.quantity} />
          ))}
        </ul>
      </PanelSection>
      <ItemBarcodes sku={sku} record="bundle" codes={row.codes} />
      {row.item_skus.length > 0 && <Buildable row={row} />}
    </SidePanel>
  )
}

function Part({ sku, quantity }: { readonly sku: string; readonly quantity: number }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const item = useQueryOf('items.get', { sku })
  return (
    <li className={classes['part']}>
      <Tag>× {format.quantity(quantity)}</Tag>
      {item.error === null ? (
        <a className="clip" href={formatRoute('items', sku)}>
          {item.data?.name ?? sku}
        </a>
      ) : (
        <span className="clip c-bad" title={t('parts.missing')}>
          <span className="mono">{sku}</span> · {t('parts.missing')}
        </span>
      )}
    </li>
  )
}

function Buildable({ row }: { readonly row: BundleRow }) {
  const { t } = useTranslation(['items', 'common'])
  const { rows } = useWarehouses()
  return (
    <PanelSection title={t('buildable.title')}>
      <ul>
        {rows.map(({ warehouseID }) => (
          <BuildableIn key={warehouseID} sku={row.sku} warehouseID={warehouseID} />
        ))}
      </ul>
    </PanelSection>
  )
}

function BuildableIn({ sku, warehouseID }: { readonly sku: string; readonly warehouseID: string }) {
  const { t } = useTranslation(['items', 'common'])
  const { nameOf } = useWarehouses()
  const answer = useQueryOf('bundles.buildable', { sku, warehouseID }).data
  const limit = answer?.limitedBy ?? null
  return (
    <li className={classes['buildable']}>
      <span className="col">
        <span className="clip">{nameOf(warehouseID)}</span>
        {limit !== null && <span className="xs mute clip">{t('buildable.limit', { sku: limit })}</span>}
      </span>
      <b className={classes['placeFigure']}>{answer !== undefined && <ShownQuantity value={answer.buildable} />}</b>
    </li>
  )
}
