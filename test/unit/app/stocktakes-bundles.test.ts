import { expect, it } from 'vitest'
import { addBundle } from '../../support/add-bundle.ts'
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
  const { world, connection, stocktakeID } = count
  const add = (key: string, name: string, parts: typeof components): void => {
    addBundle(world, connection, { key, name, components: parts })
  }
  add('BOX', 'Gift box', components)
  const preview = async (code: string, quantity = 1) =>
    (await world.call('stocktakes.preview', { stocktakeID, code, quantity })).bundle
  return { ...count, add, preview }
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
  expect(await scan('BOX')).toMatchObject({
    outcome: 'unknown',
    bundle: { sku: 'BOX', name: 'Gift box', problem: 'missing', part: 'GONE' },
  })
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

it('a bundle is found by a code that was taught, for as many bundles as that stands for, and previewed', async () => {
  const { world, scan, preview, get, stocktakeID } = await withBundle()
  const code = '4006381333931'
  expect(await preview(code)).toBeNull()
  await world.call('barcodes.assign', { code, sku: 'BOX', record: 'bundle', quantity: 5 })
  expect(await world.call('bundles.get', { sku: 'BOX' })).toMatchObject({ codes: [{ code, quantity: 5 }] })
  const seen = await preview(`0${code}`, 2)
  expect(seen).toEqual({
    sku: 'BOX',
    name: 'Gift box',
    parts: [
      { sku: 'AAA', name: 'Apple', added: 20, inScope: true },
      { sku: 'BBB', name: 'Banana', added: 30, inScope: true },
    ],
  })
  expect(await get()).toMatchObject({ lines: 0 })
  // Another writing of the same number, and the number inside of a GS1 code, are the same code.
  const { parts } = await scan(`0${code}`, 2)
  expect(parts?.map(({ sku, added }) => [sku, added])).toEqual(seen?.parts.map(({ sku, added }) => [sku, added]))
  expect(await scan(`010${code}17301231`)).toMatchObject({ sku: 'BOX', added: 25 })
  expect(await world.call('stocktakes.undo', { stocktakeID })).toMatchObject({ events: 2 })
  expect(await get()).toMatchObject({ lines: 2, quantity: 50 })
})

it('one code never stands for an item and a bundle', async () => {
  const { world, preview } = await withBundle()
  await world.call('barcodes.assign', { code: 'X1', sku: 'BOX', record: 'bundle' })
  expect(await world.fail('barcodes.assign', { code: 'X1', sku: 'AAA' })).toMatchObject({
    kind: 'exists',
    details: { holder: { sku: 'BOX' } },
  })
  await world.call('barcodes.assign', { code: 'X1', sku: 'AAA', move: true })
  expect(await preview('X1')).toBeNull()
  expect(await world.call('barcodes.resolve', { code: 'X1' })).toMatchObject({ sku: 'AAA' })
})

it.each([
  ['is empty', [], { problem: 'empty' }],
  ['holds another bundle', [['SET', 1]], { problem: 'nested', part: 'SET' }],
] as const)('a bundle that %s is not counted, and its scan is kept', async (_what, components, problem) => {
  const { scan, get, add, preview } = await withBundle(components)
  add('SET', 'Set', [['AAA', 1]])
  expect(await preview('BOX')).toMatchObject({ ...problem, parts: [] })
  expect(await scan('BOX')).toMatchObject({ outcome: 'unknown', bundle: { sku: 'BOX', ...problem } })
  expect(await get()).toMatchObject({ lines: 0, unknownCodes: 1 })
})

it('a bundle of which nothing is part of the count is out of scope', async () => {
  const { scan, get } = await withBundle(undefined, ['CCC'])
  expect(await scan('BOX')).toMatchObject({ outcome: 'outOfScope', parts: [{ counted: null }, { counted: null }] })
  expect(await get()).toMatchObject({ lines: 0, quantity: 0 })
})

it('scans from before a code was taught to a bundle stay unknown, and the answer says how many', async () => {
  const { world, scan, get } = await withBundle()
  await scan('X1', 3)
  await scan('X1')
  await scan('Y1')
  const code = { code: 'X1', sku: 'BOX', record: 'bundle' } as const
  expect(await world.call('barcodes.assign', code)).toEqual({ code: 'X1', counted: 0, left: 2 })
  expect(await get()).toMatchObject({ lines: 0, unknownCodes: 2 })
  expect(await world.call('barcodes.assign', { code: 'Y1', sku: 'AAA' })).toMatchObject({ counted: 1, left: 0 })
})
