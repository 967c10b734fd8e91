import { expect, test } from 'vitest'
import { barcodeCommands } from '../../../src/main/core/app/barcodes.ts'
import { moveCommands, moveQueries } from '../../../src/main/core/app/moves.ts'
import { peopleCommands } from '../../../src/main/core/app/people.ts'
import { unknownCodeCommands } from '../../../src/main/core/app/unknown-codes.ts'
import { addMirror, openAppWorld } from '../../support/app-world.ts'

async function open() {
  const world = await openAppWorld({
    handlers: {
      queries: moveQueries,
      commands: { ...moveCommands, ...barcodeCommands, ...unknownCodeCommands, ...peopleCommands },
    },
  })
  addMirror(world, ['W1', 'W2'], {
    AAA: { name: 'Apple', stock: { W1: 10, W2: 1 } },
    BBB: { name: 'Banana', stock: { W1: 2 } },
  })
  let scans = 0
  const scan = (
    kind: 'receive' | 'issue' | 'transfer',
    code: string,
    quantity?: number,
    scanID = `s${String((scans += 1))}`,
  ) => world.call('moves.scan', { kind, code, scanID, ...(quantity === undefined ? {} : { quantity }) })
  const changes = () => world.store.reader.rows('SELECT kind, quantity, group_id, note FROM changes ORDER BY id')
  return { world, scan, changes }
}

test('each kind has a draft of its own, whose lines sum up its scans', async () => {
  const { world, scan } = await open()
  await world.call('moves.set', { kind: 'transfer', warehouseID: 'W1', toWarehouseID: 'W2' })
  expect(await scan('transfer', 'AAA')).toMatchObject({
    outcome: 'known',
    sku: 'AAA',
    name: 'Apple',
    added: 1,
    pack: 1,
    total: 1,
  })
  await scan('transfer', 'BBB')
  expect(await scan('transfer', 'AAA', 3)).toMatchObject({ added: 3, total: 4 })
  await scan('issue', 'AAA')
  const draft = await world.call('moves.get', { kind: 'transfer' })
  expect(draft).toMatchObject({
    warehouseID: 'W1',
    toWarehouseID: 'W2',
    lines: [
      { sku: 'AAA', name: 'Apple', quantity: 4, scans: 2, onHand: 10, onHandTo: 1 },
      { sku: 'BBB', quantity: 1, scans: 1, onHand: 2, onHandTo: 0 },
    ],
    ready: { lines: 2, pieces: 5 },
  })
  expect(draft.tape.map((row) => [row.sku, row.added, row.total, row.typed])).toEqual([
    ['AAA', 3, 4, true],
    ['BBB', 1, 1, false],
    ['AAA', 1, 1, false],
  ])
  expect((await world.call('moves.get', { kind: 'receive' })).lines).toEqual([])
})

test('the same scanID moves once, even after the draft was queued', async () => {
  const { world, scan, changes } = await open()
  await world.call('moves.set', { kind: 'receive', warehouseID: 'W1' })
  const first = await scan('receive', 'AAA', 2, 'same')
  expect(await scan('receive', 'AAA', 2, 'same')).toEqual({ ...first, outcome: 'duplicate' })
  await world.call('moves.queue', { kind: 'receive' })
  expect(await scan('receive', 'AAA', 2, 'same')).toMatchObject({ outcome: 'duplicate' })
  expect((await world.call('moves.get', { kind: 'receive' })).lines).toEqual([])
  expect(changes()).toMatchObject([{ kind: 'stock-delta', quantity: 2 }])
})

test('undo takes back scans and set figures, newest first', async () => {
  const { world, scan } = await open()
  await scan('issue', 'AAA', 5)
  await world.call('moves.setLine', { kind: 'issue', sku: 'AAA', quantity: 2 })
  await world.call('moves.setLine', { kind: 'issue', sku: 'AAA', quantity: 0 })
  expect((await world.call('moves.get', { kind: 'issue' })).lines).toEqual([])
  const undo = () => world.call('moves.undo', { kind: 'issue' })
  expect(await undo()).toMatchObject({ sku: 'AAA', total: 2 })
  expect(await undo()).toMatchObject({ sku: 'AAA', total: 5 })
  expect((await world.call('moves.get', { kind: 'issue' })).lines).toMatchObject([{ quantity: 5, scans: 1 }])
  expect(await undo()).toEqual({ undone: 's1', sku: 'AAA', total: 0 })
  expect(await undo()).toEqual({ undone: null, sku: null, total: null })
  expect((await world.call('moves.get', { kind: 'issue' })).lines).toEqual([])
})

test('queueing makes one group; a transfer of more than is on hand stays', async () => {
  const { world, scan, changes } = await open()
  await scan('transfer', 'AAA', 4)
  await scan('transfer', 'BBB', 3)
  expect((await world.fail('moves.queue', { kind: 'transfer' })).kind).toBe('notAllowed')
  await world.call('moves.set', { kind: 'transfer', warehouseID: 'W1', toWarehouseID: 'W2', note: 'refill' })
  expect((await world.call('moves.get', { kind: 'transfer' })).lines).toMatchObject([
    { sku: 'BBB', problem: 'notEnough' },
    { sku: 'AAA' },
  ])
  const queued = await world.call('moves.queue', { kind: 'transfer' })
  expect(queued).toMatchObject({ left: [{ sku: 'BBB', problem: 'notEnough' }] })
  expect(changes()).toEqual([{ kind: 'transfer', quantity: 4, group_id: queued.groupID, note: 'refill' }])
  const draft = await world.call('moves.get', { kind: 'transfer' })
  expect(draft).toMatchObject({
    warehouseID: 'W1',
    lines: [{ sku: 'BBB', quantity: 3 }],
    ready: { lines: 0, pieces: 0 },
  })
  expect(await world.call('moves.undo', { kind: 'transfer' })).toMatchObject({ undone: null })
  expect(await world.call('moves.queue', { kind: 'transfer' })).toMatchObject({ changeIDs: [] })
  await world.call('moves.setLine', { kind: 'transfer', sku: 'BBB', quantity: 2 })
  expect(await world.call('moves.queue', { kind: 'transfer' })).toMatchObject({ left: [] })
  expect((await world.fail('moves.queue', { kind: 'transfer' })).kind).toBe('notAllowed')
})

test('more than is on hand may be issued: the books are only as fresh as the last reading', async () => {
  const { world, scan, changes } = await open()
  await world.call('moves.set', { kind: 'issue', warehouseID: 'W1' })
  await scan('issue', 'BBB', 3)
  expect(await world.call('moves.queue', { kind: 'issue' })).toMatchObject({ left: [] })
  expect(changes()).toMatchObject([{ kind: 'stock-delta', quantity: -3 }])
})

test('unknown codes are kept over a queueing, and added when they are taught', async () => {
  const { world, scan } = await open()
  await world.call('moves.set', { kind: 'receive', warehouseID: 'W1' })
  await scan('receive', 'AAA')
  expect(await scan('receive', '???', 2)).toMatchObject({ outcome: 'unknown', total: 2 })
  expect(await scan('receive', '???')).toMatchObject({ outcome: 'unknown', total: 3 })
  await scan('receive', '!!!')
  await world.call('moves.queue', { kind: 'receive' })
  await world.call('barcodes.dismiss', { code: '!!!' })
  expect((await world.call('moves.get', { kind: 'receive' })).unknown).toEqual([{ code: '???', quantity: 3, scans: 2 }])
  expect(await world.call('barcodes.assign', { code: '???', sku: 'BBB', quantity: 6 })).toMatchObject({ counted: 18 })
  expect(await world.call('moves.get', { kind: 'receive' })).toMatchObject({
    unknown: [],
    lines: [{ sku: 'BBB', quantity: 18, pack: 6 }],
  })
})

test('undoing an unknown scan and starting over leave nothing to name', async () => {
  const { world, scan } = await open()
  await scan('receive', '???', 2)
  expect(await world.call('moves.undo', { kind: 'receive' })).toEqual({ undone: 's1', sku: null, total: 0 })
  expect((await world.call('moves.get', { kind: 'receive' })).unknown).toEqual([])
  await scan('receive', '???')
  await scan('receive', 'AAA')
  await world.call('moves.clear', { kind: 'receive' })
  expect(await world.call('moves.get', { kind: 'receive' })).toMatchObject({
    lines: [],
    unknown: [],
    tape: [],
    warehouseID: null,
    note: '',
  })
  expect(await world.call('moves.undo', { kind: 'receive' })).toMatchObject({ undone: null })
})

test('places that don’t fit are refused', async () => {
  const { world } = await open()
  expect((await world.fail('moves.set', { kind: 'receive', warehouseID: 'W9' })).kind).toBe('notFound')
  expect((await world.fail('moves.set', { kind: 'receive', toWarehouseID: 'W2' })).kind).toBe('invalid')
  expect((await world.fail('moves.set', { kind: 'transfer', warehouseID: 'W1', toWarehouseID: 'W1' })).kind).toBe(
    'notAllowed',
  )
  expect((await world.fail('moves.setLine', { kind: 'receive', sku: 'NO', quantity: 1 })).kind).toBe('notFound')
})

test('a scan that had to wait is of when it was made, and by whom', async () => {
  const { world } = await open()
  const { personID } = await world.call('people.add', { name: 'Person A' })
  const scannedAt = world.now
  world.now += 60_000
  const late = { kind: 'receive', code: 'AAA', scannedAt } as const
  await world.call('moves.scan', { ...late, scanID: 'm1', person: personID })
  await world.call('moves.scan', { ...late, scanID: 'm2', code: 'what', person: null })
  await world.call('moves.scan', { ...late, scanID: 'm3', scannedAt: world.now - 2_000, person: personID })
  expect(world.store.reader.rows('SELECT at, person FROM move_scans ORDER BY seq')).toEqual([
    { at: scannedAt, person: 'Person A' },
    { at: scannedAt, person: null },
    { at: world.now, person: 'Person A' },
  ])
  expect(await world.fail('moves.scan', { ...late, scanID: 'm4', person: '99' })).toMatchObject({ kind: 'notFound' })
})
