import type { AppStatus } from '../../../shared/contract/app.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import type { Result } from '../../../shared/domain/result.ts'
import type {
  Acknowledgement,
  AnnouncedDelivery,
  Batch,
  Clock,
  Delivery,
  ReadFilter,
  ReadSummary,
  Remote,
  RemoteFailure,
  RemoteLimit,
  RemoteRecord,
  Turn,
} from '../ports.ts'
import type { Writer } from '../store/database.ts'
import type { Store } from '../store/open-store.ts'
import { addRequestTimes, readRequestTimes } from '../store/request-times.ts'
import { defaultPause } from './classify.ts'
import { allowanceOf, recent, usedAt, waitFor, windowMs, type Allowance, type Urgency } from './limiter.ts'
import { Stopped } from './stopped.ts'

/**
 * The only way to the remote: counts every request against the limit before it is made (rule 18), and says from real
 * outcomes alone whether there is a network.
 */
export type Online = AppStatus['online']

/** At most so many times are in memory only: lost in a crash, they are what the limit leaves free below the remote's. */
const unsavedAtMost = 9

export class Line {
  allowance: Allowance
  /** Requests since the start. */
  requests = 0
  online: Online = 'unknown'
  readonly #remote: Remote
  readonly #store: Store
  readonly #connection: number
  readonly #clock: Clock
  readonly #signal: AbortSignal
  /** Monotonic. */
  #times: number[]
  #unsaved: number[] = []
  #pausedUntil = 0
  #heard: RemoteLimit | null = null

  constructor(parts: { remote: Remote; store: Store; connection: number; clock: Clock; signal: AbortSignal }) {
    this.#remote = parts.remote
    this.#store = parts.store
    this.#connection = parts.connection
    this.#clock = parts.clock
    this.#signal = parts.signal
    this.allowance = allowanceOf(parts.remote.capabilities.requestsPerMinute)
    const [now, monotonic] = [parts.clock.now(), parts.clock.monotonic()]
    // A local clock that was turned back makes old times look young: they count as made just now.
    this.#times = readRequestTimes(parts.store.reader, parts.connection).map((at) => monotonic - Math.max(0, now - at))
  }

  get used(): number {
    return usedAt(this.#times, this.#clock.monotonic())
  }

  /** Waits until one more request is allowed. Before a write this comes before anything is called in flight. */
  async admit(urgency: Urgency): Promise<void> {
    for (;;) {
      if (this.#signal.aborted) throw new Stopped()
      const now = this.#clock.monotonic()
      const wait = Math.max(waitFor(this.#times, now, this.allowance, urgency), this.#pausedUntil - now)
      if (wait <= 0) return
      await this.#clock.sleep(wait, this.#signal)
    }
  }

  /** A 429: nobody asks again before its time. */
  pauseFor(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.monotonic() + ms)
  }

  async read(
    kind: RecordKind,
    filter: ReadFilter,
    urgency: Urgency,
    onRows: (rows: readonly RemoteRecord[]) => Promise<void>,
  ): Promise<Result<ReadSummary, RemoteFailure>> {
    await this.admit(urgency)
    this.#count()
    const result = await this.#remote.read(kind, filter, onRows, this.#signal, this.#turn(urgency))
    return this.#noted(result)
  }

  /** Whether the remote shows what was sent with this token; null: it has no way to tell. */
  async findToken(token: string): Promise<Result<boolean, RemoteFailure> | null> {
    if (this.#remote.findToken === undefined) return null
    const turn = async (): Promise<void> => {
      await this.admit('reserved')
      this.#count()
    }
    await turn()
    return this.#noted(await this.#remote.findToken(token, this.#signal, turn))
  }

  /** After `admit`. */
  async send(batch: Batch): Promise<Result<Acknowledgement, RemoteFailure>> {
    this.#count()
    const result = await this.#remote.send(batch, this.#signal, this.#turn('reserved'))
    return this.#noted(result)
  }

  async announce(delivery: Delivery): Promise<Result<AnnouncedDelivery, RemoteFailure>> {
    if (this.#remote.announce === undefined) throw new Error('The remote takes no announcements')
    await this.admit('ordinary')
    this.#count()
    return this.#noted(await this.#remote.announce(delivery, this.#signal, this.#turn('reserved')))
  }

  async findAnnounced(token: string): Promise<Result<AnnouncedDelivery | 'absent' | 'unsure', RemoteFailure>> {
    if (this.#remote.findAnnounced === undefined) throw new Error('The remote takes no announcements')
    await this.admit('reserved')
    this.#count()
    return this.#noted(await this.#remote.findAnnounced(token, this.#signal, this.#turn('reserved')))
  }

  /** For what one call asks beyond its first request. */
  #turn(urgency: Urgency): Turn {
    return async () => {
      this.#hearLimit()
      await this.admit(urgency)
      this.#count()
    }
  }

  #noted<T>(result: Result<T, RemoteFailure>): Result<T, RemoteFailure> {
    if (this.#signal.aborted) throw new Stopped()
    this.#hearLimit()
    this.online = result.ok ? 'online' : onlineAfter(result.error, this.online)
    if (!result.ok && result.error.kind === 'rateLimited') this.pauseFor(result.error.retryAfter ?? defaultPause)
    return result
  }

  /** Where the remote tells how much is used, what other programs used with the same key counts as if it were ours. */
  #hearLimit(): void {
    const limit = this.#remote.limit?.() ?? null
    if (limit === null || limit === this.#heard) return
    this.#heard = limit
    this.allowance = allowanceOf(limit.max)
    const now = this.#clock.monotonic()
    const others = Math.min(limit.used, limit.max) - usedAt(this.#times, now)
    if (others > 0) this.#times = [...this.#times, ...Array.from({ length: others }, () => now)]
  }

  #count(): void {
    const now = this.#clock.monotonic()
    this.requests += 1
    this.#times = [...recent(this.#times, now), now]
    this.#unsaved.push(this.#clock.now())
    if (this.#unsaved.length > unsavedAtMost) this.#store.write((writer) => this.saveWith(writer))
  }

  /** Saves the times of requests along with something that is written anyway. */
  saveWith(writer: Writer): void {
    if (this.#unsaved.length === 0) return
    addRequestTimes(writer, this.#connection, this.#unsaved, this.#clock.now() - 2 * windowMs)
    this.#unsaved = []
  }
}

function onlineAfter(failure: RemoteFailure, before: Online): Online {
  switch (failure.kind) {
    case 'notSent':
      return failure.cause === 'credentials' ? 'unauthorized' : 'offline'
    case 'unauthorized':
      return 'unauthorized'
    case 'redirected':
      return 'signIn'
    case 'rateLimited':
      return 'waiting'
    case 'uncertain':
      return failure.cause === 'timeout' || failure.cause === 'reset'
        ? 'offline'
        : before === 'unknown'
          ? 'online'
          : before
    case 'refused':
    case 'tooLarge':
      return 'online'
  }
}
