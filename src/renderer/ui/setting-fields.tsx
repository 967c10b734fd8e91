import { SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RemoteSetting } from '../../shared/contract/connections.ts'
import { useRemoteTexts, type FieldText } from '../i18n/remote-texts.ts'
import classes from './connection-fields.module.css'
import { Tag } from './tag.tsx'

/** Draws the editor of a setting that is a text of many lines. */
export type DrawDocument = (document: {
  readonly setting: RemoteSetting
  readonly value: string
  onChange(this: void, value: string): void
}) => ReactNode

interface SettingFieldsProps {
  readonly remote: string
  readonly settings: readonly RemoteSetting[]
  readonly values: Readonly<Record<string, string>>
  readonly drawDocument?: DrawDocument | undefined
  onChange(this: void, name: string, value: string): void
}

/** What a remote's documents leave open, each with its default and whether anybody has confirmed it. */
export function SettingFields({ remote, settings, values, drawDocument, onChange }: SettingFieldsProps) {
  const texts = useRemoteTexts(remote)
  return (
    <div className={classes['settings']}>
      {settings.map((setting) => (
        <SettingField
          key={setting.name}
          setting={setting}
          text={texts.setting(setting.name)}
          value={values[setting.name] ?? setting.default}
          drawDocument={drawDocument}
          onChange={(value) => onChange(setting.name, value)}
        />
      ))}
    </div>
  )
}

interface SettingFieldProps {
  readonly setting: RemoteSetting
  readonly text: FieldText
  readonly value: string
  readonly drawDocument: DrawDocument | undefined
  onChange(this: void, value: string): void
}

function SettingField({ setting, text, value, drawDocument, onChange }: SettingFieldProps) {
  const id = useId()
  const label = (
    <span className={classes['settingLabel']}>
      <span id={id}>{text.label}</span>
      <Unconfirmed setting={setting} />
    </span>
  )
  switch (setting.kind) {
    case 'choice':
      return (
        <div>
          {label}
          {text.help !== '' && <p className="xs mute">{text.help}</p>}
          <SegmentedControl
            aria-labelledby={id}
            value={value}
            data={setting.choices.map((choice) => ({ value: choice, label: text.choices[choice] ?? choice }))}
            onChange={onChange}
          />
        </div>
      )
    case 'text':
      return (
        <TextInput
          label={label}
          description={text.help}
          value={value}
          placeholder={setting.default}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'mono' }}
        />
      )
    case 'document':
      return (
        <div className={classes['document']}>
          {drawDocument?.({ setting, value, onChange }) ?? (
            <Textarea
              label={label}
              description={text.help}
              value={value}
              onChange={({ currentTarget }) => onChange(currentTarget.value)}
              rows={10}
              spellCheck={false}
              classNames={{ input: 'mono' }}
            />
          )}
        </div>
      )
  }
}

/** Nothing documented says that the default is right; a person who knows the account can. */
export function Unconfirmed({ setting }: { readonly setting: RemoteSetting }) {
  const { t } = useTranslation()
  if (setting.confirmed) return null
  return (
    <Tag icon="unknown" tone="warn">
      {t('connect.unconfirmed')}
    </Tag>
  )
}
