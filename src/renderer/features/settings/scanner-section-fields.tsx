import { Select, Switch, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { scannerLayouts, separatorWays, type ScannerSettings } from '../../../shared/contract/settings.ts'
import { Line, NumberLine } from './parts.tsx'
import { visibleText } from '../../ui/visible-signs.ts'

const suffixes = ['any', 'enter', 'tab', 'none'] as const satisfies readonly ScannerSettings['suffix'][]
const pace = [
  { member: 'minLength', max: 64, unit: false },
  { member: 'medianGap', max: 1000, unit: true },
  { member: 'maxGap', max: 2000, unit: true },
  { member: 'silence', max: 2000, unit: true },
] as const

interface ScannerFieldsProps {
  readonly profile: ScannerSettings
  onChange(this: void, changes: Partial<ScannerSettings>): void
}

/** What the scanner in use sends, by hand. The wizard finds all of it out by itself. */
export function ScannerFields({ profile, onChange }: ScannerFieldsProps) {
  const { t } = useTranslation('settings')
  return (
    <>
      <ChoiceOf
        label={t('scanner.layout')}
        hint={t('scanner.layoutHint')}
        choices={scannerLayouts.map((value) => ({ value, label: t(`scanner.layouts.${value}`) }))}
        value={profile.layout}
        onChange={(layout) => onChange({ layout })}
      />
      <ChoiceOf
        label={t('scanner.suffix')}
        hint={t('scanner.suffixHint')}
        choices={suffixes.map((value) => ({ value, label: t(`scanner.suffixes.${value}`) }))}
        value={profile.suffix}
        onChange={(suffix) => onChange({ suffix })}
      />
      <TextOf
        label={t('scanner.prefix')}
        hint={t('scanner.prefixHint')}
        value={profile.prefix}
        onChange={(prefix) => onChange({ prefix })}
      />
      <ChoiceOf
        label={t('scanner.separator')}
        hint={t('scanner.separatorHint')}
        choices={separatorWays.map((value) => ({ value, label: t(`scanner.separators.${value}`) }))}
        value={profile.separator}
        onChange={(separator) => onChange({ separator })}
      />
      {profile.separator === 'text' && (
        <TextOf
          label={t('scanner.separatorText')}
          hint={t('scanner.separatorTextHint')}
          value={profile.separatorText}
          onChange={(separatorText) => onChange({ separatorText })}
        />
      )}
      <Line label={t('scanner.caseInverted')} hint={t('scanner.caseInvertedHint')}>
        {({ labelledBy, describedBy }) => (
          <Switch
            aria-labelledby={labelledBy}
            aria-describedby={describedBy}
            checked={profile.caseInverted}
            onChange={({ currentTarget }) => onChange({ caseInverted: currentTarget.checked })}
          />
        )}
      </Line>
      {pace.map(({ member, max, unit }) => (
        <NumberLine
          key={member}
          label={t(`scanner.${member}`)}
          hint={t(`scanner.${member}Hint`)}
          {...(unit ? { unit: t('scanner.ms') } : {})}
          value={profile[member]}
          min={member === 'silence' ? 10 : 1}
          max={max}
          onChange={(value) => onChange({ [member]: value })}
        />
      ))}
    </>
  )
}

interface ChoiceOfProps<T extends string> {
  readonly label: string
  readonly hint: string
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly value: T
  onChange(this: void, value: T): void
}

function ChoiceOf<T extends string>({ label, hint, choices, value, onChange }: ChoiceOfProps<T>) {
  return (
    <Line label={label} hint={hint}>
      {({ labelledBy }) => (
        <Select
          aria-labelledby={labelledBy}
          w="16rem"
          data={choices.map((choice) => ({ ...choice }))}
          value={value}
          onChange={(chosen) => {
            const found = choices.find((choice) => choice.value === chosen)
            if (found !== undefined) onChange(found.value)
          }}
          allowDeselect={false}
        />
      )}
    </Line>
  )
}

interface TextOfProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  onChange(this: void, value: string): void
}

function TextOf({ label, hint, value, onChange }: TextOfProps) {
  const [typed, setTyped] = useState<string | null>(null)
  useEffect(() => setTyped(null), [value])
  const keep = (): void => {
    if (typed !== null && typed !== value) onChange(typed)
  }
  return (
    <Line label={label} hint={hint}>
      {({ labelledBy, describedBy }) => (
        <TextInput
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          w="16rem"
          value={typed ?? visibleText(value)}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          onBlur={keep}
          onKeyDown={(event) => event.key === 'Enter' && keep()}
          maxLength={8}
          autoComplete="off"
          classNames={{ input: 'mono' }}
        />
      )}
    </Line>
  )
}
