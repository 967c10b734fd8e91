import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ItemDetail } from '../../../shared/contract/items.ts'
import { useCommand } from '../../data/query.ts'
import { PanelSection } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './items.module.css'

const parts = ['lot', 'expiry', 'serial'] as const

/** What a count asks of this item where its code does not say it. */
export function ItemTracking({ item: { sku, tracking } }: { readonly item: ItemDetail }) {
  const { t } = useTranslation('items')
  const track = useCommand('items.track')
  return (
    <PanelSection title={t('tracking.title')}>
      <div className={classes['tracking']}>
        {parts.map((part) => (
          <Checkbox
            key={part}
            label={t(`tracking.${part}`)}
            checked={tracking[part]}
            disabled={track.pending}
            onChange={({ currentTarget }) =>
              void track.run({ sku, tracking: { ...tracking, [part]: currentTarget.checked } })
            }
          />
        ))}
      </div>
      <p className="xs mute">{t('tracking.text')}</p>
      {track.error !== null && <ErrorPanel error={track.error} title={t('tracking.failed')} />}
    </PanelSection>
  )
}
