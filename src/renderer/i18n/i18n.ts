import { createInstance, type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { de, en } from './resources.ts'

/**
 * Texts of the renderer: `useTranslation('items')`, then `t('title')` or, from the shared words, `t('common:cancel')`.
 * Wrong keys are type errors. Numbers and times are put in as finished texts (i18n/format.ts), never formatted here.
 */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

export const i18n: I18n = createInstance()
void i18n.use(initReactI18next).init({
  resources: { en, de },
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'common',
  interpolation: { escapeValue: false, defaultVariables: { system: 'Hako' } },
  initAsync: false,
})

/**
 * Which system the texts speak of as `{{system}}`: that of the connection in use. Answers whether it is another one than
 * before, because what is on screen then has to be drawn anew.
 */
export function nameSystem(name: string): boolean {
  const { interpolation = {} } = i18n.options
  if (interpolation.defaultVariables?.['system'] === name) return false
  interpolation.defaultVariables = { system: name }
  return true
}

/** The setting, or for `system` the first language of the system that the app speaks. */
export function chooseLanguage(setting: 'system' | Language, systemLanguages: readonly string[]): Language {
  if (setting !== 'system') return setting
  const spoken = systemLanguages.map((tag) => tag.slice(0, 2).toLowerCase())
  return (
    spoken.map((tag) => languages.find((language) => language === tag)).find((found) => found !== undefined) ?? 'en'
  )
}
