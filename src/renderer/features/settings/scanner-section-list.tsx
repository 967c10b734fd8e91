import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NamedScanner, ScannersSettings } from '../../../shared/contract/settings.ts'
import { chooseScanner, removeScanner, renameScanner } from '../../scanner/profiles.ts'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Line } from './parts.tsx'

interface ScannerListProps {
  readonly scanners: ScannersSettings
  onChange(this: void, scanners: ScannersSettings): void
}

/** Every scanner by its name, and the defaults, which fit most. */
export function ScannerList({ scanners, onChange }: ScannerListProps) {
  const { t } = useTranslation('settings')
  const { active, profiles } = scanners
  const inUse = profiles.some(({ profileID }) => profileID === active) ? active : null
  const use = (profileID: string | null) => () => onChange(chooseScanner(scanners, profileID))
  return (
    <>
      <Line label={t('scanner.noProfile')} hint={t('scanner.noProfileHint')}>
        <Use inUse={inUse === null} name={t('scanner.noProfile')} onUse={use(null)} />
      </Line>
      {profiles.map((profile) => (
        <NamedLine
          key={profile.profileID}
          profile={profile}
          inUse={inUse === profile.profileID}
          onUse={use(profile.profileID)}
          onRename={(name) => onChange(renameScanner(scanners, profile.profileID, name))}
          onRemove={() => onChange(removeScanner(scanners, profile.profileID))}
        />
      ))}
    </>
  )
}

interface NamedLineProps {
  readonly profile: NamedScanner
  readonly inUse: boolean
  onUse(this: void): void
  onRename(this: void, name: string): void
  onRemove(this: void): void
}

function NamedLine({ profile, inUse, onUse, onRename, onRemove }: NamedLineProps) {
  const { t } = useTranslation('settings')
  const [typed, setTyped] = useState<string | null>(null)
  const { name } = profile
  const rename = (): void => {
    if (typed !== null && typed.trim() !== '') onRename(typed)
    setTyped(null)
  }
  const facts = [t(`scanner.layouts.${profile.layout}`), t(`scanner.suffixes.${profile.suffix}`)].join(' · ')
  if (typed !== null) {
    return (
      <Line label={t('scanner.rename', { name })}>
        {({ labelledBy }) => (
          <TextInput
            aria-labelledby={labelledBy}
            data-autofocus
            autoFocus
            w="16rem"
            value={typed}
            maxLength={60}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            onBlur={rename}
            onKeyDown={({ key }) => key === 'Enter' && rename()}
          />
        )}
      </Line>
    )
  }
  return (
    <Line label={name} hint={facts}>
      <Use inUse={inUse} name={name} onUse={onUse} />
      <IconButton icon="pencil" label={t('scanner.rename', { name })} onPress={() => setTyped(name)} />
      <IconButton icon="trash" label={t('scanner.remove', { name })} onPress={onRemove} />
    </Line>
  )
}

function Use({ inUse, name, onUse }: { readonly inUse: boolean; readonly name: string; readonly onUse: () => void }) {
  const { t } = useTranslation('settings')
  if (inUse) return <Tag tone="ok">{t('scanner.inUse')}</Tag>
  return <KeyButton size="small" label={t('scanner.use', { name })} onPress={onUse} />
}
