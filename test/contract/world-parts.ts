/** What the worlds of the contract suite share, whatever remote they are for. */
import type { Remote, RemoteSettings } from '../../src/main/core/ports.ts'
import { systemClock, type Seed, type Snapshot } from '../../src/main/practice/practice.ts'
import { openRemote } from '../../src/main/remotes/remote.ts'
import type { RemoteWorld, Truth, WorldOptions } from './remote-world.ts'

const noon = Date.UTC(2030, 0, 15, 12)

/** What the suite expects to find where nothing else is asked for. */
export const seed: Seed = {
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

/** A clock that stands still unless it is moved. */
export function stillClock() {
  let now = noon
  return {
    clock: { ...systemClock, now: () => now },
    now: () => now,
    advance(ms: number): void {
      now += ms
    },
  }
}

/** Opens remotes, and closes them with their server. */
export function openerFor(server: { close(): Promise<void> }, { answerWithinMs }: WorldOptions) {
  const timeouts = answerWithinMs === undefined ? {} : { headersMs: answerWithinMs, bodyIdleMs: answerWithinMs }
  const opened: Remote[] = []
  return {
    open(settings: RemoteSettings): Remote {
      const remote = openRemote({ environment: {}, timeouts })(settings)
      if (!remote.ok) throw new Error(remote.error)
      opened.push(remote.value)
      return remote.value
    },
    async close(): Promise<void> {
      await Promise.all(opened.map((remote) => remote.close()))
      await server.close()
    },
  }
}

type Network = Pick<RemoteWorld, 'fault' | 'arrivals' | 'networkOff' | 'networkOn'>
interface Control extends Pick<Network, 'networkOff' | 'networkOn'> {
  schedule: RemoteWorld['fault']
  requests(): readonly { readonly landed: number; readonly method: string }[]
}

export const networkOf = (control: Control): Network => ({
  fault: (fault, match) => control.schedule(fault, match),
  arrivals: () => control.requests().map(({ landed, method }) => ({ landed, write: method !== 'GET' })),
  networkOff: () => control.networkOff(),
  networkOn: () => control.networkOn(),
})

export const truthIn = ({ items, warehouses, bundles }: Snapshot): Truth => ({
  items: Object.fromEntries(
    items.map(({ sku, name, price, expires, stock }) => [sku, { name, price, expires, stock }]),
  ),
  warehouses: Object.fromEntries(warehouses.map(({ warehouseID, name }) => [warehouseID, { name }])),
  bundles: Object.fromEntries(bundles.map(({ sku, name, price, components }) => [sku, { name, price, components }])),
})
