import { MantineProvider } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { useEffect, useMemo, type ReactNode } from 'react'
import { useSettings } from '../data/settings.ts'
import { createFormat, FormatContext } from '../i18n/format.ts'
import { chooseLanguage, i18n } from '../i18n/i18n.ts'
import { RemContext, TouchContext } from '../ui/scale.ts'
import { cssVariablesResolver, theme } from '../ui/theme.ts'

/** Theme, language and text size, live from the settings. Shows the defaults until the first answer: never a blank window. */
export function Preferences({ nonce, children }: { readonly nonce: string; readonly children: ReactNode }) {
  const settings = useSettings()
  const darkSystem = useMediaQuery('(prefers-color-scheme: dark)')
  const language = chooseLanguage(settings.language, navigator.languages)
  const scheme = settings.theme === 'system' ? (darkSystem ? 'dark' : 'light') : settings.theme
  const format = useMemo(() => createFormat(language, settings.currency), [language, settings.currency])
  useEffect(() => {
    document.documentElement.lang = language
    void i18n.changeLanguage(language)
  }, [language])
  useEffect(() => {
    document.documentElement.dataset['textSize'] = String(settings.textSize)
  }, [settings.textSize])
  useEffect(() => {
    document.documentElement.dataset['touchTargets'] = settings.touchTargets
  }, [settings.touchTargets])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      forceColorScheme={scheme}
      getStyleNonce={() => nonce}
    >
      <FormatContext value={format}>
        <RemContext value={(16 * settings.textSize) / 100}>
          <TouchContext value={settings.touchTargets === 'large' ? 44 : 0}>
            {children}
            <Notifications position="bottom-center" limit={3} />
          </TouchContext>
        </RemContext>
      </FormatContext>
    </MantineProvider>
  )
}
