import type { TestEvidence, TestResultName, TestVerdict } from '../../../shared/contract/connection-test.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { CloserLook, RemoteFailure, WayTrouble } from '../ports.ts'
import { sentenceOf } from './connection-sentences.ts'

/**
 * What came of a test, decided by evidence alone: the failure's kind and status, the system's error code, the certificate
 * and the clocks of both sides. Pure; `connection-test.ts` gathers the evidence.
 */
export interface Asked {
  readonly baseUrl: string
  readonly title: string
  /** This PC's clock when the answer came. */
  readonly now: number
}

/** Clocks further apart than this make certificates and tokens fail. */
export const clockTolerance = 5 * 60_000

export function successOf(asked: Asked, warehouses: number | null, serverDate: number | null): TestVerdict {
  return verdict(asked, { reached: true, result: 'ok', ...clocksIfApart(asked.now, serverDate) }, warehouses)
}

export function failureOf(asked: Asked, failure: RemoteFailure, look: CloserLook | null): TestVerdict {
  return verdict(asked, found(asked, failure, look), null)
}

/** What doesn't open at all: the address, a credential or a setting is at fault, which `says` tells. */
export const notOpened = (asked: Asked, says: string): TestVerdict =>
  verdict(asked, { reached: false, result: 'unfit', says }, null)

type Found = { readonly reached: boolean; readonly result: TestResultName } & Partial<TestEvidence>

function found(asked: Asked, failure: RemoteFailure, look: CloserLook | null): Found {
  switch (failure.kind) {
    case 'notSent':
      return notSent(asked, failure, look)
    case 'unauthorized': {
      const clocks = clocksIfApart(asked.now, failure.serverDate ?? null)
      const result = failure.status === 403 ? 'noPermission' : 'wrongKey'
      return { reached: true, result, status: failure.status, says: failure.text, ...clocks }
    }
    case 'rateLimited': {
      const seconds = failure.retryAfter === null ? null : Math.ceil(failure.retryAfter / 1000)
      return { reached: true, result: 'rateLimited', seconds, says: failure.text }
    }
    case 'redirected':
      return redirected(asked, failure)
    case 'refused': {
      const result = failure.status === 404 || failure.status === 405 ? 'wrongAddress' : 'notThisApi'
      return { reached: true, result, status: failure.status, says: failure.text }
    }
    case 'tooLarge':
      return { reached: true, result: 'serverError', status: 413, says: failure.text }
    case 'uncertain':
      return uncertain(failure)
    default:
      return unreachable(failure)
  }
}

/** Nobody in between can answer for an encrypted address: a redirect or a page there is the server's own. */
function redirected({ baseUrl }: Asked, failure: Extract<RemoteFailure, { kind: 'redirected' }>): Found {
  const { status, text, leadsTo = null } = failure
  const said = { reached: false, status, says: text, leadsTo }
  const encrypted = /^https:/i.test(baseUrl)
  if (status === 511 || !encrypted) return { ...said, result: 'signIn' }
  return { ...said, result: status >= 300 && status < 400 ? 'movedAway' : 'webPage' }
}

function uncertain(failure: Extract<RemoteFailure, { kind: 'uncertain' }>): Found {
  const { status, text } = failure
  switch (failure.cause) {
    case 'timeout':
      return { reached: false, result: 'noAnswer', status, says: text }
    case 'reset':
      return { reached: false, result: 'brokenOff', status, says: text }
    case 'serverError':
      return { reached: true, result: 'serverError', status, says: text }
    case 'badBody':
    case 'filterIgnored':
      return { reached: true, result: 'notThisApi', status, says: text }
    default:
      return unreachable(failure.cause)
  }
}

function notSent(asked: Asked, failure: Extract<RemoteFailure, { kind: 'notSent' }>, look: CloserLook | null): Found {
  const { cause, trouble, text } = failure
  if (cause === 'credentials') return { reached: false, result: 'keyMissing', says: text }
  const result = trouble === undefined ? fallbacks[cause] : byTrouble[trouble]
  if (cause !== 'certificate') return { reached: false, result, says: text }
  const certificate = look?.certificate ?? null
  const known = {
    says: text,
    names: [...(certificate?.names ?? [])],
    issuer: certificate?.issuer ?? null,
    validFrom: certificate?.validFrom ?? null,
    validTo: certificate?.validTo ?? null,
  }
  if (result !== 'expired' && result !== 'notYetValid') return { reached: false, result, ...known }
  const there = look?.serverDate ?? null
  const clocks = { here: asked.now, there }
  const clockIsWrong =
    certificate !== null && there !== null && isApart(asked.now, there) && isValidAt(certificate, there)
  return { reached: false, result: clockIsWrong ? 'wrongClock' : result, ...known, ...clocks }
}

const isValidAt = ({ validFrom, validTo }: NonNullable<CloserLook['certificate']>, at: number): boolean =>
  at >= validFrom && at <= validTo

const isApart = (here: number, there: number): boolean => Math.abs(here - there) > clockTolerance

const clocksIfApart = (here: number, there: number | null): Pick<Found, 'here' | 'there'> =>
  there !== null && isApart(here, there) ? { here, there } : {}

const fallbacks = {
  network: 'noNetwork',
  certificate: 'certificate',
  proxy: 'proxyUnreachable',
  aborted: 'noAnswer',
} as const

const byTrouble: Readonly<Record<WayTrouble, TestResultName>> = {
  nameNotFound: 'nameNotFound',
  noNameService: 'noNetwork',
  nobodyListens: 'nobodyListens',
  noRoute: 'noNetwork',
  tooSlow: 'noAnswer',
  notEncrypted: 'notEncrypted',
  expired: 'expired',
  notYetValid: 'notYetValid',
  unknownIssuer: 'unknownIssuer',
  otherHost: 'otherHost',
  proxyUnreachable: 'proxyUnreachable',
  proxySignIn: 'proxySignIn',
  proxyRefused: 'proxyRefused',
}

function verdict(asked: Asked, { reached, result, ...known }: Found, warehouses: number | null): TestVerdict {
  const evidence = { ...nothing, host: hostOf(asked.baseUrl), ...known }
  return { reached, result, text: sentenceOf(result, asked.title, evidence, warehouses), warehouses, evidence }
}

const hostOf = (baseUrl: string): string => URL.parse(baseUrl)?.host ?? baseUrl

const nothing: Omit<TestEvidence, 'host'> = {
  status: null,
  seconds: null,
  says: null,
  leadsTo: null,
  names: [],
  issuer: null,
  validFrom: null,
  validTo: null,
  here: null,
  there: null,
}
