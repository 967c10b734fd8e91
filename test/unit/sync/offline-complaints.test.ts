import { expect, test } from 'vitest'
import type { Input } from '../../../src/shared/contract/contract.ts'
import { connectionTo, openCoreWorld, startShop } from '../../support/core-world.ts'
import { openSyncWorld, type SyncWorld, type WorldSettings } from '../../support/sync-world.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

/** What users of other programs complained of about work done offline and sent later, by thread. */

/** The engine as the app runs it, with its own timers, on a clock that only the test moves on. */
async function openAlone(options: NonNullable<WorldSettings['options']>) {
  const clock = virtualClock({ hurry: false })
  const opening = openSyncWorld({ clock, automatic: true, options })
  const pass = async (seconds: number): Promise<void> => {
    for (let turn = 0; turn < seconds; turn += 2) {
      await clock.pass(2_000)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
  await pass(800)
  const world = await opening
  const run = async (): Promise<void> => {
    const running = world.engine.run({ full: false })
    await pass(60)
    await running
  }
  await run()
  return { world, pass, run }
}

async function offline(world: SyncWorld): Promise<number> {
  await world.server.control.networkOff()
  const id = world.receive('A', 'W1', 5)
  world.server.control.clearRequests()
  return id
}

test('what was done offline goes out when the network is back, without another scan (hotwax/inventory-count#1014)', async () => {
  const { world, pass } = await openAlone({ autoSync: true })
  const id = await offline(world)
  await pass(120)
  expect(world.states(id)).toEqual(['ready'])
  await world.server.control.networkOn()
  await pass(600)
  expect(world.states(id)).toEqual(['applied'])
  expect(world.figure('A', 'W1')).toBe(45)
})

test('nothing is sent unasked where sending is by hand, network or not (fttx/barcode-to-pc-app#202)', async () => {
  const { world, pass, run } = await openAlone({ autoSync: false })
  const id = await offline(world)
  await world.server.control.networkOn()
  await pass(600)
  expect(world.writes()).toEqual([])
  expect(world.states(id)).toEqual(['ready'])
  await run()
  expect(world.states(id)).toEqual(['applied'])
})

test('what was sent once is not sent twice, though its answer was lost (BrainWise-DEV/POSNext#50)', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.receive('A', 'W1', 5)
  world.server.control.clearRequests()
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await world.run()
  await world.restart({ crash: true })
  for (let cycle = 0; cycle < 5; cycle += 1) await world.run()
  expect(world.writes()).toHaveLength(1)
  expect(world.figure('A', 'W1')).toBe(45)
  world.decide(id, 'applied')
  await world.run()
  expect([world.writes().length, world.figure('A', 'W1')]).toEqual([1, 45])
})

test('a second press queues nothing, and sends nothing, once more (frappe/erpnext#11000)', async () => {
  const server = await startShop()
  const { warehouses, items } = server.control.snapshot()
  const warehouseID = warehouses[0]?.warehouseID ?? ''
  const [counted, moved] = items.filter(({ stock }) => (stock[warehouseID] ?? 0) >= 6).map(({ sku }) => sku)
  if (counted === undefined || moved === undefined) throw new Error('The shop has two items with enough stock')
  const figures = () => {
    const now = server.control.snapshot().items
    return [counted, moved].map((sku) => now.find((item) => item.sku === sku)?.stock[warehouseID] ?? 0)
  }
  const [first = 0, second = 0] = figures()
  const { core, call } = await openCoreWorld()
  await call('connections.save', connectionTo(server))
  await call('sync.run', {})
  await server.control.networkOff()
  const { stocktakeID } = await call('stocktakes.open', { warehouseID, blind: false })
  await call('stocktakes.scan', { stocktakeID, code: counted, quantity: first - 2, scanID: 's1' })
  await call('moves.set', { kind: 'receive', warehouseID })
  await call('moves.scan', { kind: 'receive', code: moved, quantity: 5, scanID: 'm1' })
  const twice = async <M extends 'stocktakes.post' | 'moves.queue'>(method: M, input: Input<M>) =>
    (await Promise.all([core.call(method, input), core.call(method, input)])).map((answer) => answer.ok)
  expect(await twice('stocktakes.post', { stocktakeID })).toEqual([true, true])
  expect(await twice('moves.queue', { kind: 'receive' })).toEqual([true, false])
  expect((await call('queue.list', {})).rows).toHaveLength(2)
  await server.control.networkOn()
  server.control.clearRequests()
  await Promise.all([call('sync.run', {}), call('sync.run', {})])
  await call('sync.run', {})
  expect(figures()).toEqual([first - 2, second + 5])
})

test('two cycles never run at once, however often somebody asks (defendicon/POS-Awesome-V15#933)', async () => {
  const world = await openSyncWorld()
  await world.run()
  world.receive('A', 'W1', 5)
  world.server.control.clearRequests()
  await Promise.all(Array.from({ length: 5 }, () => world.run()))
  expect(world.writes()).toHaveLength(1)
  expect(world.figure('A', 'W1')).toBe(45)
})

test('what the remote refuses holds up nothing behind it (frappe/erpnext#13388)', async () => {
  const world = await openSyncWorld()
  await world.run()
  const stuck = world.receive('D', 'W1', -500)
  const behind = ['A', 'B', 'C'].map((sku) => world.receive(sku, 'W1', 1))
  for (let cycle = 0; cycle < 3; cycle += 1) await world.run()
  expect(world.states(stuck, ...behind)).toEqual(['rejected', 'applied', 'applied', 'applied'])
})
