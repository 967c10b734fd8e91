/** What goes wrong on the way, as a `RemoteFailure` (sync.md §2, evidence classes). The only thing to get right is `sent`. */
import { errors } from 'undici'
import type { RemoteFailure, WayTrouble } from '../../core/ports.ts'
import { tidyText, type Conceal } from './error-text.ts'
import { proxyCodes } from './proxy-codes.ts'

/** Why the transport itself stopped an exchange. */
export type GivenUp = 'aborted' | 'connectTimeout' | 'answerTimeout'

interface TransferState {
  /** True from the moment the request was about to be written to an authenticated socket. */
  readonly sent: boolean
  readonly proxied: boolean
  readonly givenUp: GivenUp | null
  /** The status line that had arrived, if any. */
  readonly status: number | null
}

export function classifyTransferError(error: unknown, state: TransferState, conceal: Conceal): RemoteFailure {
  const text = describe(error, state.givenUp, conceal)
  if (!state.sent) {
    const trouble = troubleOf(codeOf(error), state)
    const cause = notSentCause(codeOf(error), state)
    return { kind: 'notSent', cause, text, ...(trouble === undefined ? {} : { trouble }) }
  }
  // A torn answer is never complete, whatever its status line said.
  return {
    kind: 'uncertain',
    cause: uncertainCause(error, state),
    status: state.status,
    complete: false,
    text,
  }
}

function notSentCause(code: string, state: TransferState): 'network' | 'certificate' | 'proxy' | 'aborted' {
  if (state.givenUp === 'aborted') return 'aborted'
  if (certificateCodes.has(code)) return 'certificate'
  return state.proxied ? 'proxy' : 'network'
}

/** What the system's code says; through a proxy, whatever fails before its answer is the proxy's own trouble. */
function troubleOf(code: string, { proxied, givenUp }: TransferState): WayTrouble | undefined {
  if (givenUp === 'aborted') return undefined
  const known = troubles[code]
  if (!proxied) return known ?? (givenUp === 'connectTimeout' ? 'tooSlow' : undefined)
  const aboutWay = known === undefined || wayOnly.has(known)
  return aboutWay ? 'proxyUnreachable' : known
}

const wayOnly: ReadonlySet<WayTrouble> = new Set([
  'nameNotFound',
  'noNameService',
  'nobodyListens',
  'noRoute',
  'tooSlow',
])

const troubles: Readonly<Record<string, WayTrouble>> = {
  ENOTFOUND: 'nameNotFound',
  EAI_AGAIN: 'noNameService',
  ECONNREFUSED: 'nobodyListens',
  ENETUNREACH: 'noRoute',
  EHOSTUNREACH: 'noRoute',
  ENETDOWN: 'noRoute',
  ETIMEDOUT: 'tooSlow',
  UND_ERR_CONNECT_TIMEOUT: 'tooSlow',
  ERR_SSL_WRONG_VERSION_NUMBER: 'notEncrypted',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'notEncrypted',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'otherHost',
  HOSTNAME_MISMATCH: 'otherHost',
  CERT_UNTRUSTED: 'unknownIssuer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknownIssuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownIssuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownIssuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownIssuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownIssuer',
  [proxyCodes.signIn]: 'proxySignIn',
  [proxyCodes.refused]: 'proxyRefused',
}

function uncertainCause(error: unknown, { givenUp, status }: TransferState): 'timeout' | 'reset' | 'badBody' {
  const code = codeOf(error)
  if (givenUp === 'answerTimeout' || code === timeoutCode) return 'timeout'
  // After the status line, what the parser misses is the rest of an answer that broke off.
  const strange = error instanceof errors.HTTPParserError && status === null
  return strange || code === overflowCode ? 'badBody' : 'reset'
}

function describe(error: unknown, givenUp: GivenUp | null, conceal: Conceal): string {
  switch (givenUp) {
    case 'aborted':
      return 'The request was given up'
    case 'connectTimeout':
      return 'No connection was made in time'
    case 'answerTimeout':
      return 'The answer took too long'
    case null:
      return tidyText(`${codeOf(error)} ${error instanceof Error ? error.message : String(error)}`, conceal)
  }
}

/** The code of an error or of the first of its causes that has one, or an empty string. */
function codeOf(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    const { code } = current as Error & { readonly code?: unknown }
    if (typeof code === 'string' && !wrapperCodes.has(code)) return code
  }
  return ''
}

/** These only say that there is a cause. */
const wrapperCodes = new Set(['UND_ERR_PRX_TLS', 'UND_ERR_PRX_CONN'])

const timeoutCode = 'ETIMEDOUT'

/** Headers beyond all bounds. */
const overflowCode = 'UND_ERR_HEADERS_OVERFLOW'

const certificateCodes = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
