import { PasswordInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../shared/contract/contract.ts'
import { isOpenAddress, type ConnectionText, type connectionProblems } from './connection-form.ts'
import classes from './connection-fields.module.css'
import { Icon } from './icon.tsx'

export interface ConnectionFieldsProps {
  readonly text: ConnectionText
  readonly problems: ReturnType<typeof connectionProblems>
  /** The end of the saved key; given: an empty field leaves it. */
  readonly keyHint?: string | null
  onChange(this: void, changes: Partial<ConnectionText>): void
}

/** Key, name and address of an account at Hako. The key is the one thing that must be typed, so it comes first. */
export function ConnectionFields({ text, problems, keyHint, onChange }: ConnectionFieldsProps) {
  const { t } = useTranslation()
  const said = (problem: keyof typeof problems): string | undefined => {
    const kind = problems[problem]
    return kind === undefined ? undefined : t(`connect.problem.${kind}`)
  }
  return (
    <div className={classes['fields']}>
      <PasswordInput
        label={t('connect.key')}
        description={keyHint === undefined ? t('connect.keyWhere') : t('connect.keyKept', { hint: keyHint ?? '' })}
        leftSection={<Icon name="key" />}
        value={text.apiKey}
        onChange={({ currentTarget }) => onChange({ apiKey: currentTarget.value })}
        error={said('apiKey')}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        autoFocus
        classNames={{ innerInput: 'mono' }}
        visibilityToggleButtonProps={{ 'aria-label': t('connect.keyShow') }}
      />
      <p className={classes['safe']}>
        <Icon name="lock" size={16} />
        {t('connect.keySafe')}
      </p>
      <div className={classes['pair']}>
        <TextInput
          label={t('connect.name')}
          value={text.name}
          onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
          error={said('name')}
          maxLength={200}
          autoComplete="off"
        />
        <TextInput
          label={t('connect.address')}
          value={text.baseUrl}
          onChange={({ currentTarget }) => onChange({ baseUrl: currentTarget.value })}
          error={said('baseUrl')}
          maxLength={2048}
          autoComplete="off"
          spellCheck={false}
          inputMode="url"
          classNames={{ input: 'mono' }}
        />
      </div>
      {isOpenAddress(text.baseUrl) && (
        <p className={classes['open']}>
          <Icon name="warn" size={16} />
          {t('connect.open')}
        </p>
      )}
    </div>
  )
}

export type TestResult = Output<'connections.test'>

/** What came of a test, as a sentence. */
export function ConnectionVerdict({ test }: { readonly test: TestResult }) {
  const { t } = useTranslation()
  const ok = test.result === 'ok'
  return (
    <p className={classes['verdict']} data-ok={ok || undefined} role={ok ? 'status' : 'alert'}>
      <Icon name={ok ? 'done' : 'warn'} />
      <span>{ok ? t('connect.result.ok', { count: test.warehouses ?? 0 }) : t(`connect.result.${test.result}`)}</span>
    </p>
  )
}
