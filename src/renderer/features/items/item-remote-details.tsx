import { useTranslation } from 'react-i18next'
import type { ItemDetail } from '../../../shared/contract/items.ts'
import { useFormat } from '../../i18n/format.ts'
import { PanelSection } from '../../ui/page.tsx'
import { ShownQuantity } from '../../ui/shown-quantity.tsx'
import { Tag } from '../../ui/tag.tsx'
import classes from './items.module.css'
import { useWarehouses } from './use-warehouses.ts'

/** What the remote says of the item beside what is counted. It is only shown. */
export function ItemRemoteDetails({ item }: { readonly item: ItemDetail }) {
  return (
    <>
      {item.lots.length > 0 && <Lots lots={item.lots} />}
      {item.attributes.length > 0 && <Attributes attributes={item.attributes} />}
    </>
  )
}

/** First to expire first. */
function Lots({ lots }: Pick<ItemDetail, 'lots'>) {
  const { t } = useTranslation('items')
  const format = useFormat()
  const { nameOf } = useWarehouses()
  return (
    <PanelSection title={t('remoteDetails.lots')} beside={<Tag>{t('remoteDetails.from')}</Tag>}>
      <ul>
        {lots.map(({ name, expires, warehouseID, quantity }) => (
          <li key={`${name} ${warehouseID}`} className={classes['code']}>
            <span className={classes['codeText']}>{name}</span>
            <span className="sm mute grow">
              {[
                nameOf(warehouseID),
                expires === null ? null : t('expiresOn', { date: format.date(Date.parse(expires)) }),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
            <Tag>
              × <ShownQuantity value={quantity} />
            </Tag>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

/** By the remote's own names. */
function Attributes({ attributes }: Pick<ItemDetail, 'attributes'>) {
  const { t } = useTranslation('items')
  return (
    <PanelSection title={t('remoteDetails.attributes')} beside={<Tag>{t('remoteDetails.from')}</Tag>}>
      <ul>
        {attributes.map(({ name, value }) => (
          <li key={name} className={classes['code']}>
            <span className="sm mute grow">{name}</span>
            <span>{value}</span>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
