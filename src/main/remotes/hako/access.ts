import type { Credentials } from '../../core/ports.ts'
import { createConceal, type Conceal } from '../http/error-text.ts'

/** How every request says who asks: the API key as the user name of HTTP Basic, without a password. */
interface Access {
  /** Empty: there is none. */
  readonly apiKey: string
  readonly headers: Readonly<Record<string, string>>
  /** Hides what is secret in a text of the remote. */
  readonly conceal: Conceal
}

export function accessOf(credentials: Credentials): Access {
  const apiKey = tidyKey(credentials['apiKey'] ?? '')
  const basic = Buffer.from(`${apiKey}:`).toString('base64')
  return {
    apiKey,
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'Hakomori',
    },
    conceal: createConceal([...Object.values(credentials), apiKey, basic]),
  }
}

/** The documents show the key with a colon behind it, as curl wants it, and so it gets pasted. */
const tidyKey = (key: string): string => key.trim().replace(/:$/, '')
