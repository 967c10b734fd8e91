import type { Answer } from '../api.ts'
import type { HakoSwitches } from './switches.ts'

/** Why a request, or one element of its array, was not done. */
export interface Refusal {
  readonly kind: RefusalKind
  readonly message: string
}

type RefusalKind =
  | 'invalid'
  | 'unauthorised'
  | 'no-such-path'
  | 'no-such-method'
  | 'wrong-type'
  | 'too-large'
  | 'too-many'
  /** Refusals of a row: their status depends on a switch. */
  | 'unknown'
  | 'exists'
  | 'insufficient'
  | 'in-use'
  /** The server died here. */
  | 'interrupted'

const statusOf: Record<RefusalKind, number> = {
  invalid: 400,
  unauthorised: 401,
  'no-such-path': 404,
  'no-such-method': 405,
  'wrong-type': 415,
  'too-large': 413,
  'too-many': 429,
  unknown: 404,
  exists: 409,
  insufficient: 422,
  'in-use': 409,
  interrupted: 500,
}

const rowRefusals: ReadonlySet<RefusalKind> = new Set<RefusalKind>(['unknown', 'exists', 'insufficient', 'in-use'])

export function refusalStatus(kind: RefusalKind, switches: HakoSwitches): number {
  return switches.refusalStatus === 'plain' && rowRefusals.has(kind) ? 400 : statusOf[kind]
}

/** An error answer in the shape the switch asks for. */
export function errorAnswer(
  status: number,
  message: string,
  switches: HakoSwitches,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  if (switches.errorShape === 'text') {
    return { status, headers, body: { kind: 'text', text: message, type: 'text/plain; charset=utf-8' } }
  }
  const value = switches.errorShape === 'nested' ? { error: { message } } : { message }
  return { status, headers, body: { kind: 'json', value } }
}

export const refuse = (kind: RefusalKind, message: string): { readonly ok: false; readonly error: Refusal } => ({
  ok: false,
  error: { kind, message },
})
