import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WarehouseRow } from '../../../shared/contract/warehouses.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { PanelSection } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'

/** Says that nobody else changes stock in a warehouse, with what that means; gone as soon as it is seen to be wrong. */
export function SoleSwitch({ row }: { readonly row: WarehouseRow }) {
  const { t } = useTranslation('items')
  const format = useFormat()
  const now = useNow()
  const declare = useCommand('warehouses.declareSole')
  const { declared, contradictedAt, writesLeft } = row.sole
  return (
    <PanelSection title={t('sole.title')}>
      <Switch
        label={t('sole.label')}
        description={t('sole.text')}
        checked={declared && contradictedAt === null}
        disabled={!row.confirmed || contradictedAt !== null || declare.pending}
        onChange={({ currentTarget }) =>
          void declare.run({ warehouseID: row.warehouseID, sole: currentTarget.checked })
        }
      />
      {contradictedAt !== null && (
        <p className="sm">
          {t('sole.contradicted', { time: format.moment(contradictedAt, now), number: format.count(writesLeft) })}
        </p>
      )}
      {declare.error !== null && <ErrorPanel error={declare.error} title={t('sole.failed')} />}
    </PanelSection>
  )
}
