/** One request and its JSON answer, with what Hive says of its limit. Nothing here knows a resource. */
import type { Credentials, RemoteFailure, RemoteLimit } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { judgeStatus } from '../http/answer-status.ts'
import { createConceal } from '../http/error-text.ts'
import { readJson } from '../http/read-json.ts'
import { createTransport, type HttpAnswer, type HttpRequest, type TransportOptions } from '../http/transport.ts'
import { badBody, missingKey } from './errors.ts'

export interface JsonAnswer {
  readonly status: number
  /** Undefined: there was no body (204). */
  readonly value: unknown
  readonly bytes: number
  readonly serverDate: number | null
}

export interface HiveClient {
  ask(
    request: Pick<HttpRequest, 'kind' | 'method' | 'path'> & { readonly body?: string },
    signal: AbortSignal,
  ): Promise<Result<JsonAnswer, RemoteFailure>>
  limit(): RemoteLimit | null
  close(): Promise<void>
}

export function createHiveClient(
  baseUrl: URL,
  credentials: Credentials,
  options: TransportOptions,
  open: typeof createTransport = createTransport,
): HiveClient {
  const apiKey = (credentials['apiKey'] ?? '').trim()
  const conceal = createConceal([...Object.values(credentials), apiKey])
  const transport = open(baseUrl, options, conceal)
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'Hakomori',
  }
  let limit: RemoteLimit | null = null

  const receive = async (answer: HttpAnswer, kind: HttpRequest['kind']): Promise<Result<JsonAnswer, RemoteFailure>> => {
    limit = answer.limit ?? limit
    const { status, date: serverDate } = answer
    // Without a body there is no type to judge.
    if (kind === 'write' && status === 204) return ok({ status, value: undefined, bytes: 0, serverDate })
    const failure = await judgeStatus(answer, kind, conceal)
    if (failure !== null) return err(failure)
    const { text, parsed } = await readJson(answer.body)
    if (parsed === undefined) return err(badBody(status, 'The answer is not complete JSON', false))
    return ok({ status, value: parsed.value, bytes: Buffer.byteLength(text), serverDate })
  }

  return {
    async ask({ kind, method, path, body = '' }, signal) {
      if (apiKey === '') return err(missingKey)
      return transport.exchange({ kind, method, path, body, headers, signal }, (answer) => receive(answer, kind))
    },
    limit: () => limit,
    close: () => transport.close(),
  }
}
