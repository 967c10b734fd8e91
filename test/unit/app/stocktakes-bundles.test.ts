import { expect, it } from 'vitest'
import { addRecord, saveBase } from '../../../src/main/core/store/records.ts'
import { refold } from '../../../src/main/core/store/view.ts'
import { openCount } from '../../support/stocktake-world.ts'

/** BOX: two AAA and three BBB. */
async function withBundle(
  components: readonly (readonly [string, number])[] = [
    ['AAA', 2],
    ['BBB', 3],
  ],
  scope?: string[],
) {
  const count = await openCount(scope === undefined ? {} : { scope })
  const { world, connection } = count
  world.store.write((writer) => {
    const uid = addRecord(writer, connection, 'bundle', 'BOX')
    const state = {
      key: 'BOX',
      name: 'Gift box',
      price: null,
      expires: null,
      components: components.map(([sku, quantity]) => ({ sku, quantity })),
    }
    saveBase(writer, uid, { state, serverID: null, createdAt: null, updatedAt: null, seenAt: null })
    refold(writer, uid)
  })
  return count
}

it('a bundle is counted as its components, and its code stays on the tape', async () => {
  const { scan, review, get, world, stocktakeID } = await withBundle()
  await scan('AAA', 1)
  expect(await scan('BOX', 2)).toMatchObject({
    outcome: 'known',
    sku: 'BOX',
    name: 'Gift box',
    parts: [
      { sku: 'AAA', added: 4, counted: 5 },
      { sku: 'BBB', added: 6, counted: 6 },
    ],
  })
  expect(await review('AAA')).toMatchObject({ counted: 5 })
  expect(await review('BBB')).toMatchObject({ counted: 6 })
  expect(await get()).toMatchObject({ lines: 2, quantity: 11 })
  const { rows } = await world.call('stocktakes.tape', { stocktakeID })
  expect(rows.map(({ code, sku }) => [code, sku])).toEqual([
    ['BOX', 'BBB'],
    ['BOX', 'AAA'],
    ['AAA', 'AAA'],
  ])
})

it('one undo takes all of a bundle back, whichever of its events it names', async () => {
  const { scan, review, get, world, stocktakeID } = await withBundle()
  await scan('AAA', 1)
  await scan('BOX', undefined, 'first')
  expect(await world.call('stocktakes.undo', { stocktakeID })).toMatchObject({ events: 2 })
  await scan('BOX', undefined, 'second')
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 'second' })).toMatchObject({ events: 2 })
  expect(await review('AAA')).toMatchObject({ counted: 1 })
  expect(await get()).toMatchObject({ lines: 1, quantity: 1 })
  expect(await scan('BOX', undefined, 'second')).toMatchObject({ outcome: 'duplicate' })
})

it('a bundle with a component that nobody knows is kept as an unknown code, whole', async () => {
  const { scan, get } = await withBundle([
    ['AAA', 2],
    ['GONE', 1],
  ])
  expect(await scan('BOX')).toMatchObject({ outcome: 'unknown' })
  expect(await get()).toMatchObject({ lines: 0, unknownCodes: 1 })
})

it('a component outside the scope is kept on the tape and not counted', async () => {
  const { scan, get } = await withBundle(undefined, ['AAA'])
  expect(await scan('BOX')).toMatchObject({
    parts: [
      { sku: 'AAA', counted: 2 },
      { sku: 'BBB', counted: null },
    ],
  })
  expect(await get()).toMatchObject({ lines: 1, quantity: 2 })
})
