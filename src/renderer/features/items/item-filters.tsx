import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { itemFilters } from '../../../shared/contract/items.ts'
import type { IconName } from '../../ui/icon-paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { useItemsState, type ItemFilter } from './items-store.ts'
import classes from './items.module.css'
import { useChosenWarehouse } from './use-chosen-warehouse.ts'
import { useWarehouses } from './use-warehouses.ts'

type Chip = Exclude<ItemFilter, 'all'>

const chips = itemFilters.filter((filter): filter is Chip => filter !== 'all')
const chipIcons: Partial<Record<Chip, IconName>> = { waiting: 'clock', doubt: 'checking' }
const everywhere = ''

/** Which warehouse, and one of the filters; pressed again it is taken off. */
export function ItemFilters() {
  const { t } = useTranslation(['items', 'common'])
  const { filter, set } = useItemsState()
  const warehouseID = useChosenWarehouse()
  const { rows } = useWarehouses()
  const places = rows.map((row) => ({ value: row.warehouseID, label: row.name ?? row.warehouseID }))
  return (
    <div className={classes['filters']} role="group" aria-label={t('filters')}>
      <Select
        className={classes['warehousePick'] ?? ''}
        classNames={{ wrapper: classes['lowInput'] ?? '' }}
        aria-label={t('warehouse')}
        leftSection={<Icon name="warehouse" size={16} />}
        data={[{ value: everywhere, label: t('allWarehouses') }, ...places]}
        value={warehouseID ?? everywhere}
        onChange={(value) => set({ warehouseID: value === everywhere ? null : value })}
        allowDeselect={false}
      />
      {chips.map((chip) => {
        const on = chip === filter
        const icon = on ? 'check' : chipIcons[chip]
        return (
          <button
            key={chip}
            type="button"
            className={classes['chip']}
            aria-pressed={on}
            onClick={() => set({ filter: on ? 'all' : chip })}
          >
            {icon !== undefined && <Icon name={icon} size={16} />}
            {t(`filter.${chip}`)}
          </button>
        )
      })}
      <span className={classes['filterHint']}>{t('scanHint')}</span>
    </div>
  )
}
