/** Racko over its practice server, under either of its two mappings, with a clock that stands still unless it is moved. */
import type { Capabilities, Credentials, Remote } from '../../src/main/core/ports.ts'
import { startRackoServer, type RackoControl, type RackoSwitches } from '../../src/main/practice/practice.ts'
import type { RemoteKind, RemoteWorld, WorldOptions } from './remote-world.ts'
import { networkOf, openerFor, seed, stillClock, truthIn } from './world-parts.ts'

export const keys = { apiKey: 'canary-4711-key', secret: 'canary~4711~secret', token: 'canary.4711.token' }

export interface RackoWorld extends RemoteWorld {
  readonly control: RackoControl
  /** With other settings, or another login. */
  open(settings: Readonly<Record<string, string>>, credentials?: Credentials): Remote
  mapping(): string
}

export async function startRackoWorld(
  options: WorldOptions = {},
  switches: Partial<RackoSwitches> = {},
): Promise<RackoWorld> {
  const { items } = options
  const { clock, ...time } = stillClock()
  const server = await startRackoServer({ keys, clock, switches, seed: items === undefined ? seed : { items } })
  const opener = openerFor(server, options)
  const { baseUrl } = server
  // A few items fill several pages all the same.
  const pageSize = items !== undefined && items <= 100 ? '25' : '100'
  const open = (settings: Readonly<Record<string, string>>, credentials: Credentials = server.credentials): Remote =>
    opener.open({
      ...{ remote: 'racko', baseUrl, credentials },
      settings: { mapping: server.mapping(), pageSize, ...settings },
    })
  return {
    remote: open({}),
    places: ['w-SF', 'w-NY'],
    secrets: [keys.apiKey, keys.secret, server.credentials.secret],
    open,
    connect: (credentials) => open({}, credentials),
    mapping: () => server.mapping(),
    control: server.control,
    truth: () => truthIn(server.control.snapshot()),
    ...networkOf(server.control),
    ...time,
    close: () => opener.close(),
  }
}

const one = { create: 1, update: 1, delete: 1, increment: 1, decrement: 1, transfer: 1, setStock: 1 }
const first: Capabilities = {
  readItems: true,
  writeItems: true,
  writeWarehouses: false,
  bundles: false,
  prices: true,
  expiry: false,
  moveStock: true,
  relativeStock: true,
  setStock: false,
  rename: true,
  codes: true,
  announce: false,
  changedSince: false,
  createdRange: false,
  lookUp: true,
  lookEverySeconds: 300,
  requestsPerMinute: 60,
  largestBatch: one,
}

const paged = {
  items: 80,
  add: (world: RemoteWorld, sku: string) =>
    (world as RackoWorld).control.others((account, now) =>
      account.create(sku, { name: sku }, { at: now, notes: '', step: () => true }),
    ), // safe: started below
  remove: (world: RemoteWorld, sku: string) =>
    (world as RackoWorld).control.others((account) => account.remove({ sku }, { step: () => true })), // safe: started below
}

const common = {
  fields: ['price'],
  decimals: true,
  tick: 1000,
  answersRows: false,
  firstFigures: false,
  paged,
} as const

/** Items with their stock, movements as differences. */
export const rackoFirst: RemoteKind = {
  ...common,
  name: 'racko, by one mapping',
  capabilities: first,
  start: (options) => startRackoWorld(options, { mapping: 'first' }),
}

/** Hardly a name in common with the other: bare arrays, stock by itself, figures in place of differences. */
export const rackoSecond: RemoteKind = {
  ...common,
  name: 'racko, by another mapping',
  capabilities: {
    ...first,
    relativeStock: false,
    setStock: true,
    ownFirstFigures: true,
    stampsOfRows: true,
    rename: false,
  },
  start: (options) => startRackoWorld(options, { mapping: 'second' }),
}
