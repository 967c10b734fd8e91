/** Hako v1 over its practice server, with a clock that stands still unless it is moved. */
import { capabilities } from '../../src/main/remotes/hako-v1/capabilities.ts'
import type { Credentials, Remote } from '../../src/main/core/ports.ts'
import {
  plantSeed,
  startPracticeServer,
  type HakoSwitches,
  type PracticeControl,
} from '../../src/main/practice/practice.ts'
import type { RemoteKind, RemoteWorld, WorldOptions } from './remote-world.ts'
import { networkOf, openerFor, seed, stillClock, truthIn } from './world-parts.ts'

const apiKey = 'canary-4711-key'
const bundles = [{ sku: 'set', name: 'Set', price: 2, components: [{ sku: 'a', quantity: 2 }] }]

export interface HakoWorld extends RemoteWorld {
  readonly control: PracticeControl
}

export async function startHakoWorld(
  options: WorldOptions = {},
  switches: Partial<HakoSwitches> = {},
): Promise<HakoWorld> {
  const { items } = options
  const { clock, ...time } = stillClock()
  const server = await startPracticeServer({ apiKey, clock, switches, seed: items === undefined ? 'empty' : { items } })
  if (items === undefined) plantSeed(server.control.model.tables, { ...seed, bundles })
  const { open, close } = openerFor(server, options)
  const connect = (credentials: Credentials): Remote =>
    open({ remote: 'hako-v1', baseUrl: server.baseUrl, credentials })
  return {
    remote: connect({ apiKey }),
    places: ['w-SF', 'w-NY'],
    secrets: [apiKey, Buffer.from(`${apiKey}:`).toString('base64')],
    connect,
    control: server.control,
    truth: () => truthIn(server.control.snapshot()),
    ...networkOf(server.control),
    ...time,
    close,
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
