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
import type { Act, Acts } from './acts.ts'
import { longestLanding, makeFault, suits } from './fault-menu.ts'
import type { Ledger, Sender, Sending } from './ledger.ts'
import type { FaultChance } from './profile.ts'
import { Violation, type Story } from './story.ts'
import type { Timeline } from './timeline.ts'

/** A device as the network knows it. */
export interface Caller extends Sender {
  isDead(): boolean
  isUp(): boolean
  readonly offline: boolean
  readonly clock: { whenAwake(run: () => void): void }
  readonly calls: Set<OpenCall>
  noteRequest(kind: 'read' | 'write'): void
}

export interface NetworkParts {
  readonly timeline: Timeline
  readonly story: Story
  readonly ledger: Ledger
  readonly api: PracticeApi
  /** Of all paths: `/v1/`. */
  readonly root: string
  readonly acts: Acts
  readonly latencyMs: number
  readonly epoch: number
}

type Receive<T> = (answer: HttpAnswer) => Promise<Result<T, RemoteFailure>>

/** After this long without an answer the real transport gives up. */
const patienceMs = 30_000
export class Network {
  faults: readonly FaultChance[] = []
  /** How often each fault came. */
  readonly met = new Map<string, number>()
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

  #fault(act: Act, { kind }: HttpRequest): Fault | undefined {
    const chosen = this.faults.find(({ fault, probability }) => act.dice.chance(probability) && suits(fault, kind))
    if (chosen === undefined || !this.#parts.acts.take(act)) return undefined
    this.met.set(chosen.fault, (this.met.get(chosen.fault) ?? 0) + 1)
    return makeFault(chosen.fault, act.dice)
  }

  #exchange<T>(device: Caller, request: HttpRequest, receive: Receive<T>): Promise<Result<T, RemoteFailure>> {
    const { timeline, story, ledger, acts } = this.#parts
    const notSent = (cause: 'network' | 'aborted'): Result<T, RemoteFailure> =>
      err({ kind: 'notSent', cause, text: 'not reached' })
    if (device.isDead() || request.signal.aborted) return Promise.resolve(notSent('aborted'))
    const call = new Call<T>(timeline, receive)
    const abort = (): void => call.end(uncertain('reset'))
    device.calls.add(call)
    request.signal.addEventListener('abort', abort, { once: true })
    call.whenOver(() => {
      device.calls.delete(call)
      request.signal.removeEventListener('abort', abort)
    })
    if (device.offline) {
      timeline.after(5, () => call.end(notSent('network')))
      return call.result
    }
    device.noteRequest(request.kind)
    const act = acts.next(`${device.name} ${request.kind}`)
    const way = Math.ceil(this.#parts.latencyMs * (0.2 + act.dice.next()))
    const fault = this.#fault(act, request)
    const sending = request.kind === 'write' ? ledger.begin(device, request) : null
    const what = `${request.method} /${request.path} ${request.body}`
    story.tellRequest(device.name, what, fault === undefined ? '' : `   [${act.id}: ${describe(fault)}]`)
    this.#send(device, { request, sending, plan: planExchange(fault), call, way })
    return call.result
  }

  #send<T>(device: Caller, course: Course<T>): void {
    const { timeline } = this.#parts
    const { plan, call, way } = course
    const { reply, arrival } = plan
    const end = (cause: 'timeout' | 'reset', ms: number): void => {
      timeline.after(ms, () => device.clock.whenAwake(() => call.end(uncertain(cause))))
    }
    end('timeout', patienceMs)
    if (reply.kind === 'lost' && reply.atOnce && reply.how === 'reset') end('reset', way)
    const arrive = (): void => this.#arrive(device, course)
    if (arrival === null) {
      timeline.after(way, () => {
        if (course.sending) this.#parts.ledger.end(course.sending)
        if (reply.kind === 'instead') this.#answer(device, course, null)
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
    this.#parts.timeline.after(longestLanding, once)
  }

  #arrive<T>(device: Caller, course: Course<T>): void {
    const { api, timeline, ledger, story } = this.#parts
    const { plan, request, sending } = course
    if (plan.clockJumpMs !== 0) api.jumpClock(plan.clockJumpMs)
    const wire: WireRequest = {
      method: request.method,
      path: `${this.#parts.root}${request.path}`,
      headers: request.headers,
      body: plan.bodyStripped ? '' : request.body,
    }
    if (plan.mishap.staleByMs !== undefined) ledger.noteStaleRead(device, plan.mishap.staleByMs)
    if (request.kind === 'read' && request.path === 'inventory')
      ledger.contention.noteRead(device.name, skuOf(wire.body), plan.mishap.staleByMs ?? 0)
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
    this.#answer(device, course, answer)
  }

  #answer<T>(device: Caller, { plan, call, way }: Course<T>, answer: Answer | null): void {
    const { api, timeline, epoch } = this.#parts
    const { reply } = plan
    const instead = reply.kind === 'instead' ? reply.make(api, epoch + timeline.now) : null
    const given = instead ?? answer
    if (instead !== null && answer !== null) discardBody(answer.body)
    if (reply.kind === 'lost') {
      if (answer !== null) discardBody(answer.body)
      if (reply.how === 'reset') timeline.after(way, () => device.clock.whenAwake(() => call.end(uncertain('reset'))))
      return
    }
    if (given === null) return
    const cut = reply.kind === 'half' ? (reply.torn ? 'torn' : 'short') : 'whole'
    const { text, type } = renderBody(given)
    timeline.after(way + (reply.kind === 'whole' ? reply.afterMs : 0), () => {
      // A PC that sleeps through its answer finds a dead socket when it wakes.
      if (device.isUp()) call.receive(httpAnswer(given, text, type, cut))
    })
  }
}

const skuOf = (body: string): string | null =>
  body === '' ? null : ((JSON.parse(body) as { sku?: string }).sku ?? null) // safe: the connector has just written it

interface Course<T> {
  readonly request: HttpRequest
  readonly sending: Sending | null
  readonly plan: ExchangePlan
  readonly call: Call<T>
  /** Milliseconds one way. */
  readonly way: number
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
