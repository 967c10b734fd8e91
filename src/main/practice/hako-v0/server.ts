import { systemClock } from '../clock.ts'
import type { PlainAnswer } from '../hako-v1/request.ts'
import { seedIfNew } from '../hako-v1/seed/seed.ts'
import { practiceApiKey, type PracticeOptions } from '../hako-v1/server.ts'
import { createHakoService } from '../hako-v1/service.ts'
import type { Snapshot } from '../hako-v1/snapshot.ts'
import { serveApi, type ServerControl } from '../http/serve.ts'
import { seededRandom } from '../random.ts'
import { createHakoV0Model, type HakoV0Model } from './model.ts'
import { actAsOtherV0, type OtherV0Act } from './other-client.ts'
import type { HakoV0Switches } from './switches.ts'

export interface HakoV0Server {
  /** With the version and a slash at the end: `http://127.0.0.1:PORT/v0/`. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly control: HakoV0Control
  close(): Promise<void>
}

export interface HakoV0Control extends ServerControl {
  /** Another client's write: no key, no rate limit, no faults. Answers as the API would. */
  actAsOther(act: OtherV0Act): PlainAnswer
  /** The whole account in plain objects. */
  snapshot(): Snapshot
  setSwitches(changes: Partial<HakoV0Switches>): void
  /** The account itself, for what the methods above do not cover. */
  readonly model: HakoV0Model
}

type Options = Omit<PracticeOptions, 'switches'> & { readonly switches?: Partial<HakoV0Switches> }

/** Rejects when the port is taken or the database file is of another version. */
export async function startHakoV0Server(options: Options = {}): Promise<HakoV0Server> {
  const { port = 0, apiKey = practiceApiKey, clock = systemClock, seed = 'shop' } = options
  const { database = ':memory:', switches = {}, random = seededRandom(1), log = () => undefined } = options
  const model = createHakoV0Model({ database, switches })
  seedIfNew(model.tables, seed, clock.now())
  const serving = await serveApi(createHakoService(model, apiKey), { port, clock, random, log })
  return {
    baseUrl: `http://127.0.0.1:${String(serving.port)}/v0/`,
    apiKey,
    control: {
      ...serving.control,
      actAsOther: (act) => actAsOtherV0(model, act, clock.now()),
      snapshot: () => model.snapshot(),
      setSwitches: (changes) => model.setSwitches(changes),
      model,
    },
    close: () => serving.close(),
  }
}
