/**
 * The network between devices and the model: the connector's transport without sockets. Every request takes its time,
 * meets a fault or none, and ends in a value as the real transport's do (sync.md rule 16).
 */
import type { RemoteFailure } from '../../src/main/core/ports.ts'
import { planExchange, type ExchangePlan } from '../../src/main/practice/http/exchange-plan.ts'
import { renderBody } from '../../src/main/practice/http/write-answer.ts'
import { discardBody, type Answer, type PracticeApi, type WireRequest } from '../../src/main/practice/api.ts'
import type { Fault } from '../../src/main/practice/practice.ts'
import { parseHttpDate, parseRetryAfter } from '../../src/main/remotes/http/retry-after.ts'
import type { HttpAnswer, HttpRequest, Transport } from '../../src/main/remotes/http/transport.ts'
import { err, type Result } from '../../src/shared/domain/result.ts'
import type { Dice } from './dice.ts'
import type { Ledger, Sender, Sending } from './ledger.ts'
import type { FaultChance } from './profile.ts'
import { Violation, type Story } from './story.ts'
import type { Timeline } from './timeline.ts'

/** A device as the network knows it. */
export interface Caller extends Sender {
  isDead(): boolean
  readonly offline: boolean
  readonly calls: Set<OpenCall>
  noteRequest(): void
}

export interface NetworkParts {
  readonly timeline: Timeline
  readonly story: Story
  readonly ledger: Ledger
  readonly api: PracticeApi
  readonly dice: Dice
  readonly latencyMs: number
  readonly epoch: number
}

type Receive<T> = (answer: HttpAnswer) => Promise<Result<T, RemoteFailure>>

/** After this long without an answer the real transport gives up. */
const patienceMs = 30_000
/** Nothing is held longer, or SETTLE would be a lie. */
const longestHold = 80_000

const readFaults = new Set<Fault['kind']>(['body-stripped', 'stale-read', 'row-cap'])
const writeFaults = new Set<Fault['kind']>(['interrupted', 'duplicate-delivery', 'delayed-landing', 'fewer-rows'])

export class Network {
  faults: readonly FaultChance[] = []
  readonly #parts: NetworkParts
  /** Requests that wait until another one has landed. */
  readonly #held: (() => void)[] = []

  constructor(parts: NetworkParts) {
    this.#parts = parts
  }

  transportOf(device: Caller): Transport {
    return {
      exchange: async (request, receive) => {
        try {
          return await this.#exchange(device, request, receive)
        } catch (error) {
          if (error instanceof Violation) this.#parts.timeline.failure ??= error
          throw error
        }
      },
      close: () => Promise.resolve(),
    }
  }

  #fault(request: HttpRequest): Fault | undefined {
    const { dice } = this.#parts
    for (const chance of this.faults) {
      if (!dice.chance(chance.probability)) continue
      const fault = chance.make(dice)
      const other = request.kind === 'read' ? writeFaults : readFaults
      if (!other.has(fault.kind)) return fault
    }
    return undefined
  }

  #exchange<T>(device: Caller, request: HttpRequest, receive: Receive<T>): Promise<Result<T, RemoteFailure>> {
    const { timeline, story, ledger } = this.#parts
    const notSent = (cause: 'network' | 'aborted'): Result<T, RemoteFailure> =>
      err({ kind: 'notSent', cause, text: 'not reached' })
    if (device.isDead() || request.signal.aborted) return Promise.resolve(notSent('aborted'))
    const call = new Call<T>(timeline, receive)
    device.calls.add(call)
    call.whenOver(() => device.calls.delete(call))
    request.signal.addEventListener('abort', () => call.end(uncertain('reset')), { once: true })
    if (device.offline) {
      timeline.after(5, () => call.end(notSent('network')))
      return call.result
    }
    device.noteRequest()
    const fault = this.#fault(request)
    const sending = request.kind === 'write' ? ledger.begin(device, request.path, request.body) : null
    const what = `${request.method} /${request.path} ${request.body}`
    story.tell(device.name, `→ ${what}${fault === undefined ? '' : `   [${describe(fault)}]`}`)
    this.#send(device, { request, sending, plan: planExchange(fault), call })
    return call.result
  }

  #send<T>(device: Caller, course: Course<T>): void {
    const { timeline, dice, latencyMs } = this.#parts
    const { plan, call } = course
    const way = Math.ceil(latencyMs * (0.2 + dice.next()))
    const { reply, arrival } = plan
    timeline.after(patienceMs, () => call.end(uncertain('timeout')))
    if (reply.kind === 'lost' && reply.atOnce && reply.how === 'reset')
      timeline.after(way, () => call.end(uncertain('reset')))
    const arrive = (): void => this.#arrive(device, course, way)
    if (arrival === null) {
      timeline.after(way, () => {
        if (course.sending) this.#parts.ledger.end(course.sending)
        if (reply.kind === 'instead') this.#answer(device, course, null, way)
      })
    } else if (arrival === 'after-next') this.#hold(arrive)
    else timeline.after(way + arrival.afterMs, arrive)
  }

  #hold(arrive: () => void): void {
    let gone = false
    const once = (): void => {
      if (!gone) arrive()
      gone = true
    }
    this.#held.push(once)
    this.#parts.timeline.after(longestHold, once)
  }

  #arrive<T>(device: Caller, course: Course<T>, way: number): void {
    const { api, timeline, ledger, story } = this.#parts
    const { plan, request, sending } = course
    if (plan.clockJumpMs !== 0) api.jumpClock(plan.clockJumpMs)
    const wire: WireRequest = {
      method: request.method,
      path: `/v1/${request.path}`,
      headers: request.headers,
      body: plan.bodyStripped ? '' : request.body,
    }
    const land = (): Answer => {
      const answer = api.receive(wire, this.#parts.epoch + timeline.now, plan.mishap)
      if (request.kind === 'write') story.tell('remote', `${device.name}: ${request.path} → ${String(answer.status)}`)
      return answer
    }
    const answer = sending ? ledger.land(sending, land) : land()
    if (plan.againAfterMs === null && sending) ledger.end(sending)
    if (plan.againAfterMs !== null) {
      timeline.after(plan.againAfterMs, () => {
        discardBody((sending ? ledger.land(sending, land) : land()).body)
        if (sending) ledger.end(sending)
      })
    }
    for (const resume of this.#held.splice(0)) timeline.after(1, resume)
    this.#answer(device, course, answer, way)
  }

  #answer<T>(device: Caller, { plan, call }: Course<T>, answer: Answer | null, way: number): void {
    const { api, timeline, epoch } = this.#parts
    const { reply } = plan
    const instead = reply.kind === 'instead' ? reply.make(api, epoch + timeline.now) : null
    const given = instead ?? answer
    if (instead !== null && answer !== null) discardBody(answer.body)
    if (reply.kind === 'lost') {
      if (answer !== null) discardBody(answer.body)
      if (reply.how === 'reset') timeline.after(way, () => call.end(uncertain('reset')))
      return
    }
    if (given === null) return
    const cut = reply.kind === 'half' ? (reply.torn ? 'torn' : 'short') : 'whole'
    const { text, type } = renderBody(given)
    timeline.after(way + (reply.kind === 'whole' ? reply.afterMs : 0), () => {
      if (!device.isDead()) call.receive(httpAnswer(given, text, type, cut))
    })
  }
}

interface Course<T> {
  readonly request: HttpRequest
  readonly sending: Sending | null
  readonly plan: ExchangePlan
  readonly call: Call<T>
}

const uncertain = (cause: 'timeout' | 'reset', status: number | null = null): Result<never, RemoteFailure> =>
  err({ kind: 'uncertain', cause, status, complete: false, text: cause })

/** What a device can do with a call that is still open when it dies. */
export interface OpenCall {
  end(result: Result<never, RemoteFailure>): void
}

/** One call of the connector, answered exactly once. */
class Call<T> {
  readonly result: Promise<Result<T, RemoteFailure>>
  readonly #timeline: Timeline
  readonly #receive: Receive<T>
  readonly #over: (() => void)[] = []
  #resolve: (result: Result<T, RemoteFailure>) => void = () => undefined
  #reject: (error: unknown) => void = () => undefined
  #taken = false

  constructor(timeline: Timeline, receive: Receive<T>) {
    this.#timeline = timeline
    this.#receive = receive
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  whenOver(run: () => void): void {
    this.#over.push(run)
  }

  end(result: Result<T, RemoteFailure>): void {
    if (this.#taken) return
    this.#taken = true
    for (const run of this.#over) run()
    this.#resolve(result)
  }

  receive(answer: HttpAnswer): void {
    if (this.#taken) return
    this.#taken = true
    this.#timeline.busy += 1
    void this.#finish(answer)
  }

  async #finish(answer: HttpAnswer): Promise<void> {
    try {
      this.#resolve(await this.#receive(answer))
    } catch (error) {
      if (error instanceof TornBody) this.#resolve(uncertain('reset', answer.status))
      else this.#reject(error)
    } finally {
      for (const run of this.#over) run()
      this.#timeline.busy -= 1
    }
  }
}

class TornBody extends Error {}

function httpAnswer(answer: Answer, text: string, type: string, cut: 'whole' | 'short' | 'torn'): HttpAnswer {
  const bytes = Buffer.from(text)
  const sent = cut === 'whole' ? bytes : bytes.subarray(0, Math.ceil(bytes.length / 2))
  const date = parseHttpDate(answer.headers['date'] ?? null)
  return {
    status: answer.status,
    contentType: type,
    date,
    retryAfter: parseRetryAfter(answer.headers['retry-after'] ?? null, date),
    body: pieces(sent, cut === 'torn'),
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- a body is asynchronous by its type
async function* pieces(bytes: Uint8Array, torn: boolean): AsyncGenerator<Uint8Array> {
  const half = Math.ceil(bytes.length / 2)
  if (half > 0) yield bytes.subarray(0, half)
  if (bytes.length > half) yield bytes.subarray(half)
  if (torn) throw new TornBody('torn')
}

function describe(fault: Fault): string {
  const { kind, ...details } = fault
  const values = Object.values(details)
  return values.length === 0 ? kind : `${kind} ${values.join(' ')}`
}
