/**
 * One PC: the real core with the real engine, connector and SQLite, on virtual time and the simulated network. It can be
 * killed at any call it makes to the world: its folder is copied at that very moment, and life goes on from the copy.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Core, CorePorts } from '../../src/main/core/core.ts'
import { openCore } from '../../src/main/core/open-core.ts'
import { Database, type Reader } from '../../src/main/core/store/database.ts'
import { fingerprint } from '../../src/main/core/sync/hash.ts'
import { createHakoV1 } from '../../src/main/remotes/hako-v1/remote.ts'
import type { Input, MethodName, Output } from '../../src/shared/contract/contract.ts'
import type { AppError } from '../../src/shared/contract/errors.ts'
import { err, ok, type Result } from '../../src/shared/domain/result.ts'
import { equal, sum } from '../../src/shared/domain/quantity.ts'
import { Dice } from './dice.ts'
import type { Network, OpenCall } from './network.ts'
import { Violation, type Story } from './story.ts'
import { noPractice, template } from './template.ts'
import type { Timeline } from './timeline.ts'

export interface DeviceParts {
  readonly name: string
  readonly seed: number
  readonly directory: string
  readonly timeline: Timeline
  readonly story: Story
  readonly network: Network
  readonly epoch: number
  readonly batchSize: number
}

interface OpenAttempt {
  readonly changeIDs: readonly number[]
  readonly endpoint: string
}

const files = ['hakomori.db', 'hakomori.db-wal', 'send.journal'] as const

export class Device {
  readonly name: string
  readonly dice: Dice
  readonly calls = new Set<OpenCall>()
  incarnation = 0
  offline = false
  /** Between a kill and the next start; also the old core that still winds down. */
  #dead = true
  /** What the kill left behind, until the next start. */
  onKilled: () => void = () => undefined
  readonly #parts: DeviceParts
  readonly #ports: Dice
  #core: Core | null = null
  #sqlite: Sqlite.Database | null = null
  #reader: Reader | null = null
  #folder: string
  #shift = 0
  #ids = 0
  #killIn: number | null = null
  #requests: number[] = []

  constructor(parts: DeviceParts) {
    this.#parts = parts
    this.name = parts.name
    this.dice = new Dice(parts.seed, `${parts.name} itself`)
    this.#ports = new Dice(parts.seed, `${parts.name} ports`)
    this.#folder = join(parts.directory, `${parts.name}-0`)
  }

  async install(): Promise<void> {
    const source = await template(this.#parts.batchSize)
    mkdirSync(this.#folder, { recursive: true })
    for (const file of files) copyIfThere(join(source, file), join(this.#folder, file))
    await this.start()
  }

  async start(): Promise<void> {
    this.#dead = false
    this.incarnation += 1
    const opened = await openCore({ directory: this.#folder, appVersion: '1.0.0', automatic: true }, this.#world())
    if (!opened.ok) throw new Violation('I16', `the app does not open: ${opened.error.message}`)
    this.#core = opened.value
    this.#sqlite = new Sqlite(join(this.#folder, 'hakomori.db'), { readonly: true })
    this.#reader = new Database(this.#sqlite)
  }

  get reader(): Reader {
    if (this.#reader === null) throw new Error(`${this.name} is not running`)
    return this.#reader
  }

  /** Whether the process is gone; asked anew after every await. */
  isDead(): boolean {
    return this.#dead
  }

  /** Changes whenever the core has committed something. */
  version(): number {
    return Number(this.#sqlite?.pragma('data_version', { simple: true }))
  }

  async call<M extends MethodName>(method: M, input: Input<M>): Promise<Result<Output<M>, AppError>> {
    if (this.#core === null || this.isDead()) throw new Error(`${this.name} is not running`)
    const answer = await this.#core.call(method, input)
    if (!answer.ok && answer.error.kind === 'internal' && !this.isDead())
      throw new Violation('defect', `${method}: ${JSON.stringify(answer.error)}`)
    return answer as Result<Output<M>, AppError> // safe: the core answers by the contract
  }

  /** The process ends in the middle of whatever it does, so many calls to the world from now. */
  killIn(calls: number): void {
    this.#killIn = calls
  }

  shiftClock(ms: number): void {
    this.#shift += ms
  }

  /** Everything the core asks of the world goes through here. */
  #touched(): void {
    if (this.#killIn === null || this.isDead()) return
    this.#killIn -= 1
    if (this.#killIn > 0) return
    this.#killIn = null
    const next = join(this.#parts.directory, `${this.name}-${String(this.incarnation)}`)
    mkdirSync(next, { recursive: true })
    for (const file of files) copyIfThere(join(this.#folder, file), join(next, file))
    this.#dead = true
    this.onKilled()
  }

  /** Lets the old core go, whose folder is no longer this device's. */
  async bury(): Promise<void> {
    const old = this.#folder
    this.#folder = join(this.#parts.directory, `${this.name}-${String(this.incarnation)}`)
    this.#sqlite?.close()
    this.#reader = null
    for (const call of [...this.calls])
      call.end(err({ kind: 'uncertain', cause: 'reset', status: null, complete: false, text: '' }))
    const closing = this.#core?.close()
    this.#core = null
    await this.#parts.timeline.settled()
    await closing
    rmSync(old, { recursive: true, force: true })
  }

  /** Damages what is left after a kill: the newest bytes of the write-ahead log never reached the disk. */
  loseTail(bytes: number): void {
    const path = join(this.#folder, 'hakomori.db-wal')
    if (!existsSync(path)) return
    truncateSync(path, Math.max(0, statSync(path).size - bytes))
  }

  async close(): Promise<void> {
    this.#dead = true
    for (const call of [...this.calls])
      call.end(err({ kind: 'uncertain', cause: 'reset', status: null, complete: false, text: '' }))
    this.#sqlite?.close()
    const closing = this.#core?.close()
    this.#core = null
    await this.#parts.timeline.settled()
    await closing
  }

  /** Invariant I14: at most 120 in any minute, restarts and shifted clocks included. */
  noteRequest(): void {
    const { now } = this.#parts.timeline
    this.#requests = this.#requests.filter((at) => at > now - 60_000)
    this.#requests.push(now)
    if (this.#requests.length > 120) throw new Violation('I14', `${String(this.#requests.length)} requests in a minute`)
  }

  /** The request that is about to leave, as journal and database know it (invariant I5). */
  openRequest(body: string): { readonly requestID: string; readonly attempts: readonly OpenAttempt[] } {
    const rows = this.reader.rows<{
      id: string
      changes: string
      endpoint: string
      hash: string
      outcome: string | null
    }>(
      `SELECT request_id AS id, change_ids AS changes, endpoint, body_hash AS hash, outcome FROM attempts
       WHERE request_id = (SELECT request_id FROM attempts ORDER BY id DESC LIMIT 1) ORDER BY id`,
    )
    const requestID = rows[0]?.id ?? ''
    if (rows.length === 0 || rows.some((row) => row.outcome !== null || row.hash !== fingerprint(body)))
      throw new Violation('I5', `a request leaves ${this.name} without open attempts of its own`)
    if (!readFileSync(join(this.#folder, 'send.journal'), 'utf8').includes(requestID))
      throw new Violation('I5', `request ${requestID} is not in the journal`)
    const attempts = rows.map(({ changes, endpoint }) => ({ changeIDs: JSON.parse(changes) as number[], endpoint })) // safe: the store wrote it
    return { requestID, attempts }
  }

  /** What is sent is what was wanted: the sum of the movements behind the row. */
  checkSum(changeIDs: readonly number[], endpoint: string, cells: readonly { readonly by: number | null }[]): void {
    if (cells.length !== 1 || cells[0]?.by === null) return
    const moves = this.reader.rows<{ kind: string; quantity: number }>(
      'SELECT kind, quantity FROM changes WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(changeIDs),
    )
    if (moves.some((move) => move.kind !== 'stock-delta')) return
    const wanted = sum(moves.map((move) => move.quantity))
    if (!equal(wanted, cells[0]?.by ?? 0))
      throw new Violation('I11', `${endpoint} of ${String(cells[0]?.by)} for changes that sum to ${String(wanted)}`)
  }

  #world(): CorePorts {
    const { timeline, epoch, network } = this.#parts
    const [shift, start] = [(): number => this.#shift, timeline.now]
    const touched = (): void => this.#touched()
    return {
      clock: {
        now: () => (touched(), epoch + timeline.now + shift()),
        monotonic: () => (touched(), 5_000 + timeline.now - start),
        sleep: (ms, signal) => (touched(), sleep(timeline, ms, signal)),
      },
      ids: { ulid: () => (touched(), `${this.name}-${String((this.#ids += 1)).padStart(8, '0')}`) },
      random: { next: () => (touched(), this.#ports.next()) },
      secrets: {
        read: () => Promise.resolve(ok({ apiKey: 'key' })),
        write: () => Promise.resolve(ok(undefined)),
        remove: () => Promise.resolve(),
      },
      openRemote: ({ baseUrl, credentials }) =>
        ok(createHakoV1(new URL(baseUrl), credentials, { environment: {} }, () => network.transportOf(this))),
      practice: noPractice,
      log: (level, message, details) => {
        touched()
        if (level === 'error' && !this.isDead())
          this.#parts.story.tell(this.name, `${message} ${JSON.stringify(details)}`)
      },
      breathe: () => (touched(), Promise.resolve()),
    }
  }
}

function sleep(timeline: Timeline, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = timeline.after(ms, resolve)
    signal?.addEventListener('abort', () => (stop(), resolve()), { once: true })
  })
}

function copyIfThere(from: string, to: string): void {
  if (existsSync(from)) copyFileSync(from, to)
}
