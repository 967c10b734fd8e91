import { rmSync } from 'node:fs'
import { createHakoService, plantSeed, type HakoModel } from '../../src/main/practice/practice.ts'
import { createAccount, type Account } from './account.ts'
import { Acts } from './acts.ts'
import { Device } from './device.ts'
import { checkEnd } from './ending.ts'
import { startAnswers, startHappenings } from './happenings.ts'
import { inspectWrite } from './invariants/sending.ts'
import { Departures } from './invariants/settled.ts'
import { Ledger } from './ledger.ts'
import { Network } from './network.ts'
import { People } from './people.ts'
import { again, type Place, type Stage } from './place.ts'
import { isAlone, type Profile } from './profile.ts'
import { Story, Violation } from './story.ts'
import { apiKey, connectors, makeFolder, removeFolder } from './template.ts'
import { Timeline } from './timeline.ts'
import { Watcher } from './watcher.ts'

const epoch = Date.UTC(2026, 0, 5, 8)
/** How long everybody has, once it is calm, until nothing is open any more. */
const calmMs = 3_600_000

export interface Telling {
  readonly until?: number
  readonly only?: readonly string[]
}

/** Everything that one story is about. */
export class World implements Stage {
  readonly timeline = new Timeline()
  readonly story = new Story(() => this.timeline.now)
  readonly seed: number
  readonly profile: Profile
  readonly acts: Acts
  readonly model: HakoModel
  readonly places: Place[] = []
  readonly #until: number
  readonly #ledger: Ledger
  readonly #network: Network
  readonly #folder = makeFolder()
  readonly #account: Account
  readonly #departures = new Departures()
  readonly #jobs: (() => Promise<void>)[] = []
  /** Devices whose database is put back before they start again; and whether their journal stays. */
  readonly #restoring = new Map<Device, boolean>()
  #calm = false

  constructor(seed: number, profile: Profile, telling: Telling) {
    this.seed = seed
    this.profile = profile
    this.acts = new Acts(seed, telling.only, () => this.timeline.now)
    this.#until = telling.until ?? profile.minutes * 60_000
    this.#account = createAccount(profile)
    this.model = this.#account.model
    plant(this.model, profile)
    if (profile.faults.some(({ fault }) => fault === 'stale-read')) this.model.keepReplica()
    this.#ledger = new Ledger(this.model, () => this.timeline.now)
    if (readsAtOnce(profile)) this.#ledger.freshFigures = 12_000
    this.#ledger.contention.isSettled = (name, changeIDs) => this.#isSettled(name, changeIDs)
    this.#ledger.inspect = (device, request, rows) => {
      const place = this.places.find((other) => other.device === device)
      if (place === undefined) throw new Error(`No device ${device.name}`)
      // What was answered a moment ago is known before the next request leaves.
      place.watcher.check()
      const { decided: decisions } = place.people
      const { sight } = place.watcher
      const known = { decisions, sight, truthOf: (id: number) => place.watcher.truthOf(id) }
      const leaving = inspectWrite(place.device, known, request, rows)
      this.#departures.check(place.device, decisions, leaving, this.timeline.now)
      return leaving
    }
    this.#network = new Network({
      timeline: this.timeline,
      story: this.story,
      ledger: this.#ledger,
      api: createHakoService(this.model, apiKey),
      root: connectors[profile.remote].root,
      acts: this.acts,
      latencyMs: profile.latencyMs,
      epoch,
    })
    this.#network.faults = profile.faults
  }

  isCalm(): boolean {
    return this.#calm
  }

  queue(job: () => Promise<void>): void {
    this.#jobs.push(job)
  }

  /** Rejects with what broke. */
  async live(): Promise<void> {
    try {
      await this.#open()
      while (await this.step(this.#until));
      this.#calmDown()
      await this.#empty()
      for (const place of this.places) await checkEnd(this, place)
    } finally {
      for (const { device } of this.places) await device.close().catch(() => undefined)
      this.model.close()
      removeFolder(this.#folder)
      rmSync(this.#folder, { recursive: true, force: true })
    }
  }

  tally(): { changes: number; faults: Record<string, number>; questions: Record<string, number> } {
    const questions: Record<string, number> = {}
    for (const { people } of this.places)
      for (const [reason, count] of people.questions) questions[reason] = (questions[reason] ?? 0) + count
    const changes = this.places.reduce((sum, { watcher }) => sum + watcher.books.changes.size, 0)
    const faults = Object.fromEntries(this.#network.met)
    const contested = this.#ledger.contention.count
    if (contested > 0) faults['cell in two hands'] = contested
    for (const { id } of this.acts.taken) {
      const kind = /^[A-Z] (killed|offline|clock|asleep|disk|opened twice|yesterday) /.exec(id)?.[1]
      if (kind !== undefined) faults[kind] = (faults[kind] ?? 0) + 1
    }
    return { changes, faults, questions }
  }

  /** The next event with everything that follows from it, checked. False: there is none before `until`. */
  async step(until: number): Promise<boolean> {
    if (!(await this.timeline.step(until))) return false
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) {
      await job()
      await this.timeline.settled()
    }
    if (this.timeline.failure !== null) throw this.timeline.failure
    for (const { watcher } of this.places) watcher.check()
    return true
  }

  async #open(): Promise<void> {
    for (let index = 0; index < this.profile.devices; index += 1) await this.#addPlace(String.fromCharCode(65 + index))
    again(this, this.profile.otherEvery, 'others', (dice, id) => {
      const intended = this.#account.intend(dice, this.profile.upheaval)
      const act = (): void => {
        const what = this.#ledger.others(() => intended.carryOut(epoch + this.timeline.now))
        this.story.tell('others', `${what}   [${id}]`)
      }
      const { cell } = intended
      if (this.profile.careless && cell !== null) this.timeline.after(dice.integer(50, 4_000), act)
      else if (this.profile.remote === 'hako-v1' || cell === null || !this.#isInHand(cell)) act()
    })
    if (!isAlone(this.profile) && this.profile.otherEvery !== null) this.#startMeddling()
    if (this.profile.exodus) this.#startExodus()
  }

  /** Others write just where somebody here has a question open. */
  #startMeddling(): void {
    again(this, this.profile.secondThoughtsEvery, 'others meddle', (dice, id) => {
      const asked = this.places.flatMap(({ device, watcher }) =>
        device.isDead() ? [] : disputedItems(device, watcher),
      )
      if (asked.length === 0) return
      const intended = this.#account.intendAt(dice.pick(asked), dice)
      if (intended.cell !== null && this.profile.remote === 'hako-v0' && this.#isInHand(intended.cell)) return
      const what = this.#ledger.others(() => intended.carryOut(epoch + this.timeline.now))
      this.story.tell('others', `${what}   [${id}]`)
    })
  }

  /** Somebody works on the cell right now, or is about to. */
  #isInHand(cell: Cell): boolean {
    return (
      this.#ledger.contention.isInHand(cell) ||
      this.places.some(({ device, watcher }) => this.#isAboutToWrite(device, watcher, cell))
    )
  }

  /** It has read the cell a moment ago, and has something to send there. */
  #isAboutToWrite(device: Device, { books }: Watcher, { sku }: Cell): boolean {
    if (this.timeline.now - this.#ledger.contention.readAt(device.name, sku) > 90_000) return false
    const moves = new Set(['stock-delta', 'stock-set', 'transfer'])
    return books.open.some(({ kind, state }) => moves.has(kind) && (state === 'ready' || state === 'blocked'))
  }

  #isSettled(name: string, changeIDs: readonly number[]): boolean {
    const books = this.places.find(({ device }) => device.name === name)?.watcher.books
    const isOpen = (id: number): boolean => {
      const state = books?.changes.get(id)?.state
      return state === 'inflight' || state === 'unknown'
    }
    return !changeIDs.some(isOpen)
  }

  #startExodus(): void {
    const act = this.acts.next('exodus')
    this.timeline.after(act.dice.integer(5_000, this.#until), () => {
      if (!this.acts.take(act)) return
      const what = this.#ledger.others(() => this.#account.exodus(act.dice, epoch + this.timeline.now))
      this.story.tell('others', `${what}   [${act.id}]`)
    })
  }

  async #addPlace(name: string): Promise<void> {
    const device = new Device({
      name,
      seed: this.seed,
      directory: this.#folder,
      timeline: this.timeline,
      story: this.story,
      network: this.#network,
      epoch,
      options: { remote: this.profile.remote, batchSize: this.profile.batchSize, soleWriter: this.profile.soleWriter },
      clockShift: this.profile.clockShift,
    })
    const watcher = new Watcher(device, this.#ledger, isAlone(this.profile))
    const { upheaval } = this.profile
    const people = new People(device, { upheaval, ledger: this.#ledger, watcher, story: this.story })
    const place = { device, people, watcher }
    device.onKilled = () => this.queue(() => this.#afterKill(place))
    this.places.push(place)
    await device.install()
    startHappenings(this, place)
  }

  restore({ device }: Place, journalStays: boolean): void {
    this.#restoring.set(device, journalStays)
    device.die()
  }

  async #afterKill({ device, watcher, people }: Place): Promise<void> {
    this.story.tell(device.name, 'is killed')
    await device.bury()
    const journalStays = this.#restoring.get(device)
    this.#restoring.delete(device)
    if (journalStays !== undefined) device.putCopyBack(journalStays)
    const { dice } = this.acts.next(`${device.name} restart`)
    const torn = journalStays === undefined && dice.chance(this.profile.tornTails)
    if (torn) {
      const bytes = dice.integer(1, 60_000)
      this.story.tell(device.name, `loses the newest ${String(bytes)} bytes of its log`)
      device.loseTail(bytes)
    }
    this.timeline.after(dice.integer(500, 40_000), () => {
      this.queue(async () => {
        this.story.tell(device.name, 'starts again')
        await device.start()
        if (!torn && journalStays === undefined) return
        watcher.forgive()
        people.forgetDecisions()
      })
    })
  }

  #calmDown(): void {
    this.#calm = true
    this.#network.faults = []
    this.story.tell('world', 'calms down')
    for (const place of this.places) {
      place.device.offline = false
      place.device.killIn(Number.POSITIVE_INFINITY)
      place.device.spoilDisk(null)
      startAnswers(this, place, true)
    }
  }

  /** I15: when faults end and people answer, the queue empties. */
  async #empty(): Promise<void> {
    const end = this.timeline.now + calmMs
    for (;;) {
      for (const { device } of this.places) device.offline = false
      const open = this.places.filter(({ device, watcher }) => !device.isUp() || watcher.books.openCount > 0)
      if (open.length === 0 && this.#ledger.quiet) return
      if (await this.step(end)) continue
      const stuck = open.map(({ device, watcher }) => `${device.name} never gets done: ${watcher.describeOpen()}`)
      throw new Violation('I15', stuck.join('\n') || 'a request never ends')
    }
  }
}

/** Worlds in which nothing but its own reading takes time between a figure and what is computed from it. */
const readsAtOnce = ({ remote, latencyMs, sleepEvery, clockShiftEvery, faults }: Profile): boolean =>
  remote === 'hako-v0' &&
  latencyMs <= 150 &&
  sleepEvery === null &&
  clockShiftEvery === null &&
  !faults.some(({ fault }) => slow.has(fault))

const slow = new Set<string>(['delayed-arrival', 'delayed-answer', 'reordered', 'rate-limited', 'stale-read'])

/** Items about which something is asked, or which are about to go, by the keys that the remote knows them by. */
const disputedItems = (device: Device, { books }: Watcher): string[] => {
  const leaves = new Set(['delete', 'rename'])
  const uids = new Set(
    books.open.filter(({ kind, question }) => question !== null || leaves.has(kind)).map(({ uid }) => uid),
  )
  return [...uids].flatMap(
    (uid) =>
      device.row<{ key: string }>(
        "SELECT base_key AS key FROM records WHERE uid = ? AND kind = 'item' AND base_key IS NOT NULL",
        uid,
      )?.key ?? [],
  )
}

interface Cell {
  readonly sku: string
  readonly warehouseID: string
}

function plant(model: HakoModel, { remote, items, warehouses }: Profile): void {
  const before = epoch - 86_400_000
  plantSeed(model.tables, {
    foundedAt: before,
    warehouses: Array.from({ length: warehouses }, (_, index) => ({
      warehouseID: `W${String(index + 1)}`,
      name: 'Hall',
    })),
    items: Array.from({ length: items }, (_, index) => ({
      sku: `S${String(index + 1)}`,
      name: `Item ${String(index + 1)}`,
      price: 5,
      expires: null,
      // A second apart: without ids the time of birth is what tells records apart.
      createdAt: before + index * 1000,
      updatedAt: before + index * 1000,
      stock: index % 3 === 2 ? [] : Array.from({ length: warehouses }, (_, at) => [`W${String(at + 1)}`, 40] as const),
    })),
    bundles:
      remote === 'hako-v1' ? [{ sku: 'B1', name: 'Set', price: 9, components: [{ sku: 'S1', quantity: 2 }] }] : [],
  })
}
