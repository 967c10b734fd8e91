import { unreachable } from '../../shared/domain/unreachable.ts'

/** How a 429 says when to come back. */
export type RetryAfterForm = 'none' | 'seconds' | 'decimal' | 'date'

export function retryAfterHeader(
  form: RetryAfterForm,
  waitMs: number,
  nowMs: number,
): Readonly<Record<string, string>> {
  switch (form) {
    case 'none':
      return {}
    case 'seconds':
      return { 'retry-after': String(Math.ceil(waitMs / 1000)) }
    case 'decimal':
      return { 'retry-after': (waitMs / 1000).toFixed(3) }
    case 'date':
      return { 'retry-after': new Date(nowMs + waitMs + 999).toUTCString() }
    default:
      return unreachable(form)
  }
}
