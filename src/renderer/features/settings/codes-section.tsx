import { NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeRule } from '../../../shared/domain/code-rules.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { draftProblem, newRule, tryCode } from './code-rules-draft.ts'
import { Group, Line } from './parts.tsx'
import classes from './codes-section.module.css'

/** Patterns of in-store codes. They are saved together, because two may not read the same code. */
export function CodesSection() {
  const { t } = useTranslation('codes')
  const saved = useQueryOf('barcodes.rules', {})
  const [draft, setDraft] = useState<readonly CodeRule[] | null>(null)
  if (saved.error !== null) return <ErrorPanel error={saved.error} />
  if (saved.data === undefined) return <LoadingRows rows={3} />
  const rules = draft ?? saved.data.rules
  return (
    <>
      <Group title={t('rules.title')} text={t('rules.text')}>
        <Rules rules={rules} changed={draft !== null} onChange={setDraft} />
      </Group>
      <Group title={t('rules.try')}>
        <TryCode rules={rules} />
      </Group>
    </>
  )
}

interface RulesProps {
  readonly rules: readonly CodeRule[]
  readonly changed: boolean
  /** Null: nothing is changed any more. */
  onChange(this: void, rules: readonly CodeRule[] | null): void
}

function Rules({ rules, changed, onChange }: RulesProps) {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const command = useCommand('barcodes.setRules')
  const problem = draftProblem(rules)

  async function save(): Promise<void> {
    const done = await command.run({ rules: rules.map((rule) => ({ ...rule, name: rule.name.trim() })) })
    if (!done.ok) return
    const { counted } = done.value
    tell(counted > 0 ? t('rules.savedCounted', { counted: format.quantity(counted) }) : t('rules.saved'))
    onChange(null)
  }

  const replace = (index: number, rule: CodeRule): void =>
    onChange(rules.map((other, place) => (place === index ? rule : other)))
  return (
    <div className={classes['rules']}>
      {rules.length === 0 && <p className="mute">{t('rules.none')}</p>}
      {rules.map((rule, index) => (
        <RuleFields
          // A row has no name of its own that would not change while it is typed.
          key={index}
          rule={rule}
          problem={problem?.index === index ? t(`rules.problem.${problem.problem}`) : null}
          onChange={(next) => replace(index, next)}
          onRemove={() => onChange(rules.filter((_other, place) => place !== index))}
        />
      ))}
      <div className={classes['foot']}>
        <KeyButton
          icon="plus"
          label={t('rules.add')}
          onPress={() => onChange([...rules, { name: t('rules.example'), ...newRule(rules) }])}
        />
        <KeyButton
          kind="filled"
          label={t('rules.save')}
          disabled={!changed || problem !== null}
          busy={command.pending}
          onPress={() => void save()}
        />
      </div>
      {command.error !== null && <ErrorPanel error={command.error} title={t('rules.failed')} />}
    </div>
  )
}

interface RuleFieldsProps {
  readonly rule: CodeRule
  readonly problem: string | null
  onChange(this: void, rule: CodeRule): void
  onRemove(this: void): void
}

function RuleFields({ rule, problem, onChange, onRemove }: RuleFieldsProps) {
  const { t } = useTranslation('codes')
  return (
    <div className={classes['rule']} role="group" aria-label={rule.name}>
      <TextInput
        label={t('rules.name')}
        value={rule.name}
        maxLength={100}
        onChange={({ currentTarget }) => onChange({ ...rule, name: currentTarget.value })}
      />
      <TextInput
        label={t('rules.pattern')}
        value={rule.pattern}
        maxLength={13}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
        error={problem}
        onChange={({ currentTarget }) => onChange({ ...rule, pattern: currentTarget.value.toUpperCase() })}
      />
      <NumberInput
        label={t('rules.decimals')}
        value={rule.decimals}
        min={0}
        max={5}
        allowDecimal={false}
        onChange={(value) => typeof value === 'number' && onChange({ ...rule, decimals: value })}
      />
      <Select
        label={t('rules.counts')}
        data={[
          { value: 'measure', label: t('rules.measure') },
          { value: 'piece', label: t('rules.piece') },
        ]}
        value={rule.counts}
        allowDeselect={false}
        onChange={(counts) => counts !== null && onChange({ ...rule, counts })}
      />
      <IconButton icon="trash" label={t('rules.remove', { name: rule.name })} onPress={onRemove} />
    </div>
  )
}

/** A scan here is read by the patterns as they stand, saved or not. */
function TryCode({ rules }: { readonly rules: readonly CodeRule[] }) {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const [code, setCode] = useState('')
  useScanHandler((scan) => setCode(scan.code))
  const tried = tryCode(rules, code)
  const value = tried === null ? '' : format.quantity(tried.value)
  const said =
    tried === null
      ? t('rules.reads.none')
      : t(`rules.reads.${tried.kind}`, { ...tried, weight: value, price: value, count: tried.value })
  return (
    <>
      <Line label={t('col.code')} hint={t('rules.tryHint')}>
        {({ labelledBy, describedBy }) => (
          <TextInput
            aria-labelledby={labelledBy}
            aria-describedby={describedBy}
            value={code}
            maxLength={512}
            autoComplete="off"
            classNames={{ input: 'mono' }}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
          />
        )}
      </Line>
      <p role="status" className={classes['said']}>
        {code.trim() === '' ? '' : said}
      </p>
    </>
  )
}
