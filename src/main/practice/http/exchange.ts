/** Carries one request to the API and its answer back, with whatever the plan says goes wrong on the way. */
import type { ServerResponse } from 'node:http'
import { discardBody, type Answer, type PracticeApi, type WireRequest } from '../api.ts'
import type { PracticeClock } from '../clock.ts'
import type { Loss } from '../faults.ts'
import type { RequestLog } from '../request-log.ts'
import type { ExchangePlan } from './exchange-plan.ts'
import type { Timers } from './timers.ts'
import { packBody, renderBody, writeAnswer } from './write-answer.ts'

export interface ExchangeTools {
  readonly api: PracticeApi
  readonly clock: PracticeClock
  readonly timers: Timers
  /** Requests held until the next one was processed. */
  readonly held: (() => void)[]
}

type OpenRecord = ReturnType<RequestLog['open']>

export async function runExchange(
  tools: ExchangeTools,
  plan: ExchangePlan,
  request: WireRequest,
  record: OpenRecord,
  response: ServerResponse,
): Promise<void> {
  if (plan.reply.kind === 'lost' && plan.reply.atOnce) lose(response, plan.reply.how)
  const answer = await arrive(tools, plan, request, record)
  await reply(tools, plan, answer, record, response)
}

/** Brings the request to the server as often and as late as planned. The answer is null when it never gets there. */
async function arrive(
  { api, clock, timers, held }: ExchangeTools,
  plan: ExchangePlan,
  request: WireRequest,
  record: OpenRecord,
): Promise<Answer | null> {
  if (plan.arrival === null) return null
  if (plan.arrival === 'after-next') await new Promise<void>((resolve) => held.push(resolve))
  else if (plan.arrival.afterMs > 0) await timers.wait(plan.arrival.afterMs)

  const arriving = plan.bodyStripped ? { ...request, body: '' } : request
  const land = (): Answer => {
    record.landed += 1
    return api.receive(arriving, clock.now(), plan.mishap)
  }
  if (plan.clockJumpMs !== 0) api.jumpClock(plan.clockJumpMs)
  const answer = land()
  if (plan.againAfterMs !== null) timers.after(plan.againAfterMs, () => discardBody(land().body))
  for (const resume of held.splice(0)) resume()
  return answer
}

async function reply(
  { api, clock, timers }: ExchangeTools,
  { reply }: ExchangePlan,
  answer: Answer | null,
  record: OpenRecord,
  response: ServerResponse,
): Promise<void> {
  if (reply.kind === 'lost' || reply.kind === 'instead' || answer === null) {
    if (answer !== null) discardBody(answer.body)
    if (reply.kind === 'lost' && !reply.atOnce) lose(response, reply.how)
    if (reply.kind !== 'instead') return
    const other = reply.make(api, clock.now())
    record.status = other.status
    return writeAnswer(response, other)
  }
  if (reply.kind === 'whole' && reply.afterMs > 0) await timers.wait(reply.afterMs)
  record.status = answer.status
  return reply.kind === 'half' ? writeHalf(response, answer, reply.torn) : writeAnswer(response, answer)
}

/** With silence the connection stays open: the caller gives up, or the network goes off. */
function lose(response: ServerResponse, how: Loss): void {
  if (how === 'reset') response.socket?.resetAndDestroy()
}

function writeHalf(response: ServerResponse, answer: Answer, torn: boolean): void {
  const { text, type } = renderBody(answer)
  const whole = packBody(answer, text)
  const half = whole.subarray(0, Math.ceil(whole.length / 2))
  const length = torn ? whole.length : half.length
  response.writeHead(answer.status, { ...answer.headers, 'content-type': type, 'content-length': length })
  if (torn) response.write(half, () => response.socket?.resetAndDestroy())
  else response.end(half)
}
