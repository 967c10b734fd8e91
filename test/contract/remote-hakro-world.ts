/** HAKRO CONNECT over its practice server, with a clock that stands still unless it is moved. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Credentials, Remote } from '../../src/main/core/ports.ts'
import { startHakroServer, type HakroControl, type ShopItem } from '../../src/main/practice/practice.ts'
import { capabilities } from '../../src/main/remotes/hakro/capabilities.ts'
import { list, type RemoteKind, type RemoteWorld, type WorldOptions } from './remote-world.ts'
import { networkOf, openerFor, stillClock } from './world-parts.ts'

const clientSecret = 'canary-4711-secret'

interface HakroWorld extends RemoteWorld {
  readonly control: HakroControl
}

const item = (code: string, stock = 0): ShopItem => ({
  ...{ code, model: '0001', description: `Item ${code}`, gtin: null, size: null, colour: null },
  stock,
})

async function startHakroWorld(options: WorldOptions = {}): Promise<HakroWorld> {
  const { items } = options
  const { clock, ...time } = stillClock()
  const server = await startHakroServer({ clientSecret, clock, seed: items === undefined ? 'empty' : { items } })
  const { control, clientId, baseUrl, issuer } = server
  if (items === undefined) for (const each of [item('a', 10), item('b')]) control.put(each)
  const { open, close } = openerFor(server, options)
  const connect = (credentials: Credentials): Remote =>
    open({ remote: 'hakro', baseUrl, credentials, settings: { issuer } })
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
    ...networkOf(control),
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
    ...time,
    close,
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
