/** The practice servers there are, by the remote they stand for, in one form: for the terminal, the demonstration and tests. */
import type { PracticeClock } from './clock.ts'
import type { ServerControl } from './http/serve.ts'
import { startHakoV0Server } from './hako-v0/server.ts'
import { defaultSwitches as hakoV0Switches } from './hako-v0/switches.ts'
import { defaultSwitches } from './hako-v1/switches.ts'
import { practiceApiKey, startPracticeServer } from './hako-v1/server.ts'
import { practiceClient, startHakroServer } from './hakro/server.ts'
import { defaultSwitches as hakroSwitches } from './hakro/switches.ts'
import { startHivePractice } from './hive/server.ts'
import { defaultHiveSwitches } from './hive/switches.ts'
import { startRackoServer } from './racko/server.ts'
import { defaultSwitches as rackoSwitches } from './racko/switches.ts'
import type { Random } from './random.ts'

export interface PracticeKindOptions {
  /** 0 or left out: any free port. */
  readonly port?: number
  /** In place of the usual secret. */
  readonly key?: string
  /** A file, kept and opened again; in memory when left out. */
  readonly database?: string
  /** What a new account starts with; `shop` when left out. */
  readonly seed?: 'shop' | 'empty' | { readonly items: number }
  /** How it behaves where the documents are silent: names and types of the kind's `switches`. */
  readonly switches?: Switches
  readonly clock?: PracticeClock
  /** Draws the faults that come by chance. */
  readonly random?: Random
  /** One line a request. */
  readonly log?: (line: string) => void
}

export type Switches = Readonly<Record<string, string | number | boolean | null>>

/** What it takes to connect to a running practice server, and to play with it. */
export interface PracticeRemote {
  readonly baseUrl: string
  readonly credentials: Readonly<Record<string, string>>
  /** Settings of the connection that fit it. */
  readonly settings: Readonly<Record<string, string>>
  readonly control: ServerControl
  close(): Promise<void>
}

export interface PracticeKind {
  /** Its switches with their usual positions. */
  readonly switches: Switches
  /** Rejects when the port is taken or the database file is of another version. */
  start(options: PracticeKindOptions): Promise<PracticeRemote>
}

/** By the names that the contract has for remotes. */
export const practiceKinds = {
  'hako-v1': {
    switches: { ...defaultSwitches },
    async start({ key = practiceApiKey, switches = {}, ...options }) {
      const { baseUrl, control, close } = await startPracticeServer({
        ...options,
        apiKey: key,
        switches,
      })
      return { baseUrl, credentials: { apiKey: key }, settings: {}, control, close }
    },
  },
  'hako-v0': {
    switches: { ...hakoV0Switches },
    async start({ key = practiceApiKey, switches = {}, ...options }) {
      const { baseUrl, control, close } = await startHakoV0Server({ ...options, apiKey: key, switches })
      return { baseUrl, credentials: { apiKey: key }, settings: {}, control, close }
    },
  },
  hakro: {
    switches: { ...hakroSwitches },
    async start({ key = practiceClient.clientSecret, switches = {}, database: _, ...options }) {
      const server = await startHakroServer({ ...options, clientSecret: key, switches })
      const { baseUrl, issuer, clientId, clientSecret, control, close } = server
      return { baseUrl, credentials: { clientId, clientSecret }, settings: { issuer }, control, close }
    },
  },
  racko: {
    switches: { ...rackoSwitches },
    async start({ key, switches = {}, ...options }) {
      const server = await startRackoServer({
        ...options,
        switches,
        ...(key !== undefined && { keys: { apiKey: key } }),
      })
      const { baseUrl, credentials, control, close } = server
      return { baseUrl, credentials, settings: { mapping: server.mapping() }, control, close }
    },
  },
  hive: {
    switches: { ...defaultHiveSwitches },
    start: (options) => startHivePractice(options),
  },
} satisfies Readonly<Record<string, PracticeKind>>
