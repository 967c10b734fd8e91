import { PasswordInput, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RemoteKind, RemoteSetting } from '../../shared/contract/connections.ts'
import { useRemoteTexts } from '../i18n/remote-texts.ts'
import { isOpenAddress, type ConnectionProblems, type ConnectionText } from './connection-form.ts'
import classes from './connection-fields.module.css'
import { Icon } from './icon.tsx'
import { SettingFields, type DrawDocument } from './setting-fields.tsx'

export interface ConnectionFieldsProps {
  readonly kind: RemoteKind
  readonly text: ConnectionText
  /** Null: nothing was tried yet, so nothing is wrong. */
  readonly problems: ConnectionProblems | null
  /** The end of the saved key; given: empty fields leave what is saved. */
  readonly keyHint?: string | null
  /** The first field takes the focus when it appears. */
  readonly focus: boolean
  /** Draws a setting that is a document; left out: those are not shown. */
  readonly drawDocument?: DrawDocument
  onChange(this: void, changes: Partial<ConnectionText>): void
}

/** What a kind of remote asks for, as it says itself. Credentials are what must be typed, so they come first. */
export function ConnectionFields(props: ConnectionFieldsProps) {
  const { kind, text, problems, drawDocument, onChange } = props
  const { t } = useTranslation()
  const settings = kind.settings.filter((setting) => setting.kind !== 'document' || drawDocument !== undefined)
  return (
    <div className={classes['fields']}>
      <Credentials {...props} />
      <p className={classes['safe']}>
        <Icon name="lock" size={16} />
        {t('connect.keySafe')}
      </p>
      <div className={classes['pair']}>
        <TextInput
          label={t('connect.name')}
          value={text.name}
          onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
          error={problems?.name !== undefined && t(`connect.problem.${problems.name}`)}
          maxLength={200}
          autoComplete="off"
        />
        <TextInput
          label={t('connect.address')}
          value={text.baseUrl}
          onChange={({ currentTarget }) => onChange({ baseUrl: currentTarget.value })}
          error={problems?.baseUrl !== undefined && t(`connect.problem.${problems.baseUrl}`)}
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
      {settings.length > 0 && (
        <MoreSettings settings={settings}>
          <SettingFields
            remote={kind.remote}
            settings={settings}
            values={text.settings}
            drawDocument={drawDocument}
            onChange={(name, value) => onChange({ settings: { ...text.settings, [name]: value } })}
          />
        </MoreSettings>
      )}
    </div>
  )
}

function Credentials({ kind, text, problems, keyHint, focus, onChange }: ConnectionFieldsProps) {
  const { t } = useTranslation()
  const texts = useRemoteTexts(kind.remote)
  const kept =
    keyHint === undefined
      ? null
      : t(keyHint === null ? 'connect.keptPlain' : 'connect.keyKept', { hint: keyHint ?? '' })
  return (
    <div className={kind.credentials.length > 1 ? classes['credentials'] : undefined}>
      {kind.credentials.map(({ name, secret }, index) => {
        const { label, help } = texts.credential(name)
        const field = {
          label,
          description: kept ?? help,
          value: text.credentials[name] ?? '',
          onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
            onChange({ credentials: { ...text.credentials, [name]: currentTarget.value } }),
          error: problems?.missing.includes(name) === true && t('connect.problem.missing', { label }),
          maxLength: 4096,
          autoComplete: 'off',
          spellCheck: false,
          ...(index === 0 && focus ? { 'data-autofocus': true, autoFocus: true } : {}),
        }
        return secret ? (
          <PasswordInput
            key={name}
            {...field}
            leftSection={<Icon name="key" />}
            classNames={{ innerInput: 'mono' }}
            visibilityToggleButtonProps={{ 'aria-label': t('connect.keyShow') }}
          />
        ) : (
          <TextInput key={name} {...field} leftSection={<Icon name="user" />} classNames={{ input: 'mono' }} />
        )
      })}
    </div>
  )
}

/** Folded away: they have defaults. What is not confirmed is said on the outside. */
function MoreSettings({
  settings,
  children,
}: {
  readonly settings: readonly RemoteSetting[]
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const unconfirmed = settings.filter(({ confirmed }) => !confirmed).length
  return (
    <details className={classes['more']}>
      <summary>
        <Icon name="chevronRight" size={16} />
        {t('connect.more')}
        {unconfirmed > 0 && (
          <span className={classes['unconfirmed']}>{t('connect.unconfirmedCount', { count: unconfirmed })}</span>
        )}
      </summary>
      {unconfirmed > 0 && <p className="sm mute">{t('connect.unconfirmedMeans')}</p>}
      {children}
    </details>
  )
}
