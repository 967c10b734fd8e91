import { expect, test } from 'vitest'
import { codesOfItem, saveCode } from '../../../src/main/core/store/barcodes.ts'
import { consent, countHeld, listHeld, readHolds } from '../../../src/main/core/store/held-deletions.ts'
import { readLog } from '../../../src/main/core/store/log.ts'
import { findByKey } from '../../../src/main/core/store/records.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

async function openMany(items = 60): Promise<SyncWorld> {
  const world = await openSyncWorld({ items })
  await world.run()
  return world
}

const skus = (world: SyncWorld): string[] => world.server.control.snapshot().items.map((item) => item.sku)

function remove(world: SyncWorld, gone: readonly string[]): void {
  for (const sku of gone) world.server.control.actAsOther({ kind: 'delete', sku })
}

const isHere = (world: SyncWorld, sku: string): boolean =>
  findByKey(world.store.reader, world.connection, 'item', sku) !== undefined

const agree = (world: SyncWorld): void => {
  world.store.write((writer) => {
    consent(writer, world.connection, world.clock.now())
  })
}

test('too many missing at once are kept, named and asked about, once', async () => {
  const world = await openMany()
  const gone = skus(world).slice(0, 25)
  remove(world, gone)
  await world.run(true)
  await world.run(true)
  expect(gone.every((sku) => isHere(world, sku))).toBe(true)
  expect(readHolds(world.store.reader, world.connection)).toMatchObject([
    { kind: 'item', known: 60, listed: 35, cause: 'cleanUp', consentedAt: null },
  ])
  expect(listHeld(world.store.reader, world.connection, 0, 100).map(({ key }) => key)).toEqual(gone.toSorted())
  const told = readLog(world.store.reader, world.connection, 100).filter(({ event }) => event === 'deletionsHeld')
  expect(told).toHaveLength(1)
})

test('after consent the next whole reading removes those that are still missing, and only those', async () => {
  const world = await openMany()
  const gone = skus(world).slice(0, 25)
  remove(world, gone)
  await world.run(true)
  agree(world)
  const [back = '', ...rest] = gone
  world.server.control.actAsOther({ kind: 'create', sku: back, fields: {} })
  await world.run(true)
  expect(rest.some((sku) => isHere(world, sku))).toBe(false)
  expect(isHere(world, back)).toBe(true)
  expect(readHolds(world.store.reader, world.connection)).toEqual([])
})

test('consent is for the rows seen then: more that go missing later are asked about anew', async () => {
  const world = await openMany(120)
  const all = skus(world)
  remove(world, all.slice(0, 25))
  await world.run(true)
  agree(world)
  remove(world, all.slice(25, 60))
  await world.run(true)
  expect(all.slice(0, 25).some((sku) => isHere(world, sku))).toBe(false)
  expect(all.slice(25, 60).every((sku) => isHere(world, sku))).toBe(true)
  expect(countHeld(world.store.reader, world.connection)).toBe(35)
  expect(readHolds(world.store.reader, world.connection)).toMatchObject([{ consentedAt: null }])
})

test('what waits here for a missing record becomes a question, never nothing', async () => {
  const world = await openMany()
  const gone = skus(world).slice(0, 25)
  const [dirty = ''] = gone
  await world.run()
  remove(world, gone)
  await world.run(true)
  const edit = world.queue({
    uid: world.uid('item', dirty),
    kind: 'set-field',
    payload: { fields: { name: 'Mine' } },
  })
  agree(world)
  await world.run(true)
  expect(world.change(edit)).toMatchObject({ state: 'conflict', question: { reason: 'deletedRemotely' } })
  world.decide(edit, 'mine')
  await world.run()
  expect(skus(world)).toContain(dirty)
})

test('an empty list removes nothing, and what comes back ends the question', async () => {
  const world = await openMany()
  world.server.control.schedule({ kind: 'row-cap', rows: 0 }, { path: 'items' })
  await world.run(true)
  expect(readHolds(world.store.reader, world.connection)).toMatchObject([{ cause: 'emptyList' }])
  expect(countHeld(world.store.reader, world.connection)).toBe(60)
  await world.run(true)
  expect(countHeld(world.store.reader, world.connection)).toBe(0)
})

test('a record that was gone and comes back has its codes again', async () => {
  const world = await openMany()
  const [sku = ''] = skus(world)
  const uid = world.uid('item', sku)
  world.store.write((writer) => {
    saveCode(writer, world.connection, '4006381333931', uid, 1, world.clock.now())
  })
  remove(world, [sku])
  await world.run(true)
  expect(isHere(world, sku)).toBe(false)
  world.server.control.actAsOther({ kind: 'create', sku, fields: {} })
  await world.run(true)
  expect(codesOfItem(world.store.reader, world.uid('item', sku)).map(({ code }) => code)).toEqual(['4006381333931'])
})
