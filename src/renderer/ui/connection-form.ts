import { z } from 'zod'

/** What a person types to connect to Hako, and what is wrong with it. Shared by the welcome page and the settings. */
export interface ConnectionText {
  readonly name: string
  readonly baseUrl: string
  readonly apiKey: string
}

export const hakoAddress = 'https://api.withhako.com/v1/'

export const newConnection: ConnectionText = { name: 'Hako', baseUrl: hakoAddress, apiKey: '' }

export type ConnectionProblem = 'nameMissing' | 'notAnAddress' | 'keyMissing'

const address = z.url({ protocol: /^https?$/ }).max(2048)

/** `keyKept`: an empty key leaves the saved one. Each member has its problem, or none. */
export function connectionProblems(
  text: ConnectionText,
  keyKept: boolean,
): Readonly<Partial<Record<keyof ConnectionText, ConnectionProblem>>> {
  return {
    ...(text.name.trim() === '' ? { name: 'nameMissing' as const } : {}),
    ...(address.safeParse(text.baseUrl.trim()).success ? {} : { baseUrl: 'notAnAddress' as const }),
    ...(text.apiKey.trim() === '' && !keyKept ? { apiKey: 'keyMissing' as const } : {}),
  }
}

/** A key on its way over an open network can be read by anybody; on this PC alone it can't. */
export function isOpenAddress(baseUrl: string): boolean {
  if (!/^http:/i.test(baseUrl.trim()) || !URL.canParse(baseUrl.trim())) return false
  const { hostname } = new URL(baseUrl.trim())
  return hostname !== 'localhost' && hostname !== '[::1]' && !/^127(\.\d+){3}$/.test(hostname)
}
