import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../shared/contract/settings.ts'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import { Brand } from '../../ui/brand.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { Icon } from '../../ui/icon.tsx'
import classes from './welcome.module.css'

const languages = ['system', 'en', 'de'] as const satisfies readonly Settings['language'][]
const themes = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][]

/** Language and look can be chosen before anything else is. */
export function WelcomeBar() {
  const { t } = useTranslation()
  const { language, theme } = useSettings()
  const { change } = useChangeSettings()
  return (
    <header className={classes['bar']}>
      <Brand />
      <div className="row end">
        <Choice
          icon="globe"
          label={t('language.title')}
          now={t(`language.${language}`)}
          choices={languages.map((value) => ({
            text: t(`language.${value}`),
            choose: () => change({ language: value }),
          }))}
        />
        <Choice
          icon={theme === 'dark' ? 'moon' : 'sun'}
          label={t('theme.title')}
          now={t(`theme.${theme}`)}
          choices={themes.map((value) => ({ text: t(`theme.${value}`), choose: () => change({ theme: value }) }))}
        />
      </div>
    </header>
  )
}

interface ChoiceProps {
  readonly icon: IconName
  readonly label: string
  readonly now: string
  readonly choices: readonly { readonly text: string; choose(this: void): void }[]
}

function Choice({ icon, label, now, choices }: ChoiceProps) {
  return (
    <Menu position="bottom-end" transitionProps={{ transition: 'fade', duration: 100 }}>
      <Menu.Target>
        <button type="button" className={classes['choice']} aria-label={`${label}: ${now}`}>
          <Icon name={icon} size={18} />
          {`${label}: ${now}`}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ text, choose }) => (
          <Menu.Item
            key={text}
            onClick={choose}
            rightSection={text === now ? <Icon name="check" size={16} /> : undefined}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
