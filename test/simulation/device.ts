/**
 * One PC: the real core with the real engine, connector and SQLite, on virtual time and the simulated network. It can be
 * killed at any call it makes to the world and before any statement of its database: its folder is copied at that very
 * moment, and life goes on from the copy.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Core, CorePorts } from '../../src/main/core/core.ts'
import { openCore } from '../../src/main/core/open-core.ts'
import { openStore } from '../../src/main/core/store/open-store.ts'
import type { Input, MethodName, Output } from '../../src/shared/contract/contract.ts'
import type { AppError } from '../../src/shared/contract/errors.ts'
import { err, ok, type Result } from '../../src/shared/domain/result.ts'
import { DeviceClock } from './device-clock.ts'
import { Dice } from './dice.ts'
import { Disk, type DiskFailure } from './disk.ts'
import { RequestRate } from './invariants/request-rate.ts'
import type { Network, OpenCall } from './network.ts'
import { Violation, type Story } from './story.ts'
import { apiKey, connectors, noPractice, template, type TemplateOptions } from './template.ts'
import type { Timeline } from './timeline.ts'

export interface DeviceParts {
  readonly name: string
  readonly seed: number
  readonly directory: string
  readonly timeline: Timeline
  readonly story: Story
  readonly network: Network
  readonly epoch: number
  readonly options: TemplateOptions
  /** How wrong its wall clock is from the start, in milliseconds. */
  readonly clockShift: number
}

export interface DiskTrouble {
  /** Statements to let pass before. */
  readonly in: number
  readonly failure: DiskFailure
  /** How long it stays so, in virtual time; 0: one statement. */
  readonly forMs: number
}

type Values = readonly (string | number | null)[]

export class Device {
  readonly name: string
  readonly clock: DeviceClock
  readonly calls = new Set<OpenCall>()
  incarnation = 0
  offline = false
  /** What the kill left behind, until the next start. */
  onKilled: () => void = () => undefined
  /** Between a kill and the next start; also the old core that still winds down. */
  #dead = true
  readonly #parts: DeviceParts
  readonly #ports: Dice
  #core: Core | null = null
  #disk: Disk
  #folder: string
  /** A copy of the folder as it once was. */
  #copy: string | null = null
  #ids = 0
  #killIn: number | null = null
  #trouble: DiskTrouble | null = null
  #troubleUntil = 0
  /** Disk failures so far: an answer may say so only if there was one. */
  #failures = 0
  readonly #rate = new RequestRate()
  /** Requests that left, in all, and writes among them. */
  requests = 0
  writes = 0

  constructor(parts: DeviceParts) {
    this.#parts = parts
    this.name = parts.name
    this.clock = new DeviceClock(parts.timeline, parts.epoch, parts.clockShift)
    this.#ports = new Dice(parts.seed, `${parts.name} ports`)
    this.#folder = join(parts.directory, `${parts.name}-0`)
    this.#disk = new Disk(join(this.#folder, 'hakomori.db'))
  }

  async install(): Promise<void> {
    copyFolder(await template(this.#parts.options), this.#folder)
    await this.start()
  }

  async start(): Promise<void> {
    this.#dead = false
    this.incarnation += 1
    this.clock.restart()
    const opened = await openCore({ directory: this.#folder, appVersion: '1.0.0', automatic: true }, this.#world())
    if (!opened.ok) throw new Violation('I16', `the app does not open: ${opened.error.message}`)
    this.#core = opened.value
    this.#disk.watchRows()
    this.#disk.onStatement = () => this.#onStatement()
  }

  get disk(): Disk {
    return this.#disk
  }

  get folder(): string {
    return this.#folder
  }

  rows<R>(text: string, ...values: Values): R[] {
    return this.#disk.rows<R>(text, ...values)
  }

  row<R>(text: string, ...values: Values): R | undefined {
    return this.#disk.row<R>(text, ...values)
  }

  /** Whether the process is gone; asked anew after every await. */
  isDead(): boolean {
    return this.#dead
  }

  isUp(): boolean {
    return !this.#dead && !this.clock.asleep
  }

  async call<M extends MethodName>(method: M, input: Input<M>): Promise<Result<Output<M>, AppError>> {
    if (this.#core === null || this.isDead()) throw new Error(`${this.name} is not running`)
    this.#rate.noteAct(this.#parts.timeline.now)
    const failures = this.#failures
    const answer = await this.#core.call(method, input)
    if (!answer.ok && !this.isDead()) {
      const { kind } = answer.error
      if (kind === 'internal' || (kind === 'storage' && failures === this.#failures))
        throw new Violation('defect', `${method}: ${JSON.stringify(answer.error)}`)
    }
    return answer as Result<Output<M>, AppError> // safe: the core answers by the contract
  }

  /** The process ends in the middle of whatever it does, so many calls and statements from now. */
  killIn(calls: number): void {
    this.#killIn = calls
  }

  /** The process ends, at this very moment. */
  die(): void {
    this.#killIn = null
    copyFolder(this.#folder, join(this.#parts.directory, `${this.name}-${String(this.incarnation)}`))
    this.#dead = true
    this.onKilled()
  }

  /** Somebody copies the data folder away. */
  keepCopy(): void {
    this.#copy = join(this.#parts.directory, `${this.name}-copy`)
    rmSync(this.#copy, { recursive: true, force: true })
    copyFolder(this.#folder, this.#copy)
  }

  get hasCopy(): boolean {
    return this.#copy !== null
  }

  /** Between a death and the next start somebody puts the older database back; the journal stays, or is gone. */
  putCopyBack(journalStays: boolean): void {
    if (this.#copy === null) throw new Error(`${this.name} has no copy`)
    for (const file of ['hakomori.db', 'hakomori.db-wal']) {
      rmSync(join(this.#folder, file), { force: true })
      if (existsSync(join(this.#copy, file))) copyFileSync(join(this.#copy, file), join(this.#folder, file))
    }
    if (!journalStays) rmSync(join(this.#folder, 'send.journal'), { force: true })
    this.#copy = null
  }

  spoilDisk(trouble: DiskTrouble | null): void {
    this.#trouble = trouble
    this.#troubleUntil = 0
  }

  /** Goes to sleep in the middle of everything; when it wakes its sockets are dead. */
  sleepFor(ms: number, counted: boolean): void {
    this.clock.sleepFor(ms, counted, () => {
      for (const call of [...this.calls]) call.end(broken)
    })
  }

  /** A second copy of the app on the same folder is refused, and harms nothing. */
  async openTwice(): Promise<void> {
    const settings = { directory: this.#folder, clock: this.clock.port(() => undefined), patience: 0 }
    const second = await openStore(settings)
    if (second.ok) throw new Violation('I16', `${this.name}: two apps work on one folder`)
  }

  /** Everything the core asks of the world goes through here. */
  #touched(): void {
    if (this.#killIn === null || this.isDead()) return
    this.#killIn -= 1
    if (this.#killIn <= 0) this.die()
  }

  #onStatement(): DiskFailure | null {
    this.#touched()
    const trouble = this.#trouble
    if (trouble === null || this.isDead()) return null
    const { now } = this.#parts.timeline
    if (this.#troubleUntil === 0) {
      if (trouble.in > 0) {
        this.#trouble = { ...trouble, in: trouble.in - 1 }
        return null
      }
      this.#troubleUntil = now + trouble.forMs
    } else if (now >= this.#troubleUntil) {
      this.spoilDisk(null)
      return null
    }
    if (trouble.forMs === 0) this.spoilDisk(null)
    this.#failures += 1
    return trouble.failure
  }

  /** Lets the old core go, whose folder is no longer this device's. */
  async bury(): Promise<void> {
    const old = this.#folder
    await this.#letGo()
    this.#folder = join(this.#parts.directory, `${this.name}-${String(this.incarnation)}`)
    this.#disk = new Disk(join(this.#folder, 'hakomori.db'))
    rmSync(old, { recursive: true, force: true })
  }

  async #letGo(): Promise<void> {
    this.#dead = true
    this.spoilDisk(null)
    for (const call of [...this.calls]) call.end(broken)
    const closing = this.#core?.close()
    this.#core = null
    await this.#parts.timeline.settled()
    await closing
    this.#disk.forget()
  }

  /** Damages what is left after a kill: the newest bytes of the write-ahead log never reached the disk. */
  loseTail(bytes: number): void {
    const path = join(this.#folder, 'hakomori.db-wal')
    if (!existsSync(path)) return
    truncateSync(path, Math.max(0, statSync(path).size - bytes))
  }

  async close(): Promise<void> {
    await this.#letGo()
  }

  noteRequest(kind: 'read' | 'write'): void {
    this.requests += 1
    if (kind === 'write') this.writes += 1
    this.#rate.note(kind, this.#parts.timeline.now)
  }

  journal(): string {
    return readFileSync(join(this.#folder, 'send.journal'), 'utf8')
  }

  #world(): CorePorts {
    const { network, story } = this.#parts
    const { create } = connectors[this.#parts.options.remote]
    const touched = (): void => this.#touched()
    return {
      clock: this.clock.port(touched),
      ids: { ulid: () => (touched(), `${this.name}-${String((this.#ids += 1)).padStart(8, '0')}`) },
      random: { next: () => (touched(), this.#ports.next()) },
      secrets: {
        read: () => Promise.resolve(ok({ apiKey })),
        write: () => Promise.resolve(ok(undefined)),
        remove: () => Promise.resolve(),
      },
      remotes: [],
      openRemote: ({ baseUrl, credentials }) =>
        ok(create(new URL(baseUrl), credentials, { environment: {} }, () => network.transportOf(this))),
      practice: noPractice,
      log: (level, message, details) => {
        touched()
        const text = `${message} ${JSON.stringify(details)}`
        if (text.includes(apiKey))
          this.#parts.timeline.failure ??= new Violation('I20', `the key is in the log: ${text}`)
        if (level === 'error' && !this.isDead()) story.tell(this.name, text)
      },
      breathe: () => (touched(), Promise.resolve()),
    }
  }
}

const broken = err({ kind: 'uncertain', cause: 'reset', status: null, complete: false, text: '' } as const)

/** What a lock on a file and SQLite's shared memory are is the running process's own. */
function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isFile() && !entry.name.startsWith('lock') && !entry.name.endsWith('-shm'))
      copyFileSync(join(from, entry.name), join(to, entry.name))
}
