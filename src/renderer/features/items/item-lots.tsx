import { useTranslation } from 'react-i18next'
import type { ItemDetail } from '../../../shared/contract/items.ts'
import { useFormat } from '../../i18n/format.ts'
import { PanelSection } from '../../ui/page.tsx'
import { Tag } from '../../ui/tag.tsx'
import classes from './items.module.css'
import { useWarehouses } from './use-warehouses.ts'

/** The lots that the remote keeps, first to expire first. They are only shown: counts go by item and place. */
export function ItemLots({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation('items')
  const format = useFormat()
  const { nameOf } = useWarehouses()
  if (item.lots.length === 0) return null
  return (
    <PanelSection title={t('lots.title')} beside={<Tag>{t('lots.fromRemote')}</Tag>}>
      <ul>
        {item.lots.map(({ name, expires, warehouseID, quantity }) => (
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
            <Tag>× {format.quantity(quantity)}</Tag>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
