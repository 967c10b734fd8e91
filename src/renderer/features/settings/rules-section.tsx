import { NumberInput, SegmentedControl, Switch, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CountingRulesSettings } from '../../../shared/contract/counting-rules.ts'
import type { AbcClass, Limits, Tolerance } from '../../../shared/domain/counting-rules.ts'
import { useQueryOf } from '../../data/query.ts'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import { useFormat } from '../../i18n/format.ts'
import { NotKept } from './not-kept.tsx'
import { ChoiceLine, Group, Line } from './parts.tsx'
import { noTolerance, toleranceFor, tryRules, withTolerance } from './rules-example.ts'
import classes from './rules-section.module.css'
import { useRules } from './use-rules.ts'

/** What is asked of a counted difference before it is posted. Only who may administer changes it; everybody may look. */
export function RulesSection() {
  const { t } = useTranslation('settings')
  const { reasons, deviceName } = useSettings()
  const { rules, change: changeRules, error: rulesError } = useRules()
  const { change, error } = useChangeSettings()
  const rights = useQueryOf('people.rights', {}).data
  const may = rights === undefined || rights.roles.includes('administer')
  const set = (changes: Partial<CountingRulesSettings>): void => changeRules({ ...rules, ...changes })
  return (
    <>
      <NotKept error={rulesError ?? error} />
      <Group title={t('rules.title')} text={t(may ? 'rules.text' : 'rules.locked')}>
        <fieldset disabled={!may} className={classes['fields']}>
          <Tolerances rules={rules} onChange={changeRules} />
          <SwitchLine
            label={t('rules.recount')}
            hint={t('rules.recountHint')}
            checked={rules.recount}
            onChange={(recount) => set({ recount })}
          />
          <SwitchLine
            label={t('rules.byOther')}
            hint={t('rules.byOtherHint')}
            checked={rules.byOther}
            onChange={(byOther) => set({ byOther })}
          />
          <SwitchLine
            label={t('rules.reason')}
            hint={t('rules.reasonHint')}
            checked={rules.reason}
            onChange={(reason) => set({ reason })}
          />
          <ChoiceLine
            label={t('rules.approval')}
            hint={t('rules.approvalHint')}
            value={rules.approval}
            choices={(['none', 'beyond', 'always'] as const).map((value) => ({
              value,
              label: t(`rules.approve.${value}`),
            }))}
            onChange={(approval) => set({ approval })}
          />
          <Line label={t('rules.reasons')} hint={t('rules.reasonsHint')}>
            {({ labelledBy, describedBy }) => (
              <TagsInput
                aria-labelledby={labelledBy}
                aria-describedby={describedBy}
                w="22rem"
                value={reasons}
                onChange={(value) =>
                  change({ reasons: value.map((text) => text.trim()).filter((text) => text !== '') })
                }
                maxTags={50}
                placeholder={t('rules.reasonsAdd')}
              />
            )}
          </Line>
        </fieldset>
        <ExampleLine rules={rules} />
      </Group>
      <Group title={t('rules.files')}>
        <Line label={t('rules.deviceName')} hint={t('rules.deviceNameHint')}>
          {({ labelledBy, describedBy }) => (
            <TextInput
              key={deviceName}
              aria-labelledby={labelledBy}
              aria-describedby={describedBy}
              w="14rem"
              maxLength={60}
              defaultValue={deviceName}
              onBlur={({ currentTarget }) =>
                currentTarget.value.trim() !== deviceName && change({ deviceName: currentTarget.value.trim() })
              }
            />
          )}
        </Line>
      </Group>
    </>
  )
}

interface SwitchLineProps {
  readonly label: string
  readonly hint: string
  readonly checked: boolean
  onChange(this: void, checked: boolean): void
}

function SwitchLine({ label, hint, checked, onChange }: SwitchLineProps) {
  return (
    <Line label={label} hint={hint}>
      {({ labelledBy, describedBy }) => (
        <Switch
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          checked={checked}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      )}
    </Line>
  )
}

const abcClasses = ['A', 'B', 'C'] as const
const sides = ['minus', 'plus'] as const
const limitNames = ['units', 'percent', 'value'] as const

interface TolerancesProps {
  readonly rules: CountingRulesSettings
  onChange(this: void, rules: CountingRulesSettings): void
}

/** For all items, or for one ABC class: what may be missing and what may be too many. Every limit that is set must hold. */
function Tolerances({ rules, onChange }: TolerancesProps) {
  const { t } = useTranslation('settings')
  const [abc, setAbc] = useState<AbcClass | null>(null)
  const tolerance = toleranceFor(rules, abc)
  const set = (next: Tolerance | null): void => onChange(withTolerance(rules, abc, next))
  return (
    <>
      <Line label={t('rules.tolerance')} hint={t('rules.toleranceHint')}>
        {({ labelledBy }) => (
          <SegmentedControl
            aria-labelledby={labelledBy}
            value={abc ?? 'all'}
            data={[{ value: 'all', label: t('rules.all') }, ...abcClasses.map((value) => ({ value, label: value }))]}
            onChange={(value) => setAbc(abcClasses.find((each) => each === value) ?? null)}
          />
        )}
      </Line>
      <SwitchLine
        label={abc === null ? t('rules.tolerant') : t('rules.ownLimits', { abc })}
        hint={t(abc === null ? 'rules.tolerantHint' : 'rules.ownLimitsHint')}
        checked={tolerance !== null}
        onChange={(checked) => set(checked ? (rules.tolerance ?? noTolerance) : null)}
      />
      {tolerance !== null &&
        sides.map((side) => (
          <SideLine
            key={`${side} ${abc ?? ''}`}
            side={side}
            limits={tolerance[side]}
            onChange={(limits) => set({ ...tolerance, [side]: limits })}
          />
        ))}
    </>
  )
}

interface SideLineProps {
  readonly side: (typeof sides)[number]
  readonly limits: Limits
  onChange(this: void, limits: Limits): void
}

function SideLine({ side, limits, onChange }: SideLineProps) {
  const { t } = useTranslation('settings')
  return (
    <Line label={t(`rules.${side}`)} hint={t('rules.limitsHint')}>
      <span className={classes['limits']}>
        {limitNames.map((name) => (
          <NumberInput
            key={name}
            w="7rem"
            aria-label={`${t(`rules.${side}`)}: ${t(`rules.limit.${name}`)}`}
            placeholder={t('rules.noLimit')}
            description={t(`rules.limit.${name}`)}
            value={limits[name] ?? ''}
            min={0}
            max={1e9}
            allowNegative={false}
            decimalScale={name === 'units' ? 3 : 2}
            onChange={(value) => onChange({ ...limits, [name]: typeof value === 'number' ? value : null })}
          />
        ))}
      </span>
    </Line>
  )
}

/** One line worked through with the rules as they stand, so that nobody has to guess what they mean. */
function ExampleLine({ rules }: { readonly rules: CountingRulesSettings }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const [counted, setCounted] = useState(94)
  const example = { expected: 100, counted, price: 2.5, abc: null }
  const { variance, value, beyond, then } = tryRules(rules, example)
  return (
    <Line
      label={t('rules.example')}
      hint={
        <span aria-live="polite">
          {t('rules.exampleText', {
            expected: format.quantity(example.expected),
            price: format.money(example.price),
            counted: format.quantity(counted),
            variance: format.signed(variance),
            value: format.signedMoney(value),
          })}{' '}
          <b>{t(beyond ? 'rules.isBeyond' : 'rules.isWithin')}</b>{' '}
          {then.length === 0 ? t('rules.then.post') : then.map((step) => t(`rules.then.${step}`)).join(' ')}
        </span>
      }
    >
      <NumberInput
        w="7rem"
        aria-label={t('rules.exampleCounted')}
        value={counted}
        min={0}
        max={100_000}
        onChange={(next) => typeof next === 'number' && setCounted(next)}
      />
    </Line>
  )
}
