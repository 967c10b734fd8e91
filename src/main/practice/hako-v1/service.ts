/** An account of whichever version as it stands behind its address: key, rate limit, content type and JSON text around the model. */
import { type Answer, type Mishap, type PracticeApi, type WireRequest } from '../api.ts'
import { carriesKey } from '../basic-auth.ts'
import { createRateLimit } from '../rate-limit.ts'
import { retryAfterHeader } from '../retry-after.ts'
import type { HakoModel } from './model.ts'
import type { HakoSwitches } from './switches.ts'
import { errorAnswer } from './refusal.ts'
import type { HakoRequest } from './request.ts'

const isJson = (contentType: string | undefined): boolean => /^application\/json\s*(;|$)/i.test(contentType ?? '')

export function createHakoService(model: HakoModel<HakoSwitches>, apiKey: string): PracticeApi {
  const rateLimit = createRateLimit()
  const fail = (status: number, message: string, headers?: Readonly<Record<string, string>>): Answer =>
    errorAnswer(status, message, model.switches(), headers)

  const answer = (request: WireRequest, nowMs: number, mishap: Mishap | undefined): Answer => {
    const switches = model.switches()
    if (!carriesKey(request.headers['authorization'], apiKey)) {
      return fail(401, 'This API key is not valid', { 'www-authenticate': 'Basic realm="Hako"' })
    }
    const waitMs = rateLimit.admit(nowMs, switches.requestsPerMinute)
    if (waitMs > 0) {
      const header = retryAfterHeader(switches.retryAfter, waitMs, nowMs + switches.clockSkewMs)
      return fail(429, 'The limit of requests a minute is reached, try again later', header)
    }
    if (!isJson(request.headers['content-type'])) return fail(415, 'The content-type must be application/json')
    const parsed = parseBody(request)
    return parsed === null ? fail(400, 'The body is not valid JSON') : model.answer(parsed, nowMs, mishap)
  }

  const dated = (plain: Answer, nowMs: number): Answer => {
    const { dateHeader, clockSkewMs } = model.switches()
    return dateHeader
      ? { ...plain, headers: { ...plain.headers, date: new Date(nowMs + clockSkewMs).toUTCString() } }
      : plain
  }

  return {
    receive: (request, nowMs, mishap) => dated(answer(request, nowMs, mishap), nowMs),
    refuse: (status, message, nowMs, headers) => dated(fail(status, message, headers), nowMs),
    jumpClock: (byMs) => model.setSwitches({ clockSkewMs: model.switches().clockSkewMs + byMs }),
    keepReplica: () => model.keepReplica(),
    close: () => model.close(),
  }
}

function parseBody({ method, path, body }: WireRequest): HakoRequest | null {
  if (body.trim() === '') return { method, path }
  try {
    const parsed: unknown = JSON.parse(body)
    return { method, path, body: parsed }
  } catch {
    return null
  }
}
