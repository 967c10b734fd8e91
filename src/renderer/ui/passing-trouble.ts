import type { TestResultName } from '../../shared/contract/connection-test.ts'

/** Trouble of the way, not of what was typed: what is typed may be kept, and works once the way is open. */
export const passingTrouble: ReadonlySet<TestResultName> = new Set([
  'noNetwork',
  'noAnswer',
  'brokenOff',
  'signIn',
  'wrongClock',
  'proxyUnreachable',
  'proxySignIn',
  'rateLimited',
  'serverError',
])
