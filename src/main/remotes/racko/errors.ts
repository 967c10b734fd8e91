/** Racko's custom codes (S3) as sentences. What the remote did is told by the status alone; the codes only word it. */
import type { RemoteFailure } from '../../core/ports.ts'
import type { Mapping } from '../../../shared/domain/mapping/schema.ts'
import { findErrorText, type Conceal } from '../http/error-text.ts'
import { parseJson } from '../http/read-json.ts'
import { lookUp } from './routes.ts'

/** `said` follows where Racko's own words help. */
const sentences = {
  invalid_request: 'Racko did not take this',
  login: 'Racko does not know this user, or the password is wrong',
  invalid_token: 'Racko says that the token is not valid or has expired: enter a new one',
  no_permission: 'This key may not do that at Racko: a permission is missing',
  ip_ban: 'Racko has blocked this network for a while because of unusual traffic: ask Racko’s support',
  inactive: 'Racko says that this is inactive',
  no_content: 'Racko does not have this',
  duplicated: 'Racko has this already',
  rate_limit: 'Racko asks to wait: too many requests',
  internal: 'Racko has a fault of its own: try again later',
  timeout: 'Racko did not answer in time',
} as const

type Code = keyof typeof sentences

const isCode = (value: unknown): value is Code => typeof value === 'string' && Object.hasOwn(sentences, value)

/** What an error's body says, or null when it holds none of the codes. */
export function explainError(body: string, errors: Mapping['errors'], conceal: Conceal): string | null {
  const code = codeIn(body, errors)
  if (code === null) return null
  const text = errors === undefined ? undefined : lookUp(parseJson(body)?.value, errors.text)
  const said = typeof text === 'string' && text !== '' ? text : wordsIn(body, code, conceal)
  return said === null || code === 'internal' ? `${sentences[code]}.` : `${sentences[code]}: ${said}`
}

/** Where the mapping says, or else anywhere. */
export function codeIn(body: string, errors: Mapping['errors']): Code | null {
  const parsed = parseJson(body)?.value
  const mapped = errors === undefined ? undefined : lookUp(parsed, errors.code)
  return isCode(mapped) ? mapped : findCode(parsed, 0)
}

/** The names of the keys are not documented: a known code is looked for anywhere in the body. */
function findCode(value: unknown, depth: number): Code | null {
  if (isCode(value)) return value
  if (typeof value !== 'object' || value === null || depth > 4) return null
  for (const part of Object.values(value)) {
    const found = findCode(part, depth + 1)
    if (found !== null) return found
  }
  return null
}

/** A message, unless it is no more than the code itself. */
function wordsIn(body: string, code: Code, conceal: Conceal): string | null {
  const text = findErrorText(body, conceal)
  return text === null || text === code || text === body.trim() ? null : text
}

export const badBody = (status: number, text: string, complete: boolean): RemoteFailure => ({
  kind: 'uncertain',
  cause: 'badBody',
  status,
  complete,
  text,
})

export const missingLogin: RemoteFailure = {
  kind: 'notSent',
  cause: 'credentials',
  text: 'There is neither an API key with its secret nor a token for this connection. Enter them in the settings.',
}

/** Nothing was sent: the mapping has no words for it. */
export const notMapped = (text: string): RemoteFailure => ({ kind: 'refused', status: 0, text })

/** One record can't be asked for by itself; whoever asks reads everything instead. */
export const noSingleReads: RemoteFailure = {
  kind: 'uncertain',
  cause: 'filterIgnored',
  status: null,
  complete: false,
  text: 'The mapping does not say how a single item is read',
}
