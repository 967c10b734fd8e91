/** The course of one exchange: how far it got, and who stopped it. What `notSent` means is decided here. */
import type { Timeouts } from './connections.ts'
import type { GivenUp } from './failures.ts'

export interface Course {
  /** Aborts when the exchange is given up, by the caller or by a timer. */
  readonly signal: AbortSignal
  /** The first of the work and the giving up; rejects in the latter case. */
  orStop<T>(work: Promise<T>): Promise<T>
  /** To be called just before the first byte is written. After a giving up it changes nothing: nothing is written then. */
  noteSent(): void
  noteStatus(status: number): void
  /** The reader wants the next piece of the body: from here on the remote's time runs. */
  awaitPiece(): void
  /** A piece has come: until the reader wants another, nobody is late. */
  notePiece(): void
  state(): { readonly sent: boolean; readonly status: number | null; readonly givenUp: GivenUp | null }
  /** Stops timers and listeners. */
  end(): void
}

export function startCourse(stops: readonly AbortSignal[], timeouts: Timeouts, isWrite: boolean): Course {
  const controller = new AbortController()
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  // Nobody may be waiting when it rejects.
  stopped.catch(() => undefined)
  let sent = false
  let status: number | null = null
  let givenUp: GivenUp | null = null

  const giveUp = (why: GivenUp): void => {
    if (givenUp !== null) return
    givenUp = why
    const reason = new Error(`Given up: ${why}`)
    controller.abort(reason)
    reject(reason)
  }
  const onAbort = (): void => giveUp('aborted')
  let timer = setTimeout(() => giveUp('connectTimeout'), timeouts.connectMs)
  let whole: ReturnType<typeof setTimeout> | undefined
  const expectWithin = (ms: number): void => {
    clearTimeout(timer)
    if (givenUp === null) timer = setTimeout(() => giveUp('answerTimeout'), ms)
  }
  for (const stop of stops) stop.addEventListener('abort', onAbort)
  if (stops.some((stop) => stop.aborted)) onAbort()

  return {
    signal: controller.signal,
    orStop: (work) => Promise.race([stopped, work]),
    noteSent() {
      if (givenUp !== null) return
      sent = true
      expectWithin(timeouts.headersMs)
      if (isWrite) whole = setTimeout(() => giveUp('answerTimeout'), timeouts.writeAnswerMs)
    },
    noteStatus(value) {
      status = value
      clearTimeout(timer)
    },
    awaitPiece: () => expectWithin(timeouts.bodyIdleMs),
    notePiece: () => clearTimeout(timer),
    state: () => ({ sent, status, givenUp }),
    end() {
      clearTimeout(timer)
      clearTimeout(whole)
      for (const stop of stops) stop.removeEventListener('abort', onAbort)
    },
  }
}
