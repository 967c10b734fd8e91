/** The two ways in (S3): key and secret together, or a bearer token. What can't be sent as a header is told, not sent. */
import type { Credentials } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'

export interface Login {
  readonly headers: Readonly<Record<string, string>>
  /** Everything that must never be seen. */
  readonly secrets: readonly string[]
}

/** Null: nothing was given. */
export function readLogin(credentials: Credentials): Result<Login | null, string> {
  const [apiKey, secret, token] = ['apiKey', 'secret', 'token'].map((name) => (credentials[name] ?? '').trim()) as [
    string,
    string,
    string,
  ] // safe: three names give three texts
  if (apiKey === '' && secret === '') return token === '' ? ok(null) : bearer(token)
  if (apiKey === '' || secret === '')
    return err(`Racko's API key and secret belong together: the ${apiKey === '' ? 'API key' : 'secret'} is missing`)
  if (!isVisible(apiKey)) return err('The API key holds signs that no key has: copy it again')
  const decoded = decodeSecret(secret)
  if (!decoded.ok) return decoded
  return ok({
    headers: { 'racko-api-key': apiKey, 'racko-secret': decoded.value },
    secrets: [apiKey, secret, decoded.value],
  })
}

function bearer(token: string): Result<Login, string> {
  const bare = token.replace(/^Bearer\s+/i, '')
  if (!isVisible(bare)) return err('The token holds signs that no token has: copy it again')
  return ok({ headers: { authorization: `Bearer ${bare}` }, secrets: [bare] })
}

/** Handed out in base64, sent decoded (S3). */
function decodeSecret(secret: string): Result<string, string> {
  const text = secret.replace(/\s+/g, '').replace(/=+$/, '')
  if (text === '' || !/^(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)$/.test(text) || text.length % 4 === 1)
    return err(
      'The secret is not base64: copy it from Racko as it is shown there, under Settings, Connections, API Keys',
    )
  const decoded = Buffer.from(text, 'base64').toString('latin1')
  return isVisible(decoded)
    ? ok(decoded)
    : err(
        'The secret decodes to signs that can’t be sent in a header: copy it from Racko as it is shown there, not decoded',
      )
}

/** What may stand in a header without being misread anywhere: printable ASCII without spaces. */
const isVisible = (text: string): boolean => /^[\x21-\x7e]+$/.test(text)
