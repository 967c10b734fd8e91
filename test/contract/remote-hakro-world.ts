/** HAKRO CONNECT over its practice server, with a clock that stands still unless it is moved. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Credentials, Remote } from '../../src/main/core/ports.ts'
import { startHakroServer, systemClock, type HakroControl, type ShopItem } from '../../src/main/practice/practice.ts'
import { capabilities } from '../../src/main/remotes/hakro/capabilities.ts'
import { openRemote } from '../../src/main/remotes/remote.ts'
import { list, type RemoteKind, type RemoteWorld, type WorldOptions } from './remote-world.ts'

const clientSecret = 'canary-4711-secret'
const noon = Date.UTC(2030, 0, 15, 12)

interface HakroWorld extends RemoteWorld {
  readonly control: HakroControl
}

const item = (code: string, stock = 0): ShopItem => ({
  ...{ code, model: '0001', description: `Item ${code}`, gtin: null, size: null, colour: null },
  stock,
})

async function startHakroWorld({ items, answerWithinMs }: WorldOptions = {}): Promise<HakroWorld> {
  let now = noon
  const clock = { ...systemClock, now: () => now }
  const server = await startHakroServer({ clientSecret, clock, seed: items === undefined ? 'empty' : { items } })
  const { control, clientId, baseUrl, issuer } = server
  if (items === undefined) for (const each of [item('a', 10), item('b')]) control.put(each)
  const timeouts = answerWithinMs === undefined ? {} : { headersMs: answerWithinMs, bodyIdleMs: answerWithinMs }
  const open: Remote[] = []
  const connect = (credentials: Credentials): Remote => {
    const opened = openRemote({ environment: {}, timeouts })({
      ...{ remote: 'hakro', baseUrl, credentials, settings: { issuer } },
    })
    if (!opened.ok) throw new Error(opened.error)
    open.push(opened.value)
    return opened.value
  }
  const remote = connect({ clientId, clientSecret })
  // The token is had beforehand: what the suite counts and disturbs are the questions for data.
  await list(remote, 'warehouse')
  control.clearRequests()
  return {
    remote,
    places: ['HAKRO'],
    secrets: [clientSecret, Buffer.from(`${clientId}:${clientSecret}`).toString('base64')],
    connect,
    control,
    truth: () => ({
      items: Object.fromEntries(
        control
          .items()
          .map(({ code, description, stock }) => [
            code,
            { name: description, price: null, expires: null, stock: { HAKRO: stock } },
          ]),
      ),
      warehouses: { HAKRO: { name: 'HAKRO (supplier)' } },
      bundles: {},
    }),
    fault: (fault, match = {}) => control.schedule(fault, { ...match, on: 'any', path: 'Filter' }),
    arrivals: () =>
      control
        .requests()
        .filter(({ path }) => path.startsWith('/api/'))
        .map(({ landed }) => ({ landed, write: false })),
    async networkOff() {
      await control.networkOff()
      // The other end hears of it in its own turn.
      await nextTurn()
    },
    networkOn: () => control.networkOn(),
    now: () => now,
    advance(ms) {
      now += ms
    },
    async close() {
      await Promise.all(open.map((each) => each.close()))
      await server.close()
    },
  }
}

const controlOf = (world: RemoteWorld): HakroControl => (world as HakroWorld).control // safe: only these worlds come here

export const hakro: RemoteKind = {
  name: 'hakro',
  capabilities,
  fields: [],
  decimals: true,
  tick: null,
  signsInAgain: true,
  paged: {
    items: 520,
    add: (world, sku) => controlOf(world).put(item(sku)),
    remove: (world, sku) => controlOf(world).remove(sku),
  },
  start: startHakroWorld,
}
