import { Select, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { scannerProfile, type ScannerSettings, type SettingsPatch } from '../../../shared/contract/settings.ts'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { NotKept } from './not-kept.tsx'
import { Group, Line, NumberLine } from './parts.tsx'
import { ScanTest } from './scan-test.tsx'
import { visibleText } from './visible-signs.ts'

const defaults: ScannerSettings = scannerProfile.parse({})
const suffixes = ['any', 'enter', 'tab', 'none'] as const satisfies readonly ScannerSettings['suffix'][]
const layouts = ['us', 'de', 'fr'] as const satisfies readonly ScannerSettings['layout'][]

const isDefault = (profile: ScannerSettings): boolean =>
  JSON.stringify(scannerProfile.parse(profile)) === JSON.stringify(defaults)

/** How this PC tells its scanner from a hand. The defaults fit most; the test shows what really came in. */
export function ScannerSection() {
  const { t } = useTranslation('settings')
  const { scanner } = useSettings()
  const settings = useChangeSettings()
  const change = (changes: NonNullable<SettingsPatch['scanner']>): void => settings.change({ scanner: changes })
  const unit = t('scanner.ms')
  return (
    <>
      <NotKept error={settings.error} />
      <Group title={t('scanner.test')} text={t('scanner.testText')}>
        <ScanTest profile={scanner} />
      </Group>
      <Group
        title={t('scanner.profile')}
        beside={
          <KeyButton
            size="small"
            icon="recount"
            label={t('scanner.defaults')}
            disabled={isDefault(scanner)}
            onPress={() => change(defaults)}
          />
        }
      >
        <Line label={t('scanner.layout')} hint={t('scanner.layoutHint')}>
          {({ labelledBy }) => (
            <Select
              aria-labelledby={labelledBy}
              w="13rem"
              data={layouts.map((value) => ({ value, label: t(`scanner.layouts.${value}`) }))}
              value={scanner.layout}
              onChange={(value) => {
                const layout = layouts.find((other) => other === value)
                if (layout !== undefined) change({ layout })
              }}
              allowDeselect={false}
            />
          )}
        </Line>
        <Line label={t('scanner.suffix')} hint={t('scanner.suffixHint')}>
          {({ labelledBy }) => (
            <Select
              aria-labelledby={labelledBy}
              w="13rem"
              data={suffixes.map((value) => ({ value, label: t(`scanner.suffixes.${value}`) }))}
              value={scanner.suffix}
              onChange={(value) => {
                const suffix = suffixes.find((other) => other === value)
                if (suffix !== undefined) change({ suffix })
              }}
              allowDeselect={false}
            />
          )}
        </Line>
        <Line label={t('scanner.prefix')} hint={t('scanner.prefixHint')}>
          {({ labelledBy, describedBy }) => (
            <Prefix
              value={scanner.prefix}
              labelledBy={labelledBy}
              describedBy={describedBy}
              onChange={(prefix) => change({ prefix })}
            />
          )}
        </Line>
        <NumberLine
          label={t('scanner.minLength')}
          hint={t('scanner.minLengthHint')}
          value={scanner.minLength}
          min={1}
          max={64}
          onChange={(minLength) => change({ minLength })}
        />
        <NumberLine
          label={t('scanner.medianGap')}
          hint={t('scanner.medianGapHint')}
          unit={unit}
          value={scanner.medianGap}
          min={1}
          max={1000}
          onChange={(medianGap) => change({ medianGap })}
        />
        <NumberLine
          label={t('scanner.maxGap')}
          hint={t('scanner.maxGapHint')}
          unit={unit}
          value={scanner.maxGap}
          min={1}
          max={2000}
          onChange={(maxGap) => change({ maxGap })}
        />
        <NumberLine
          label={t('scanner.silence')}
          hint={t('scanner.silenceHint')}
          unit={unit}
          value={scanner.silence}
          min={10}
          max={2000}
          onChange={(silence) => change({ silence })}
        />
      </Group>
    </>
  )
}

interface PrefixProps {
  readonly value: string
  readonly labelledBy: string
  readonly describedBy: string
  onChange(this: void, value: string): void
}

function Prefix({ value, labelledBy, describedBy, onChange }: PrefixProps) {
  const [typed, setTyped] = useState<string | null>(null)
  useEffect(() => setTyped(null), [value])
  const keep = (): void => {
    if (typed !== null && typed !== value) onChange(typed)
  }
  return (
    <TextInput
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      w="13rem"
      value={typed ?? visibleText(value)}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
      maxLength={8}
      autoComplete="off"
      classNames={{ input: 'mono' }}
    />
  )
}
