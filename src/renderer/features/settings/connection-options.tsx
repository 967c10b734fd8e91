import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type {
  CapabilityName,
  ConnectionOptions as Options,
  ConnectionRow,
} from '../../../shared/contract/connections.ts'
import { useCommand } from '../../data/query.ts'
import { canDo } from '../../ui/abilities.ts'
import { NotKept } from './not-kept.tsx'
import { ChoiceLine, Line, NumberLine } from './parts.tsx'
import classes from './settings.module.css'

/** How this account is synced. Remembered at once, like everything in the settings. */
export function ConnectionOptions({ connection }: { readonly connection: ConnectionRow }) {
  const { t } = useTranslation('settings')
  const save = useCommand('connections.save')
  const { connectionID, name, remote, baseUrl, options, capabilities } = connection
  const can = (...names: readonly CapabilityName[]): boolean => names.some((each) => canDo(capabilities, each))
  const writes = can('writeItems', 'writeWarehouses', 'moveStock', 'setStock', 'announce')
  const change = (changes: Partial<Options>): void =>
    void save.run({ connectionID, name, remote, baseUrl, options: changes })
  return (
    <details className={classes['details']} open={connection.inUse}>
      <summary>{t('options.title')}</summary>
      <NotKept error={save.error} />
      <Line label={t('options.autoSync')} hint={t('options.autoSyncHint')}>
        {({ labelledBy, describedBy }) => (
          <Switch
            aria-labelledby={labelledBy}
            aria-describedby={describedBy}
            checked={options.autoSync}
            onChange={({ currentTarget }) => change({ autoSync: currentTarget.checked })}
          />
        )}
      </Line>
      {/* Nothing is sent to a system that is only read. */}
      {writes && (
        <>
          <NumberLine
            label={t('options.batchSize')}
            hint={t('options.batchSizeHint')}
            value={options.batchSize}
            min={1}
            max={1000}
            onChange={(batchSize) => change({ batchSize })}
          />
          <NumberLine
            label={t('options.settle')}
            hint={t('options.settleHint')}
            unit={t('options.seconds')}
            value={options.settleSeconds}
            min={0}
            max={3600}
            step={10}
            onChange={(settleSeconds) => change({ settleSeconds })}
          />
        </>
      )}
      {can('writeItems') && can('prices') && (
        <ChoiceLine
          label={t('options.price')}
          hint={t('options.priceHint')}
          value={options.priceConflicts}
          choices={(['ask', 'mine', 'theirs'] as const).map((value) => ({
            value,
            label: t(`options.prices.${value}`),
          }))}
          onChange={(priceConflicts) => change({ priceConflicts })}
        />
      )}
    </details>
  )
}
