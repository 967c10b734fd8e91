/**
 * Starts the engine of one connection. The parts below are pure (plan, coalesce, rebase, classify, judge, joint, limiter,
 * backoff, watermark, capabilities) or carry out what those decided (cycle, pull, apply, send, verify); this file only
 * keeps them single: one cycle at a time, one pause, one end.
 */
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import type { ConnectionOptions } from '../../../shared/contract/connections.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import { err, type Result } from '../../../shared/domain/result.ts'
import type { Capabilities, Remote } from '../ports.ts'
import type { Store } from '../store/open-store.ts'
import { writeLog, type LogEntry } from '../store/log.ts'
import { readPaused, writePaused } from '../store/sync-state.ts'
import type { EngineContext, EnginePorts } from './context.ts'
import { hasNewAnnouncement, nextAnnouncementDueAt } from './announce.ts'
import { runCycle } from './cycle.ts'
import type { SyncEngine, SyncStatus } from './engine.ts'
import { Line, type Online } from './line.ts'
import { nextDueAt } from './lost.ts'
import { Memory } from './memory.ts'
import type { QueuedChange } from './intent.ts'
import { describePlan, planQueue } from './queue-plan.ts'
import { Scheduler } from './scheduler.ts'
import { Stopped } from './stopped.ts'
import { askForgottenNow } from './verify.ts'

export interface EngineParts {
  readonly store: Store
  readonly connection: number
  /** Stays the caller's: it is closed after the engine is. */
  readonly remote: Remote
  readonly options: ConnectionOptions
  readonly ports: EnginePorts
  /** False: only `run` reads and sends. */
  readonly automatic: boolean
  /** Told whenever `status()` may read differently. */
  readonly onStatus?: () => void
  /** Told what a cycle broke on: a defect of ours, or of the storage. */
  readonly onFailure?: (error: unknown) => void
}

export const openSyncEngine = (parts: EngineParts): SyncEngine => new Engine(parts)

type Ran = Result<Output<'sync.run'>, AppError>

class Engine implements SyncEngine {
  readonly #context: EngineContext
  readonly #stop = new AbortController()
  readonly #scheduler: Scheduler | null
  readonly #loop: Promise<void>
  readonly #unlisten: () => void
  readonly #onStatus: () => void
  readonly #onFailure: (error: unknown) => void
  #paused: boolean
  #running: Promise<Ran> | null = null
  /** The running cycle was asked to read everything. */
  #isFull = false

  constructor({ store, connection, remote, options, ports, automatic, onStatus, onFailure }: EngineParts) {
    const { signal } = this.#stop
    this.#onStatus = onStatus ?? (() => undefined)
    this.#onFailure = onFailure ?? (() => undefined)
    const line = new Line({ remote, store, connection, clock: ports.clock, signal })
    this.#context = {
      store,
      connection,
      remote,
      options,
      ports,
      line,
      memory: new Memory(store, connection),
      signal,
      copying: null,
      onStatus: this.#onStatus,
    }
    askForgottenNow(this.#context)
    this.#paused = readPaused(store.reader, connection)
    this.#scheduler = automatic && options.autoSync ? this.#schedule() : null
    this.#loop = this.#scheduler?.loop() ?? Promise.resolve()
    this.#unlisten = store.listen((topics) => {
      if (topics.has('queue') && this.#running === null) this.#scheduler?.nudge()
    })
  }

  #schedule(): Scheduler {
    const work = {
      run: () => this.run({ full: false, byItself: true }),
      isPaused: () => this.#paused,
      hasMore: async () => {
        const { sweep, spent, unsaid } = this.#context.memory
        if (sweep !== null || hasNewAnnouncement(this.#context)) return true
        return (await planQueue(this.#context, new Set([...spent, ...unsaid]))).batches.length > 0
      },
      dueAt: () => earliest(nextDueAt(this.#context), nextAnnouncementDueAt(this.#context)),
      ...pollOf(this.#context.remote.capabilities),
    }
    return new Scheduler(work, this.#context.ports, this.#context.signal)
  }

  run(options: { readonly full: boolean; readonly byItself?: boolean }): Promise<Ran> {
    if (this.#running) return options.full && !this.#isFull ? this.#afterwards() : this.#running
    if (this.#paused) return Promise.resolve(err(appError('paused', 'Sending is paused. Resume it first.')))
    const before = this.#context.line.online
    this.#isFull = options.full
    const cycle = runCycle(this.#context, { ...options, isPaused: () => this.#paused }).then((ran) => {
      if (ran.ok) this.#scheduler?.reached()
      return ran
    })
    void cycle.catch(this.#onFailure)
    this.#running = cycle.finally(() => {
      this.#running = null
      if (!this.#context.signal.aborted) this.#noteOnline(before)
      this.#onStatus()
    })
    this.#onStatus()
    return this.#running
  }

  /** Who wants everything read is not content with a cycle that reads less. */
  #afterwards(): Promise<Ran> {
    const next = (): Promise<Ran> => this.run({ full: true })
    return (this.#running ?? Promise.resolve()).then(next, next)
  }

  /** Says in the log, once, that the network went or came back. */
  #noteOnline(before: Online): void {
    const { line } = this.#context
    const entry = line.online === before ? null : onlineEntry(before, line.online)
    if (entry === null) return
    this.#context.store.write((writer) => {
      writeLog(writer, this.#context.connection, this.#context.ports.clock.now(), entry)
    })
  }

  async pause(): Promise<void> {
    if (!this.#paused) this.#keepPaused(true)
    await this.#running?.catch(() => undefined)
  }

  resume(): void {
    if (this.#paused) this.#keepPaused(false)
    this.#scheduler?.resumed()
  }

  #keepPaused(paused: boolean): void {
    const { store, connection, ports } = this.#context
    this.#paused = paused
    store.write((writer) => {
      writePaused(writer, connection, paused)
      const text = paused ? 'Sending was paused.' : 'Sending goes on.'
      writeLog(writer, connection, ports.clock.now(), {
        level: 'info',
        event: paused ? 'paused' : 'resumed',
        text,
        details: {},
      })
    })
  }

  status(): SyncStatus {
    const { line, memory, ports, copying } = this.#context
    const next = this.#scheduler === null || this.#paused ? null : this.#scheduler.nextAt
    return {
      online: line.online,
      sync: {
        running: this.#running !== null,
        paused: this.#paused,
        stuck: line.online === 'online' && this.#oldestWaitingMs() > stuckAfterMs,
        lastPullAt: memory.lastPullAt,
        lastSweepAt: memory.state.lastSweepAt,
        nextAt: next === null ? null : Math.round(ports.clock.now() + Math.max(0, next - ports.clock.monotonic())),
        copying,
      },
    }
  }

  /** Age of the oldest change that needs no person, for the watchdog of rule 17. */
  #oldestWaitingMs(): number {
    const { store, connection, ports } = this.#context
    const since = ['ready', 'inflight'].flatMap((state) =>
      // The first of the queue, not the longest in its state: asked after every scan, so it may not read them all.
      store.reader.rows<{ at: number }>(
        'SELECT state_at AS at FROM changes WHERE connection = ? AND state = ? ORDER BY id LIMIT 1',
        connection,
        state,
      ),
    )
    return since.length === 0 ? 0 : ports.clock.now() - Math.min(...since.map(({ at }) => at))
  }

  plan(also: readonly QueuedChange[] = []): Promise<Output<'queue.plan'>> {
    return describePlan(this.#context, also)
  }

  async close(): Promise<void> {
    const { store, line, memory } = this.#context
    this.#unlisten()
    this.#stop.abort()
    await this.#running?.catch(ignoreStopped)
    await this.#loop
    store.write((writer) => {
      line.saveWith(writer)
      memory.saveWith(writer)
    })
  }
}

const pollOf = ({ lookEverySeconds }: Capabilities): { readonly pollMs?: number } =>
  lookEverySeconds === undefined ? {} : { pollMs: lookEverySeconds * 1000 }

const stuckAfterMs = 10 * 60_000

function ignoreStopped(error: unknown): void {
  if (!(error instanceof Stopped)) throw error
}

function onlineEntry(before: Online, now: Online): LogEntry | null {
  if (now === 'offline')
    return { level: 'info', event: 'offline', text: 'The network is gone; work goes on here.', details: {} }
  if (now === 'signIn')
    return { level: 'warning', event: 'signInNeeded', text: 'The network wants a sign-in first.', details: {} }
  if (now === 'unauthorized')
    return { level: 'error', event: 'unauthorized', text: 'The remote refused the key.', details: {} }
  if (now === 'online' && (before === 'offline' || before === 'signIn'))
    return { level: 'info', event: 'online', text: 'The remote is reached again.', details: {} }
  return null
}

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)
