import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { go } from '../../navigation/route.ts'
import { shelves, useItemsState } from './items-store.ts'
import classes from './items.module.css'

export function ShelfSwitch() {
  const { t } = useTranslation(['items', 'common'])
  const { shelf, set } = useItemsState()
  return (
    <SegmentedControl
      aria-label={t('shelves')}
      size="xs"
      className={classes['shelfSwitch'] ?? ''}
      value={shelf}
      data={shelves.map((value) => ({ value, label: t(`shelf.${value}`) }))}
      onChange={(next) => {
        go('items', null, { replace: true })
        set({ shelf: next })
      }}
    />
  )
}
