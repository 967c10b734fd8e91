import { systemClock, type PracticeClock } from '../clock.ts'
import { serveApi, type ServerControl } from '../http/serve.ts'
import { seededRandom, type Random } from '../random.ts'
import { plantSeed, type Seed } from '../hako-v1/seed/records.ts'
import { seedIfNew, type SeedChoice } from '../hako-v1/seed/seed.ts'
import { takeSnapshot, type Snapshot } from '../hako-v1/snapshot.ts'
import { openTables } from '../hako-v1/tables/tables.ts'
import { createAccount, type Account } from './account.ts'
import { createRackoService, mappingTexts, type RackoKeys } from './service.ts'
import { defaultSwitches, type RackoSwitches } from './switches.ts'

export interface RackoOptions {
  /** 0 or left out: any free port. */
  readonly port?: number
  readonly keys?: Partial<RackoKeys>
  /** A file, kept and opened again; `:memory:` when left out. Adjustments are forgotten, the figures are not. */
  readonly database?: string
  readonly seed?: SeedChoice | Seed
  readonly switches?: Partial<RackoSwitches>
  readonly clock?: PracticeClock
  readonly random?: Random
  readonly log?: (line: string) => void
}

export interface RackoServer {
  /** With the version and a slash at the end: `http://127.0.0.1:PORT/v2/`. */
  readonly baseUrl: string
  /** As the app is given them: the secret in base64. */
  readonly credentials: { readonly apiKey: string; readonly secret: string }
  readonly token: string
  /** The mapping that fits its switches. */
  mapping(): string
  readonly control: RackoControl
  close(): Promise<void>
}

export interface RackoControl extends ServerControl {
  snapshot(): Snapshot
  /** What somebody else does to the same account, now: no login, no limit, no faults. */
  others(act: (account: Account, now: number) => void): void
  setSwitches(changes: Partial<RackoSwitches>): void
}

const practiceKeys: RackoKeys = { apiKey: 'practice-key', secret: 'practice-secret', token: 'practice.token.jwt' }

/** Rejects when the port is taken or the database file is of another version. */
export async function startRackoServer(options: RackoOptions = {}): Promise<RackoServer> {
  const { port = 0, database = ':memory:', seed = 'shop', clock = systemClock } = options
  const { random = seededRandom(1), log = () => undefined } = options
  const keys = { ...practiceKeys, ...options.keys }
  let switches: RackoSwitches = { ...defaultSwitches, ...options.switches }
  const tables = openTables(database)
  if (typeof seed === 'object' && 'warehouses' in seed) plantSeed(tables, seed)
  else seedIfNew(tables, seed, clock.now())
  const account = createAccount(tables, () => switches.stockMovesUpdatedAt)
  const service = createRackoService({ account, keys, switches: () => switches, close: () => tables.close() })
  const serving = await serveApi(service, { port, clock, random, log })
  return {
    baseUrl: `http://127.0.0.1:${String(serving.port)}/v2/`,
    credentials: { apiKey: keys.apiKey, secret: Buffer.from(keys.secret).toString('base64') },
    token: keys.token,
    mapping: () => mappingTexts[switches.mapping],
    control: {
      ...serving.control,
      snapshot: () => takeSnapshot(tables),
      others: (act) => act(account, clock.now()),
      setSwitches(changes) {
        switches = { ...switches, ...changes }
      },
    },
    close: () => serving.close(),
  }
}
