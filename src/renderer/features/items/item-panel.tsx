import { useTranslation } from 'react-i18next'
import type { ItemDetail } from '../../../shared/contract/items.ts'
import { useCan } from '../../data/capabilities.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { PanelSection, SidePanel } from '../../ui/page.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ItemBarcodes } from './item-barcodes.tsx'
import type { OpenDialog } from './item-dialogs.tsx'
import { ItemHistory, OpenChanges } from './item-history.tsx'
import { ItemRemoteDetails } from './item-remote-details.tsx'
import { ItemStock } from './item-stock.tsx'
import { ItemTracking } from './item-tracking.tsx'
import { useItemsState } from './items-store.ts'
import classes from './items.module.css'

interface ItemPanelProps {
  readonly sku: string
  onDialog(this: void, dialog: OpenDialog): void
}

const close = (): void => go('items', null, { replace: true })

/** Everything about one item: where it is, what waits, what stands on its labels, what happened. */
export function ItemPanel({ sku, onDialog }: ItemPanelProps) {
  const { t } = useTranslation(['items', 'common'])
  const item = useQueryOf('items.get', { sku })
  if (item.data === undefined) {
    return (
      <SidePanel width={384} title={sku} onClose={close}>
        <PanelSection>
          {item.error === null ? <LoadingRows /> : <ErrorPanel error={item.error} title={t('itemGone')} />}
        </PanelSection>
      </SidePanel>
    )
  }
  return (
    <SidePanel
      width={384}
      title={item.data.name ?? sku}
      over={<Facts item={item.data} />}
      onClose={close}

      footer={<Actions sku={sku} onDialog={onDialog} />}
    >
      <ItemStock item={item.data} />
      <OpenChanges sku={sku} open={item.data.waiting} />
      <ItemBarcodes sku={item.data.sku} record="item" codes={item.data.codes} remoteCodes={item.data.remoteCodes} />
      <ItemRemoteDetails item={item.data} />
      <ItemTracking item={item.data} />
      <ItemHistory sku={sku} onAll={() => onDialog({ kind: 'history', sku })} />
      <Bundles item={item.data} />
    </SidePanel>
  )
}

function Facts({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation(['items', 'common'])
  const format = useFormat()
  const facts = [
    item.price === null ? null : format.money(item.price),
    item.expires === null ? null : t('expiresOn', { date: format.date(item.expires * 1000) }),
    item.confirmed ? null : t('onlyHere'),
  ].filter((fact) => fact !== null)
  return (
    <span className={classes['facts']}>
      <span className="mono">{item.sku}</span>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </span>
  )
}

function Bundles({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation(['items', 'common'])
  const set = useItemsState((state) => state.set)
  if (item.bundles.length === 0) return null
  const show = (search: string): void => {
    go('items')
    set({ shelf: 'bundles', bundleSearch: search })
  }
  return (
    <PanelSection>
      <p className={classes['inBundles']}>
        <Icon name="link" size={16} />
        <span>{t('inBundles', { count: item.bundles.length })}</span>
        {item.bundles.map((bundle) => (
          <button key={bundle.sku} type="button" className={classes['textLink']} onClick={() => show(bundle.sku)}>
            {bundle.name ?? bundle.sku}
          </button>
        ))}
      </p>
    </PanelSection>
  )
}

interface ActionsProps {
  readonly sku: string
  onDialog(this: void, dialog: OpenDialog): void
}

function Actions({ sku, onDialog }: ActionsProps) {
  const { t } = useTranslation(['items', 'common'])
  const can = useCan()
  const small = { size: 'small', showKeys: false, block: true } as const
  return (
    <>
      <div className={classes['three']}>
        <KeyButton
          {...small}
          icon="receive"
          label={t('stock.receive.title')}
          keys="Alt+R"
          disabled={!can('moveStock')}
          onPress={() => onDialog({ kind: 'stock', sku, move: 'receive' })}
        />
        <KeyButton
          {...small}
          icon="issue"
          label={t('stock.issue.title')}
          keys="Alt+I"
          disabled={!can('moveStock')}
          onPress={() => onDialog({ kind: 'stock', sku, move: 'issue' })}
        />
        <KeyButton
          {...small}
          label={t('stock.set.title')}
          keys="Alt+S"
          disabled={!can('setStock')}
          onPress={() => onDialog({ kind: 'stock', sku, move: 'set' })}
        />
      </div>
      <div className={classes['three']}>
        <KeyButton {...small} icon="tag" label={t('labels')} onPress={() => go('labels', sku)} />
        <KeyButton
          {...small}
          icon="pencil"
          label={t('edit.act')}
          keys="Alt+E"
          disabled={!can('writeItems')}
          onPress={() => onDialog({ kind: 'edit', sku })}
        />
        <KeyButton
          {...small}
          icon="trash"
          label={t('delete.open')}
          disabled={!can('writeItems')}
          onPress={() => onDialog({ kind: 'delete', sku })}
        />
      </div>
      <KeyButton
        kind="filled"
        size="large"
        block
        icon="scan"
        label={t('count.title')}
        onPress={() => onDialog({ kind: 'count', sku })}
      />
    </>
  )
}
