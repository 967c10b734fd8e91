/**
 * Practice servers: the APIs of the remotes, on this PC, with whatever can go wrong with them. For the first five
 * minutes with the app, for every test that needs a remote, and for the simulator. An independent witness: written from
 * the APIs' documents, and importing `src/shared`, Node, better-sqlite3 and zod only, nothing of the connectors.
 *
 * This file is the public door. In process, without HTTP: `createHakoV1Model(...).handle(request, nowMs)`, or with key,
 * rate limit and JSON text: `createHakoV1Service(model, key).receive(request, nowMs)`.
 */
import { createHakoV1Model, type HakoV1Model } from './hako-v1/model.ts'
import { actAsOther, type OtherAct } from './hako-v1/other-client.ts'
import type { PlainAnswer } from './hako-v1/request.ts'
import { seedIfNew, type SeedChoice } from './hako-v1/seed/seed.ts'
import { createHakoV1Service } from './hako-v1/service.ts'
import type { Snapshot } from './hako-v1/snapshot.ts'
import type { HakoSwitches } from './hako-v1/switches.ts'
import { systemClock, type PracticeClock } from './clock.ts'
import { serveApi, type ServerControl } from './http/serve.ts'
import { seededRandom, type Random } from './random.ts'

export { systemClock, type PracticeClock } from './clock.ts'
export type { Fault, FaultMatch, FaultRate, Loss } from './faults.ts'
export { createHakoV1Model, type HakoV1Model, type ModelOptions } from './hako-v1/model.ts'
export { collectBody, type Answer, type Mishap, type WireRequest } from './api.ts'
export { actAsOther, type OtherAct } from './hako-v1/other-client.ts'
export type { HakoRequest, PlainAnswer } from './hako-v1/request.ts'
export { practiceBarcodes, type PracticeBarcode } from './hako-v1/seed/barcodes.ts'
export { generateItems } from './hako-v1/seed/many.ts'
export { plantSeed, type Seed, type SeedItem } from './hako-v1/seed/records.ts'
export { seedIfNew, type SeedChoice } from './hako-v1/seed/seed.ts'
export { createHakoV1Service } from './hako-v1/service.ts'
export type { Snapshot } from './hako-v1/snapshot.ts'
export { defaultSwitches, type HakoSwitches } from './hako-v1/switches.ts'
export { seededRandom, type Random } from './random.ts'
export type { RequestRecord } from './request-log.ts'

export interface PracticeOptions {
  /** 0 or left out: any free port. */
  readonly port?: number
  readonly apiKey?: string
  /** A file, kept and opened again; `:memory:` when left out. */
  readonly database?: string
  /** What a new account starts with; `shop` when left out. */
  readonly seed?: SeedChoice
  readonly switches?: Partial<HakoSwitches>
  readonly clock?: PracticeClock
  /** Draws the faults that come by chance. */
  readonly random?: Random
  /** One line a request. */
  readonly log?: (line: string) => void
}

export interface PracticeServer {
  /** With the version and a slash at the end: `http://127.0.0.1:PORT/v1/`. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly control: PracticeControl
  close(): Promise<void>
}

export interface PracticeControl extends ServerControl {
  /** Another client's write: no key, no rate limit, no faults. Answers as the API would. */
  actAsOther(act: OtherAct): PlainAnswer
  /** The whole account in plain objects. */
  snapshot(): Snapshot
  switches(): HakoSwitches
  setSwitches(changes: Partial<HakoSwitches>): void
  /** The account itself, for what the methods above do not cover. */
  readonly model: HakoV1Model
}

export const practiceApiKey = 'practice-key'

/** Rejects when the port is taken or the database file is of another version. */
export async function startPracticeServer(options: PracticeOptions = {}): Promise<PracticeServer> {
  const {
    port = 0,
    apiKey = practiceApiKey,
    database = ':memory:',
    seed = 'shop',
    switches = {},
    clock = systemClock,
  } = options
  const model = createHakoV1Model({ database, switches })
  seedIfNew(model.tables, seed, clock.now())
  const service = createHakoV1Service(model, apiKey)
  const { random = seededRandom(1), log = () => undefined } = options
  const serving = await serveApi(service, { port, clock, random, log })
  return {
    baseUrl: `http://127.0.0.1:${String(serving.port)}/v1/`,
    apiKey,
    control: {
      ...serving.control,
      actAsOther: (act) => actAsOther(model, act, clock.now()),
      snapshot: () => model.snapshot(),
      switches: () => model.switches(),
      setSwitches: (changes) => model.setSwitches(changes),
      model,
    },
    close: () => serving.close(),
  }
}
