import { expect, test } from 'vitest'
import { barcodeCommands, barcodeQueries } from '../../../src/main/core/app/barcodes.ts'
import { connectionJobs, connectionQueries } from '../../../src/main/core/app/connections.ts'
import { itemQueries } from '../../../src/main/core/app/items.ts'
import { moveCommands, moveQueries } from '../../../src/main/core/app/moves.ts'
import { peopleCommands } from '../../../src/main/core/app/people.ts'
import { queueCommands, queueQueries } from '../../../src/main/core/app/queue.ts'
import { stockCommands, stockQueries } from '../../../src/main/core/app/stock.ts'
import { stocktakeCommands, stocktakeQueries } from '../../../src/main/core/app/stocktakes/stocktakes.ts'
import { unknownCodeQueries } from '../../../src/main/core/app/unknown-codes.ts'
import { addMirror, openAppWorld, type AppWorld } from '../../support/app-world.ts'

/** Two accounts with the same SKUs, the same barcodes and the same warehouses, each with an open count and a queue. */
async function openTwo() {
  const world = await openAppWorld({
    handlers: {
      queries: {
        ...connectionQueries,
        ...itemQueries,
        ...stockQueries,
        ...queueQueries,
        ...stocktakeQueries,
        ...moveQueries,
        ...barcodeQueries,
        ...unknownCodeQueries,
      },
      commands: {
        ...stockCommands,
        ...stocktakeCommands,
        ...moveCommands,
        ...barcodeCommands,
        ...queueCommands,
        ...peopleCommands,
      },
      jobs: connectionJobs,
    },
  })
  await world.call('people.add', { name: 'Ada' })
  const berlin = await fill(world, { stock: 10, scans: 2, received: 3 })
  const hamburg = await fill(world, { stock: 50, scans: 1, received: 8 })
  return { world, berlin, hamburg }
}

interface Filling {
  readonly stock: number
  readonly scans: number
  readonly received: number
}

async function fill(world: AppWorld, { stock, scans, received }: Filling) {
  const connection = addMirror(world, ['W1'], {
    AAA: { name: `Cable of ${String(stock)}`, stock: { W1: stock } },
    BBB: { stock: { W1: 1 } },
  })
  // The same code stands for another item there.
  await world.call('barcodes.assign', { code: '4006381333931', sku: stock === 10 ? 'AAA' : 'BBB' })
  await world.call('stock.receive', { sku: 'AAA', warehouseID: 'W1', quantity: received })
  const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'W1', name: `Count of ${String(stock)}` })
  for (let number = 0; number < scans; number += 1)
    await world.call('stocktakes.scan', { stocktakeID, code: '4006381333931', scanID: newID(world) })
  await world.call('stocktakes.scan', { stocktakeID, code: `unknown-${String(stock)}`, scanID: newID(world) })
  await world.call('moves.set', { kind: 'receive', warehouseID: 'W1' })
  await world.call('moves.scan', { kind: 'receive', code: 'AAA', quantity: stock, scanID: newID(world) })
  return { connectionID: String(connection), stocktakeID }
}

const newID = (world: AppWorld): string => world.context.ports.ids.ulid()

/** Everything that people see of the connection in use. */
async function seen(world: AppWorld) {
  const item = await world.call('items.get', { sku: 'AAA' })
  const queue = (await world.call('queue.list', {})).rows
  const [stocktake, ...others] = (await world.call('stocktakes.list', {})).rows
  if (stocktake === undefined) throw new Error('There is an open count')
  return {
    name: item.name,
    quantity: item.quantity,
    code: (await world.call('barcodes.resolve', { code: '4006381333931' })).sku,
    queue: queue.map(({ quantity }) => quantity),
    unknown: (await world.call('barcodes.unknown', {})).rows.map(({ code }) => code),
    stocktake: stocktake.name,
    others,
    lines: (await world.call('stocktakes.lines', { stocktakeID: stocktake.stocktakeID })).rows.map(
      ({ sku, counted }) => ({
        sku,
        counted,
      }),
    ),
    draft: (await world.call('moves.get', { kind: 'receive' })).lines.map(({ sku, quantity }) => ({ sku, quantity })),
  }
}

const ofBerlin = {
  name: 'Cable of 10',
  quantity: 13,
  code: 'AAA',
  queue: [3],
  unknown: ['unknown-10'],
  stocktake: 'Count of 10',
  others: [],
  lines: [{ sku: 'AAA', counted: 2 }],
  draft: [{ sku: 'AAA', quantity: 10 }],
}
const ofHamburg = {
  name: 'Cable of 50',
  quantity: 58,
  code: 'BBB',
  queue: [8],
  unknown: ['unknown-50'],
  stocktake: 'Count of 50',
  others: [],
  lines: [{ sku: 'BBB', counted: 1 }],
  draft: [{ sku: 'AAA', quantity: 50 }],
}

test('switching shows the one account’s world and nothing of the other’s, and back again', async () => {
  const { world, berlin, hamburg } = await openTwo()
  expect(await seen(world)).toEqual(ofHamburg)
  await world.call('connections.use', { connectionID: berlin.connectionID })
  expect(await seen(world)).toEqual(ofBerlin)
  await world.call('connections.use', { connectionID: hamburg.connectionID })
  expect(await seen(world)).toEqual(ofHamburg)
})

test('what belongs to the other account is not reached by its name either', async () => {
  const { world, berlin } = await openTwo()
  const { stocktakeID } = berlin
  for (const method of ['stocktakes.get', 'stocktakes.lines', 'stocktakes.review', 'stocktakes.post'] as const)
    expect([method, (await world.fail(method, { stocktakeID })).kind]).toEqual([method, 'notFound'])
  await world.call('connections.use', { connectionID: berlin.connectionID })
  const [change] = (await world.call('queue.list', {})).rows
  const other = (await world.call('connections.list', {})).rows.find(({ inUse }) => !inUse)
  await world.call('connections.use', { connectionID: other?.connectionID ?? '' })
  expect((await world.fail('queue.undo', { changeID: change?.changeID })).kind).toBe('notFound')
})

test('a scan that comes late lands in the count and the account it was made in', async () => {
  const { world, berlin } = await openTwo()
  const { stocktakeID } = berlin
  const late = { stocktakeID, code: '4006381333931', scanID: newID(world) }
  expect(await world.call('stocktakes.scan', late)).toMatchObject({ sku: 'AAA', counted: 3 })
  expect(await seen(world)).toEqual(ofHamburg)
  await world.call('connections.use', { connectionID: berlin.connectionID })
  expect(await seen(world)).toEqual({ ...ofBerlin, lines: [{ sku: 'AAA', counted: 3 }] })
})

test('a movement that comes late lands in the draft of the account it was scanned for, once', async () => {
  const { world, berlin } = await openTwo()
  const late = { kind: 'receive' as const, code: 'AAA', scanID: newID(world), connectionID: berlin.connectionID }
  expect(await world.call('moves.scan', late)).toMatchObject({ sku: 'AAA', total: 11 })
  expect(await world.call('moves.scan', late)).toMatchObject({ outcome: 'duplicate' })
  expect(await seen(world)).toEqual(ofHamburg)
  await world.call('connections.use', { connectionID: berlin.connectionID })
  expect(await seen(world)).toEqual({ ...ofBerlin, draft: [{ sku: 'AAA', quantity: 11 }] })
  expect((await world.fail('moves.scan', { ...late, scanID: newID(world), connectionID: '99' })).kind).toBe('notFound')
})

test('removing one account leaves the other whole', async () => {
  const { world, berlin, hamburg } = await openTwo()
  world.secrets.set(berlin.connectionID, { apiKey: 'berlin' })
  world.secrets.set(hamburg.connectionID, { apiKey: 'hamburg' })
  await world.call('connections.remove', { connectionID: berlin.connectionID, discardOpen: true })
  expect(await seen(world)).toEqual(ofHamburg)
  expect([...world.secrets.keys()]).toEqual([hamburg.connectionID])
})
