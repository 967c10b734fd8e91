import { useTranslation } from 'react-i18next'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import { NotKept } from './not-kept.tsx'
import { ChoiceLine, Group } from './parts.tsx'

const languages = ['system', 'en', 'de'] as const
const themes = ['system', 'light', 'dark'] as const
const textSizes = [90, 100, 115, 130, 160] as const
const targets = ['normal', 'large'] as const

export function LookSection() {
  const { t } = useTranslation(['settings', 'common'])
  const { language, theme, textSize, touchTargets } = useSettings()
  const { change, error } = useChangeSettings()
  return (
    <>
      <NotKept error={error} />
      <Group title={t('section.look')}>
        <ChoiceLine
          label={t('common:language.title')}
          value={language}
          choices={languages.map((value) => ({ value, label: t(`common:language.${value}`) }))}
          onChange={(value) => change({ language: value })}
        />
        <ChoiceLine
          label={t('common:theme.title')}
          value={theme}
          choices={themes.map((value) => ({ value, label: t(`common:theme.${value}`) }))}
          onChange={(value) => change({ theme: value })}
        />
        <ChoiceLine
          label={t('look.textSize')}
          hint={t('look.textSizeHint')}
          value={String(textSize)}
          choices={textSizes.map((size) => ({ value: String(size), label: `${String(size)} %` }))}
          onChange={(value) => {
            const size = textSizes.find((other) => String(other) === value)
            if (size !== undefined) change({ textSize: size })
          }}
        />
        <ChoiceLine
          label={t('look.targets')}
          hint={t('look.targetsHint')}
          value={touchTargets}
          choices={targets.map((value) => ({ value, label: t(`look.target.${value}`) }))}
          onChange={(value) => change({ touchTargets: value })}
        />
      </Group>
    </>
  )
}
