/** Racko's custom codes, each with its status (S3). */
import { jsonType, type Answer } from '../api.ts'
import type { Mapping } from '../../../shared/domain/mapping/schema.ts'
import { putAt } from './shapes.ts'

const statusOf = {
  invalid_request: 400,
  login: 401,
  invalid_token: 401,
  no_permission: 403,
  ip_ban: 403,
  inactive: 403,
  no_content: 404,
  duplicated: 409,
  rate_limit: 429,
  internal: 500,
  timeout: 504,
} as const

export type RefusalCode = keyof typeof statusOf

export interface Refusal {
  readonly code: RefusalCode
  readonly text: string
}

export function refusalAnswer(
  { code, text }: Refusal,
  errors: Mapping['errors'],
  headers: Answer['headers'] = {},
): Answer {
  const { code: codeAt, text: textAt } = errors ?? { code: 'code', text: 'message' }
  const body: Record<string, unknown> = {}
  putAt(body, codeAt, code)
  putAt(body, textAt, text)
  return {
    status: statusOf[code],
    headers: { ...headers, 'content-type': jsonType },
    body: { kind: 'json', value: body },
  }
}

/** The code that goes with a status. */
export const codeOf = (status: number): RefusalCode =>
  // safe: the keys of this table are the codes
  (Object.keys(statusOf) as RefusalCode[]).find((code) => statusOf[code] === status) ?? 'internal'
