import { NumberInput, Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import { go } from '../../navigation/route.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { NotKept } from './not-kept.tsx'
import { Group, Line } from './parts.tsx'
import { RulesSection } from './rules-section.tsx'

/** Signs of the money that Hako’s prices are in; Hako itself names none. */
const currencies = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'HUF',
  'RON',
  'BGN',
  'TRY',
  'JPY',
  'CAD',
  'AUD',
]

export function CountingSection() {
  const { t } = useTranslation('settings')
  const { blind, currency, staleHours } = useSettings()
  const { change, error } = useChangeSettings()
  return (
    <>
      <NotKept error={error} />
      <Group title={t('section.counting')}>
        <Line label={t('counting.blind')} hint={t('counting.blindHint')}>
          {({ labelledBy, describedBy }) => (
            <Switch
              aria-labelledby={labelledBy}
              aria-describedby={describedBy}
              checked={blind}
              onChange={({ currentTarget }) => change({ blind: currentTarget.checked })}
            />
          )}
        </Line>
        <Line label={t('counting.stale')} hint={t('counting.staleHint')}>
          {({ labelledBy, describedBy }) => (
            <NumberInput
              aria-labelledby={labelledBy}
              aria-describedby={describedBy}
              w="7rem"
              min={1}
              max={720}
              allowDecimal={false}
              value={staleHours}
              onChange={(value) => typeof value === 'number' && value >= 1 && change({ staleHours: value })}
            />
          )}
        </Line>
        <Line label={t('counting.commands')} hint={t('counting.commandsHint')}>
          {() => (
            <KeyButton size="small" icon="printer" label={t('counting.commands')} onPress={() => go('commands')} />
          )}
        </Line>
        <Line label={t('counting.currency')} hint={t('counting.currencyHint')}>
          {({ labelledBy }) => (
            <Select
              aria-labelledby={labelledBy}
              w="7rem"
              data={currencies.includes(currency) ? currencies : [currency, ...currencies]}
              value={currency}
              onChange={(value) => value !== null && change({ currency: value })}
              searchable
              selectFirstOptionOnChange
              allowDeselect={false}
            />
          )}
        </Line>
      </Group>
      <RulesSection />
    </>
  )
}
