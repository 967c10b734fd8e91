import { useTranslation } from 'react-i18next'
import { de, en } from './resources.ts'

/**
 * What is said of a kind of remote, its credentials and its settings. The kinds are data of the contract, so their names
 * are looked up here; one that nobody has described shows its raw name.
 */
export interface FieldText {
  readonly label: string
  readonly help: string
  /** Of a choice: its values as people read them. */
  readonly choices: Readonly<Record<string, string>>
}

export interface RemoteTexts {
  /** Two signs in place of a logo. */
  readonly sign: string
  /** Its name within sentences. */
  readonly short: string
  /** One line: what it can do here. */
  readonly line: string
  credential(this: void, name: string): FieldText
  setting(this: void, name: string): FieldText
}

interface KnownTexts {
  readonly sign: string
  readonly short: string
  readonly line: string
  readonly credentials: Fields
  readonly settings: Fields
}
type Fields = Readonly<
  Record<
    string,
    { readonly label: string; readonly help?: string; readonly choices?: Readonly<Record<string, string>> } | undefined
  >
>

const known: Readonly<Record<'en' | 'de', Readonly<Record<string, KnownTexts | undefined>>>> = {
  en: en.remotes,
  de: de.remotes,
}

export function remoteTexts(language: string, remote: string): RemoteTexts {
  const texts = known[language === 'de' ? 'de' : 'en'][remote]
  return {
    sign: texts?.sign ?? remote.slice(0, 2),
    short: texts?.short ?? remote,
    line: texts?.line ?? '',
    credential: (name) => fieldText(texts?.credentials, name),
    setting: (name) => fieldText(texts?.settings, name),
  }
}

export const useRemoteTexts = (remote: string): RemoteTexts => remoteTexts(useTranslation().i18n.language, remote)

function fieldText(fields: Fields | undefined, name: string): FieldText {
  const field = fields?.[name]
  return { label: field?.label ?? name, help: field?.help ?? '', choices: field?.choices ?? {} }
}
