/** The identity server: metadata and tokens, on the same port as the API. */
import { createHash } from 'node:crypto'
import type { Answer, WireRequest } from '../api.ts'
import { createRateLimit } from '../rate-limit.ts'
import type { HakroSwitches } from './switches.ts'

export const practiceAudience = 'https://hakro.com/portal-backend'
export const practiceScope = `${practiceAudience}/api`

export interface Tokens {
  /** Null: it is none of the identity server's addresses. */
  receive(request: WireRequest, nowMs: number): Answer | null
  isValid(token: string, nowMs: number): boolean
  /** Every token so far is worth nothing from now on. */
  revokeAll(): void
}

const tokenPath = '/auth/connect/token'

export function createTokens(clientId: string, clientSecret: string, switches: () => HakroSwitches): Tokens {
  const valid = new Map<string, number>()
  const limit = createRateLimit()
  let made = 0

  const give = ({ headers, body }: WireRequest, nowMs: number): Answer => {
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    if (headers['authorization'] !== basic) return oauthError(401, 'invalid_client')
    const { tokensPerMinute, tokenSeconds, tokenLifeSaid } = switches()
    if (limit.admit(nowMs, tokensPerMinute) > 0) return oauthError(429, 'slow_down')
    if (!/^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? ''))
      return oauthError(400, 'invalid_request')
    const form = new URLSearchParams(body)
    if (form.get('grant_type') !== 'client_credentials') return oauthError(400, 'unsupported_grant_type')
    if (form.get('audience') !== practiceAudience) return oauthError(400, 'invalid_target')
    if (form.get('scope') !== practiceScope) return oauthError(400, 'invalid_scope')
    made += 1
    const token = createHash('sha256')
      .update(`${clientSecret} ${String(made)}`)
      .digest('base64url')
    valid.set(token, nowMs + tokenSeconds * 1000)
    const life = tokenLifeSaid ? { expires_in: tokenSeconds } : {}
    return json(200, { access_token: token, token_type: 'Bearer', ...life })
  }

  return {
    receive(request, nowMs) {
      const { method, path, headers } = request
      if (path === '/auth/.well-known/openid-configuration') {
        const issuer = `http://${headers['host'] ?? 'localhost'}`
        return json(200, { issuer: `${issuer}/auth`, token_endpoint: `${issuer}${tokenPath}` })
      }
      if (path !== tokenPath) return null
      return method === 'POST' ? give(request, nowMs) : oauthError(405, 'invalid_request')
    },
    isValid: (token, nowMs) => (valid.get(token) ?? 0) > nowMs,
    revokeAll: () => valid.clear(),
  }
}

const json = (status: number, value: unknown): Answer => ({ status, headers: {}, body: { kind: 'json', value } })
const oauthError = (status: number, error: string): Answer => json(status, { error })
