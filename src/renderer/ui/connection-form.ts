import { z } from 'zod'
import type { ConnectionRow, RemoteKind } from '../../shared/contract/connections.ts'

/** What a person types to connect to a kind of remote, and what is wrong with it. Shared by the welcome page and the settings. */
export interface ConnectionText {
  readonly name: string
  readonly baseUrl: string
  readonly credentials: Readonly<Record<string, string>>
  /** Only what was chosen; the rest has its default. */
  readonly settings: Readonly<Record<string, string>>
}

/** `taken`: names of other connections, from which a new one should be told. */
export function newConnection(kind: RemoteKind, taken: readonly string[] = []): ConnectionText {
  let name = kind.title
  for (let number = 2; taken.includes(name); number += 1) name = `${kind.title} ${String(number)}`
  return { name, baseUrl: kind.defaultBaseUrl, credentials: {}, settings: {} }
}

export const savedConnection = ({ name, baseUrl, options }: ConnectionRow): ConnectionText => ({
  name,
  baseUrl,
  credentials: {},
  settings: options.settings,
})

export interface ConnectionProblems {
  readonly name?: 'nameMissing'
  readonly baseUrl?: 'notAnAddress'
  /** Credentials that are still to be typed. */
  readonly missing: readonly string[]
}

const address = z.url({ protocol: /^https?$/ }).max(2048)

/** `keysKept`: empty credentials leave the saved ones. */
export function connectionProblems(kind: RemoteKind, text: ConnectionText, keysKept: boolean): ConnectionProblems {
  return {
    ...(text.name.trim() === '' ? { name: 'nameMissing' as const } : {}),
    ...(address.safeParse(text.baseUrl.trim()).success ? {} : { baseUrl: 'notAnAddress' as const }),
    missing: keysKept ? [] : missingCredentials(kind, text.credentials),
  }
}

/** One that stands instead of all the others makes them needless. */
function missingCredentials(kind: RemoteKind, given: ConnectionText['credentials']): string[] {
  const isGiven = (name: string): boolean => (given[name] ?? '').trim() !== ''
  if (kind.credentials.some(({ name, alternative }) => alternative && isGiven(name))) return []
  return kind.credentials.filter(({ name, alternative }) => !alternative && !isGiven(name)).map(({ name }) => name)
}

export const isComplete = ({ name, baseUrl, missing }: ConnectionProblems): boolean =>
  name === undefined && baseUrl === undefined && missing.length === 0

/** The credentials that were typed, without the spaces that pasting brings; undefined where none was. */
export function typedCredentials(text: ConnectionText): Record<string, string> | undefined {
  const typed = Object.entries(text.credentials)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '')
  return typed.length === 0 ? undefined : Object.fromEntries(typed)
}

/** A key on its way over an open network can be read by anybody; on this PC alone it can't. */
export function isOpenAddress(baseUrl: string): boolean {
  if (!/^http:/i.test(baseUrl.trim()) || !URL.canParse(baseUrl.trim())) return false
  const { hostname } = new URL(baseUrl.trim())
  return hostname !== 'localhost' && hostname !== '[::1]' && !/^127(\.\d+){3}$/.test(hostname)
}
