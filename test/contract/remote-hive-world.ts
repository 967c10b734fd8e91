/** Hive over its practice server, with a clock that stands still unless it is moved. */
import type { Credentials, Remote } from '../../src/main/core/ports.ts'
import { startHivePractice, type HiveControl, type HiveSwitches } from '../../src/main/practice/practice.ts'
import { capabilities } from '../../src/main/remotes/hive/capabilities.ts'
import type { RemoteKind, RemoteWorld, WorldOptions } from './remote-world.ts'
import { networkOf, openerFor, stillClock } from './world-parts.ts'

const apiKey = 'canary-4712-key'

export interface HiveWorld extends RemoteWorld {
  readonly control: HiveControl
}

const shelf = (warehouse: number, physical: number, reserved = 0, buffer = 0) => ({
  warehouse,
  physical,
  reserved,
  buffer,
})

export async function startHiveWorld(
  options: WorldOptions = {},
  switches: Partial<HiveSwitches> = {},
  settings: Readonly<Record<string, string>> = {},
): Promise<HiveWorld> {
  const { items } = options
  const { clock, ...time } = stillClock()
  const limited = items === undefined ? {} : { requestsPerMinute: null }
  const server = await startHivePractice({
    key: apiKey,
    clock,
    seed: items === undefined ? 'empty' : { items },
    switches: { ...limited, ...switches },
  })
  const { control } = server
  if (items === undefined) {
    control.addSku('a', { barcode: '4000000000017', hs_code: '6109', cost_in_cents: 240 }, [shelf(7, 10), shelf(11, 0)])
    time.advance(1000)
    control.addSku('b', {}, [shelf(11, 0)])
  }
  const { open, close } = openerFor(server, options)
  const connect = (credentials: Credentials): Remote =>
    open({ remote: 'hive', baseUrl: server.baseUrl, credentials, settings })
  return {
    remote: connect({ apiKey }),
    places: ['7', '11'],
    secrets: [apiKey],
    connect,
    control,
    truth: () => ({
      items: Object.fromEntries(
        control
          .state()
          .skus.filter(({ status }) => status === 'active')
          .map(({ merchant_sku_id: key, name, shelves, ...rest }) => [
            key,
            {
              name,
              price: null,
              expires: null,
              stock: Object.fromEntries(shelves.map(({ warehouse, physical }) => [String(warehouse), physical])),
              others: [rest.barcode, rest.hs_code, rest.cost_in_cents, rest.batch_tracking_enabled],
            },
          ]),
      ),
      warehouses: { '7': { name: null }, '11': { name: null } },
      bundles: {},
    }),
    ...networkOf(control),
    ...time,
    close,
  }
}

const isHive = (world: RemoteWorld): HiveWorld => world as HiveWorld // safe: the kind starts no other

export const hive: RemoteKind = {
  name: 'hive',
  capabilities,
  fields: [],
  decimals: false,
  tick: null,
  paged: {
    items: 65,
    add: (world, sku) => isHive(world).control.addSku(sku),
    remove: (world, sku) => isHive(world).control.removeSku(sku),
  },
  start: startHiveWorld,
}
