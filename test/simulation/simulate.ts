/**
 * One seed, one story: devices, other clients, people and a network with faults on virtual time, every promise checked
 * after every step; then everything calms down, and the queue must empty and all sides agree (invariant I15).
 */
import { rmSync } from 'node:fs'
import {
  createHakoV1Model,
  createHakoV1Service,
  plantSeed,
  type HakoV1Model,
} from '../../src/main/practice/practice.ts'
import { checkAgreement } from './agreement.ts'
import { Device } from './device.ts'
import { Dice } from './dice.ts'
import { Watcher } from './invariants.ts'
import { Ledger } from './ledger.ts'
import { Network } from './network.ts'
import { actOfOthers } from './others.ts'
import { People } from './people.ts'
import { drawProfile, type Profile } from './profile.ts'
import { Story, Violation } from './story.ts'
import { makeFolder, removeFolder } from './template.ts'
import { Timeline } from './timeline.ts'

const epoch = Date.UTC(2026, 0, 5, 8)
/** How long everybody has, once it is calm, until nothing is open any more. */
const calmMs = 3_600_000

export interface Outcome {
  readonly seed: number
  readonly profile: Profile
  readonly digest: string
  readonly lines: readonly string[]
  readonly violation: { readonly invariant: string; readonly text: string; readonly stack: string } | null
  readonly questions: number
  readonly changes: number
}

export interface Changed {
  readonly profile?: Partial<Profile>
  /** Ends the work this early, to shorten a story. */
  readonly until?: number
}

export async function simulate(seed: number, changed: Changed = {}): Promise<Outcome> {
  const profile = { ...drawProfile(seed), ...changed.profile }
  const world = new World(seed, profile, changed.until ?? profile.minutes * 60_000)
  const violation = await world.live()
  return { seed, profile, digest: world.story.digest(), lines: world.story.lines, violation, ...world.counts }
}

interface Place {
  readonly device: Device
  readonly people: People
  readonly watcher: Watcher
}

class World {
  readonly timeline = new Timeline()
  readonly story = new Story(() => this.timeline.now)
  counts = { questions: 0, changes: 0 }
  readonly #seed: number
  readonly #profile: Profile
  readonly #until: number
  readonly #model: HakoV1Model
  readonly #ledger: Ledger
  readonly #network: Network
  readonly #folder = makeFolder()
  readonly #places: Place[] = []
  /** Work that needs a turn of its own after the event that asked for it. */
  readonly #jobs: (() => Promise<void>)[] = []
  #calm = false

  constructor(seed: number, profile: Profile, until: number) {
    this.#seed = seed
    this.#profile = profile
    this.#until = until
    this.#model = createHakoV1Model({ switches: profile.switches })
    plant(this.#model, profile)
    this.#ledger = new Ledger(this.#model)
    this.#network = new Network({
      timeline: this.timeline,
      story: this.story,
      ledger: this.#ledger,
      api: createHakoV1Service(this.#model, 'key'),
      dice: new Dice(seed, 'network'),
      latencyMs: profile.latencyMs,
      epoch,
    })
    this.#network.faults = profile.faults
  }

  async live(): Promise<Outcome['violation']> {
    try {
      await this.#open()
      await this.#pass(this.#until)
      await this.#settle()
      return null
    } catch (error) {
      return described(error)
    } finally {
      for (const { device } of this.#places) await device.close().catch(() => undefined)
      this.#model.close()
      removeFolder(this.#folder)
      rmSync(this.#folder, { recursive: true, force: true })
    }
  }

  async #open(): Promise<void> {
    for (let index = 0; index < this.#profile.devices; index += 1) {
      const name = String.fromCharCode(65 + index)
      const device = new Device({
        name,
        seed: this.#seed,
        directory: this.#folder,
        timeline: this.timeline,
        story: this.story,
        network: this.#network,
        epoch,
        batchSize: this.#profile.batchSize,
      })
      const parts = { profile: this.#profile, ledger: this.#ledger, story: this.story }
      const people = new People(device, { ...parts, dice: new Dice(this.#seed, `${name} people`) })
      const place = { device, people, watcher: new Watcher(device, people, this.#ledger) }
      device.onKilled = () => this.#jobs.push(() => this.#afterKill(place))
      this.#places.push(place)
      await device.install()
      this.#start(place)
    }
    const dice = new Dice(this.#seed, 'others')
    this.#again(this.#profile.otherEvery, dice, () => {
      const what = actOfOthers(this.#model, dice, this.#profile.upheaval, epoch + this.timeline.now)
      this.story.tell('others', what)
    })
  }

  /** What happens to one device from time to time. */
  #start({ device, people }: Place): void {
    const { userEvery, answerEvery, killEvery, outageEvery, clockShiftEvery } = this.#profile
    const { dice } = device
    const whenAlive = (work: () => Promise<void>) => () => {
      if (!device.isDead()) this.#jobs.push(() => ifAlive(device, work))
    }
    this.#again(
      userEvery,
      dice,
      whenAlive(() => people.act()),
    )
    this.#again(
      answerEvery,
      dice,
      whenAlive(() => people.answer(this.#calm)),
      true,
    )
    this.#again(killEvery, dice, () => device.killIn(dice.integer(1, 200)))
    this.#again(outageEvery, dice, () => {
      this.story.tell(device.name, 'the network goes')
      device.offline = true
      this.timeline.after(dice.wait(60_000), () => {
        device.offline = false
        this.story.tell(device.name, 'the network is back')
      })
    })
    this.#again(clockShiftEvery, dice, () => {
      const by = dice.pick([-10 * 365 * 86_400_000, 10 * 365 * 86_400_000, 3_600_000, -3_600_000, -5_000])
      this.story.tell(device.name, `its clock is moved by ${String(by)} ms`)
      device.shiftClock(by)
    })
  }

  /** Repeats an act at random times, until it is calm unless `always`. */
  #again(every: number | null, dice: Dice, act: () => void, always = false): void {
    if (every === null) return
    const next = (): void => {
      const mean = this.#calm ? Math.min(every, 20_000) : every
      this.timeline.after(dice.wait(mean), () => {
        if (this.#calm && !always) return
        act()
        next()
      })
    }
    next()
  }

  async #afterKill({ device, people, watcher }: Place): Promise<void> {
    this.story.tell(device.name, 'is killed')
    await device.bury()
    const torn = device.dice.chance(this.#profile.tornTails)
    if (torn) {
      const bytes = device.dice.integer(1, 60_000)
      this.story.tell(device.name, `loses the newest ${String(bytes)} bytes of its log`)
      device.loseTail(bytes)
    }
    this.timeline.after(device.dice.integer(500, 40_000), () => {
      this.#jobs.push(async () => {
        this.story.tell(device.name, 'starts again')
        await device.start()
        if (torn) watcher.forgive()
        if (torn) people.counted.clear()
      })
    })
  }

  /** Lets time pass, with everything checked at every step. */
  async #pass(until: number): Promise<void> {
    while (await this.timeline.step(until)) {
      for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) {
        await job()
        await this.timeline.settled()
      }
      for (const { watcher } of this.#places) watcher.check()
    }
  }

  /** I15: when faults end and people answer, the queue empties and all sides agree. */
  async #settle(): Promise<void> {
    this.#calm = true
    this.#network.faults = []
    this.story.tell('world', 'calms down')
    for (const { device, people } of this.#places) {
      device.offline = false
      device.killIn(Number.POSITIVE_INFINITY)
      this.#again(
        20_000,
        new Dice(this.#seed, `${device.name} calm`),
        () => {
          if (!device.isDead()) this.#jobs.push(() => ifAlive(device, () => people.answer(true)))
        },
        true,
      )
    }
    const end = this.timeline.now + calmMs
    while (this.timeline.now < end) {
      await this.#pass(this.timeline.now + 120_000)
      for (const { device } of this.#places) device.offline = false
      if (this.#places.every(({ device }) => !device.isDead() && openCount(device) === 0)) break
    }
    for (const { device } of this.#places) this.#count(device)
    for (const { device } of this.#places)
      if (openCount(device) > 0) throw new Violation('I15', `${device.name} never gets done: ${openChanges(device)}`)
    for (let round = 0; round < 2; round += 1) for (const { device } of this.#places) await this.#sweep(device)
    for (const { device } of this.#places) checkAgreement(device, this.#model.snapshot())
  }

  /** One full read, after whatever cycle runs right now; far enough from the last one to be a second witness. */
  async #sweep(device: Device): Promise<void> {
    await this.#pass(this.timeline.now + 150_000)
    let over = false as boolean
    this.story.tell(device.name, 'reads everything')
    void device.call('sync.run', { full: true }).finally(() => (over = true))
    for (let tries = 0; !over && tries < 20; tries += 1) await this.#pass(this.timeline.now + 30_000)
    if (!over) throw new Violation('I15', `${device.name}: a cycle does not end`)
  }

  #count(device: Device): void {
    const changes = device.reader.row<{ count: number }>('SELECT count(*) AS count FROM changes')?.count ?? 0
    this.counts = { ...this.counts, changes: this.counts.changes + changes }
  }
}

/** Somebody at a device that dies meanwhile does not get to the end. */
async function ifAlive(device: Device, work: () => Promise<void>): Promise<void> {
  if (device.isDead()) return
  try {
    await work()
  } catch (error) {
    if (!device.isDead() || error instanceof Violation) throw error
  }
}

const openCount = (device: Device): number =>
  device.reader.row<{ count: number }>(
    "SELECT count(*) AS count FROM changes WHERE state NOT IN ('applied', 'superseded', 'discarded')",
  )?.count ?? 0

const openChanges = (device: Device): string =>
  device.reader
    .rows<Record<string, unknown>>(
      "SELECT id, uid, kind, state, quantity, warehouse, to_warehouse, question, depends_on, payload FROM changes WHERE state NOT IN ('applied', 'superseded', 'discarded')",
    )
    .map((row) => {
      const record = device.reader.row(
        'SELECT kind, present, key, base_key, server_id FROM records WHERE uid = ?',
        Number(row['uid']),
      )
      return `${JSON.stringify(row)} of ${JSON.stringify(record)}`
    })
    .join('\n')

function plant(model: HakoV1Model, { items, warehouses }: Profile): void {
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
      createdAt: before,
      updatedAt: before,
      stock: index % 3 === 2 ? [] : Array.from({ length: warehouses }, (_, at) => [`W${String(at + 1)}`, 40] as const),
    })),
    bundles: [{ sku: 'B1', name: 'Set', price: 9, components: [{ sku: 'S1', quantity: 2 }] }],
  })
}

function described(error: unknown): Outcome['violation'] {
  if (error instanceof Violation) return { invariant: error.invariant, text: error.message, stack: error.stack ?? '' }
  const text = error instanceof Error ? error.message : String(error)
  return { invariant: 'crash', text, stack: error instanceof Error ? (error.stack ?? '') : '' }
}
