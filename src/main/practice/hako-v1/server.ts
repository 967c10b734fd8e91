import { systemClock, type PracticeClock } from '../clock.ts'
import { serveApi, type ServerControl } from '../http/serve.ts'
import { seededRandom, type Random } from '../random.ts'
import { createHakoV1Model, type HakoV1Model } from './model.ts'
import { actAsOther, type OtherAct } from './other-client.ts'
import type { PlainAnswer } from './request.ts'
import { seedIfNew, type SeedChoice } from './seed/seed.ts'
import { createHakoService } from './service.ts'
import type { Snapshot } from './snapshot.ts'
import type { HakoSwitches } from './switches.ts'

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
  const service = createHakoService(model, apiKey)
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
