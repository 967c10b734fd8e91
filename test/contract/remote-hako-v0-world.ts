/** Hako v0 over its practice server, with a clock that stands still unless it is moved. */
import { capabilities } from '../../src/main/remotes/hako-v0/capabilities.ts'
import type { Credentials, Remote } from '../../src/main/core/ports.ts'
import {
  plantSeed,
  startHakoV0Server,
  type HakoV0Server,
  type HakoV0Switches,
} from '../../src/main/practice/practice.ts'
import type { RemoteKind, RemoteWorld, WorldOptions } from './remote-world.ts'
import { networkOf, openerFor, seed, stillClock, truthIn } from './world-parts.ts'

const apiKey = 'canary-4711-key'

export interface HakoV0World extends RemoteWorld {
  readonly control: HakoV0Server['control']
}

export async function startHakoV0World(
  options: WorldOptions = {},
  switches: Partial<HakoV0Switches> = {},
): Promise<HakoV0World> {
  const { items } = options
  const { clock, ...time } = stillClock()
  const server = await startHakoV0Server({ apiKey, clock, switches, seed: items === undefined ? 'empty' : { items } })
  if (items === undefined) plantSeed(server.control.model.tables, seed)
  const { open, close } = openerFor(server, options)
  const connect = (credentials: Credentials): Remote =>
    open({ remote: 'hako-v0', baseUrl: server.baseUrl, credentials })
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

export const hakoV0: RemoteKind = {
  name: 'hako-v0',
  capabilities,
  fields: ['price', 'expires'],
  decimals: true,
  tick: 1000,
  firstFigures: false,
  start: startHakoV0World,
}
