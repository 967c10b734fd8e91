/** Hako v1 over its practice server, with a clock that stands still unless it is moved. */
import { capabilities } from '../../src/main/remotes/hako-v1/capabilities.ts'
import { openRemote } from '../../src/main/remotes/remote.ts'
import type { Credentials, Remote } from '../../src/main/core/ports.ts'
import {
  plantSeed,
  startPracticeServer,
  systemClock,
  type HakoSwitches,
  type PracticeControl,
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
  bundles: [{ sku: 'set', name: 'Set', price: 2, components: [{ sku: 'a', quantity: 2 }] }],
}

export interface HakoWorld extends RemoteWorld {
  readonly control: PracticeControl
}

export async function startHakoWorld(
  { items, answerWithinMs }: WorldOptions = {},
  switches: Partial<HakoSwitches> = {},
): Promise<HakoWorld> {
  let now = noon
  const clock = { ...systemClock, now: () => now }
  const server = await startPracticeServer({ apiKey, clock, switches, seed: items === undefined ? 'empty' : { items } })
  if (items === undefined) plantSeed(server.control.model.tables, seed)
  const timeouts = answerWithinMs === undefined ? {} : { headersMs: answerWithinMs, bodyIdleMs: answerWithinMs }
  const open: Remote[] = []
  const connect = (credentials: Credentials): Remote => {
    const opened = openRemote({ environment: {}, timeouts })({
      remote: 'hako-v1',
      baseUrl: server.baseUrl,
      credentials,
    })
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
      const { items: rows, warehouses, bundles } = server.control.snapshot()
      return {
        items: Object.fromEntries(
          rows.map(({ sku, name, price, expires, stock }) => [sku, { name, price, expires, stock }]),
        ),
        warehouses: Object.fromEntries(warehouses.map(({ warehouseID, name }) => [warehouseID, { name }])),
        bundles: Object.fromEntries(
          bundles.map(({ sku, name, price, components }) => [sku, { name, price, components }]),
        ),
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

export const hakoV1: RemoteKind = {
  name: 'hako-v1',
  capabilities,
  fields: ['price', 'expires'],
  decimals: true,
  tick: 1000,
  start: startHakoWorld,
}
