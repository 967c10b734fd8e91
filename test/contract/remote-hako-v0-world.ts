/** Hako v0 over its practice server, with a clock that stands still unless it is moved. */
import { capabilities } from '../../src/main/remotes/hako-v0/capabilities.ts'
import { openRemote } from '../../src/main/remotes/remote.ts'
import type { Credentials, Remote } from '../../src/main/core/ports.ts'
import {
  plantSeed,
  startHakoV0Server,
  systemClock,
  type HakoV0Server,
  type HakoV0Switches,
  type Seed,
} from '../../src/main/practice/practice.ts'
import type { RemoteKind, RemoteWorld, WorldOptions } from './remote-world.ts'

const apiKey = 'canary-4711-key'
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

export interface HakoV0World extends RemoteWorld {
  readonly control: HakoV0Server['control']
}

export async function startHakoV0World(
  { items, answerWithinMs }: WorldOptions = {},
  switches: Partial<HakoV0Switches> = {},
): Promise<HakoV0World> {
  let now = noon
  const clock = { ...systemClock, now: () => now }
  const server = await startHakoV0Server({ apiKey, clock, switches, seed: items === undefined ? 'empty' : { items } })
  if (items === undefined) plantSeed(server.control.model.tables, seed)
  const timeouts = answerWithinMs === undefined ? {} : { headersMs: answerWithinMs, bodyIdleMs: answerWithinMs }
  const open: Remote[] = []
  const connect = (credentials: Credentials): Remote => {
    const settings = { remote: 'hako-v0', baseUrl: server.baseUrl, credentials }
    const opened = openRemote({ environment: {}, timeouts })(settings)
    if (!opened.ok) throw new Error(opened.error)
    open.push(opened.value)
    return opened.value
  }
  return {
    remote: connect({ apiKey }),
    places: ['w-SF', 'w-NY'],
    secrets: [apiKey, Buffer.from(`${apiKey}:`).toString('base64')],
    connect,
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
      await Promise.all(open.map((remote) => remote.close()))
      await server.close()
    },
  }
}

export const hakoV0: RemoteKind = {
  name: 'hako-v0',
  capabilities,
  fields: ['price', 'expires'],
  decimals: true,
  tick: 1000,
  firstFigures: false,
  start: startHakoV0World,
}
