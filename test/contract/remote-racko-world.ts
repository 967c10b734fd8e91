/** Racko over its practice server, under either of its two mappings, with a clock that stands still unless it is moved. */
import type { Capabilities, Credentials, Remote } from '../../src/main/core/ports.ts'
import { systemClock, type Seed } from '../../src/main/practice/practice.ts'
import { startRackoServer, type RackoControl } from '../../src/main/practice/practice.ts'
import type { RackoSwitches } from '../../src/main/practice/practice.ts'
import { openRemote } from '../../src/main/remotes/remote.ts'
import type { RemoteKind, RemoteWorld, WorldOptions } from './remote-world.ts'

export const keys = { apiKey: 'canary-4711-key', secret: 'canary~4711~secret', token: 'canary.4711.token' }
const noon = Date.UTC(2030, 0, 15, 12)

const seed: Seed = {
  foundedAt: noon - 9_000_000,
  warehouses: [
    { warehouseID: 'w-SF', name: 'San Francisco' },
    { warehouseID: 'w-NY', name: 'New York' },
  ],
  items: ['a', 'b'].map((sku, index) => ({
    sku,
    name: `Item ${sku}`,
    price: index + 1,
    expires: null,
    createdAt: noon - 8_000_000,
    updatedAt: noon - 7_000_000 + index * 1000,
    stock: sku === 'a' ? [['w-SF', 10] as const] : [],
  })),
  bundles: [],
}

export interface RackoWorld extends RemoteWorld {
  readonly control: RackoControl
  /** With other settings, or another login. */
  open(settings: Readonly<Record<string, string>>, credentials?: Credentials): Remote
  mapping(): string
}

export async function startRackoWorld(
  { items, answerWithinMs }: WorldOptions = {},
  switches: Partial<RackoSwitches> = {},
): Promise<RackoWorld> {
  let now = noon
  const clock = { ...systemClock, now: () => now }
  const server = await startRackoServer({ keys, clock, switches, seed: items === undefined ? seed : { items } })
  const timeouts = answerWithinMs === undefined ? {} : { headersMs: answerWithinMs, bodyIdleMs: answerWithinMs }
  const opened: Remote[] = []
  const open = (settings: Readonly<Record<string, string>>, credentials: Credentials = server.credentials): Remote => {
    const remote = openRemote({ environment: {}, timeouts })({
      remote: 'racko',
      baseUrl: server.baseUrl,
      credentials,
      // A few items fill several pages all the same.
      settings: {
        mapping: server.mapping(),
        pageSize: items !== undefined && items <= 100 ? '25' : '100',
        ...settings,
      },
    })
    if (!remote.ok) throw new Error(remote.error)
    opened.push(remote.value)
    return remote.value
  }
  return {
    remote: open({}),
    places: ['w-SF', 'w-NY'],
    secrets: [keys.apiKey, keys.secret, server.credentials.secret],
    open,
    connect: (credentials) => open({}, credentials),
    mapping: () => server.mapping(),
    control: server.control,
    truth: () => {
      const { items: rows, warehouses } = server.control.snapshot()
      return {
        items: Object.fromEntries(
          rows.map(({ sku, name, price, expires, stock }) => [sku, { name, price, expires, stock }]),
        ),
        warehouses: Object.fromEntries(warehouses.map(({ warehouseID, name }) => [warehouseID, { name }])),
        bundles: {},
      }
    },
    fault: (fault, match) => server.control.schedule(fault, match),
    arrivals: () => server.control.requests().map(({ landed, method }) => ({ landed, write: method !== 'GET' })),
    networkOff: () => server.control.networkOff(),
    networkOn: () => server.control.networkOn(),
    now: () => now,
    advance(ms) {
      now += ms
    },
    async close() {
      await Promise.all(opened.map((one) => one.close()))
      await server.close()
    },
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
