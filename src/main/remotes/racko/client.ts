/** Requests and answers in JSON, with failures worded by Racko's codes. Knows no item and no stock. */
import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { RemoteFailure } from '../../core/ports.ts'
import type { Mapping } from '../../../shared/domain/mapping/schema.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { judgeStatus } from '../http/answer-status.ts'
import type { Conceal } from '../http/error-text.ts'
import { readJson } from '../http/read-json.ts'
import type { HttpAnswer, HttpRequest, Transport } from '../http/transport.ts'
import { badBody, codeIn, explainError } from './errors.ts'

export interface JsonAnswer {
  /** Undefined: an answer without a body, which says by its status that all is well. */
  readonly value: unknown
  readonly status: number
  readonly bytes: number
  readonly serverDate: number | null
}

export interface Client {
  /** `mayBeAbsent`: that Racko itself does not have what was asked for is an answer, with null for its value. */
  send(request: Omit<HttpRequest, 'headers'>, mayBeAbsent?: boolean): Promise<Result<JsonAnswer, RemoteFailure>>
  /** The newest `Date` of an answer, in milliseconds. */
  newestDate(): number | null
}

const longestError = 64 * 1024

export function createClient(
  transport: Transport,
  login: Readonly<Record<string, string>>,
  errors: Mapping['errors'],
  conceal: Conceal,
): Client {
  let newest: number | null = null
  return {
    newestDate: () => newest,
    send: (request, mayBeAbsent = false) =>
      transport.exchange({ ...request, headers: headersOf(request.body, login) }, async (answer) => {
        if (answer.date !== null) newest = Math.max(newest ?? 0, answer.date)
        const body = await readJson(answer.body, answer.status < 400 ? undefined : longestError)
        const { status, date: serverDate } = answer
        if (mayBeAbsent && status === 404 && codeIn(body.text, errors) === 'no_content')
          return ok({ value: null, status, bytes: 0, serverDate })
        const failure = await judge(answer, body.text, request.kind, errors, conceal)
        if (failure !== null) return err(failure)
        const parsed = answer.status === 204 && body.text === '' ? { value: undefined } : body.parsed
        await letOthersRun()
        if (parsed === undefined) return err(badBody(answer.status, 'The answer is not complete JSON', false))
        return ok({ value: parsed.value, status, bytes: Buffer.byteLength(body.text), serverDate })
      }),
  }
}

const headersOf = (body: string, login: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  ...login,
  ...(body !== '' && { 'content-type': 'application/json' }),
  accept: 'application/json',
  'user-agent': 'Hakomori',
})

async function judge(
  answer: HttpAnswer,
  text: string,
  kind: HttpRequest['kind'],
  errors: Mapping['errors'],
  conceal: Conceal,
): Promise<RemoteFailure | null> {
  if (answer.status === 204 && text === '') return null
  const failure = await judgeStatus({ ...answer, body: once(text) }, kind, conceal)
  if (failure === null || answer.status < 400) return failure
  const words = explainError(text, errors, conceal)
  return words === null ? failure : { ...failure, text: words }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield Buffer.from(text)
}
