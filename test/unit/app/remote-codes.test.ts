import { expect, it } from 'vitest'
import { keepRemoteCodes } from '../../../src/main/core/store/remote-codes.ts'
import { refold } from '../../../src/main/core/store/view.ts'
import { addBundle } from '../../support/add-bundle.ts'
import { uidOf } from '../../support/app-world.ts'
import { openCodes } from '../../support/code-world.ts'

type World = Awaited<ReturnType<typeof openCodes>>

/** What a pull does with the codes of a row. */
function give({ world, connection }: World, sku: string, codes: readonly string[]): void {
  world.store.write((writer) => {
    const item = uidOf(writer, connection, 'item', sku)
    keepRemoteCodes(writer, item, codes)
    refold(writer, item)
  })
}

const ean = '4006381333931'

it('finds the item by a code of the remote, in every form of a GTIN, and by the text of any other', async () => {
  const codes = await openCodes()
  give(codes, 'B', [ean, 'SHELF-7'])
  expect(await codes.resolve(ean)).toMatchObject({ outcome: 'known', via: 'remote', sku: 'B', quantity: 1 })
  expect(await codes.resolve(`0${ean}`)).toMatchObject({ via: 'remote', sku: 'B' })
  expect(await codes.resolve(`]C1010${ean}10L7`)).toMatchObject({ sku: 'B' })
  expect(await codes.resolve('SHELF-7')).toMatchObject({ via: 'remote', sku: 'B' })
  expect(await codes.resolve('shelf-7')).toMatchObject({ outcome: 'unknown' })
})

it('believes what was taught here and SKUs before the remote', async () => {
  const codes = await openCodes()
  give(codes, 'B', [ean, 'A'])
  expect(await codes.resolve('A')).toMatchObject({ via: 'sku', sku: 'A' })
  expect(await codes.world.fail('barcodes.assign', { code: ean, sku: 'C' })).toMatchObject({
    kind: 'exists',
    details: { holder: { sku: 'B', via: 'remote' } },
  })
  await codes.world.call('barcodes.assign', { code: ean, sku: 'C', quantity: 6, move: true })
  expect(await codes.resolve(`0${ean}`)).toMatchObject({ via: 'gtin', sku: 'C', quantity: 6 })
})

it('counts the bundle where a person moved a code of the remote to one, and keeps it from items', async () => {
  const codes = await openCodes()
  const { world, connection, scan, open } = codes
  give(codes, 'B', [ean, 'SHELF-7'])
  addBundle(world, connection, { key: 'BOX', name: 'Gift box', components: [['A', 2]] })
  for (const code of [ean, 'SHELF-7'])
    await world.call('barcodes.assign', { code, sku: 'BOX', record: 'bundle', move: true })
  const stocktakeID = await open()
  for (const code of [ean, `0${ean}`, `]C1010${ean}10L7`, 'SHELF-7'])
    expect(await scan(stocktakeID, code)).toMatchObject({ sku: 'BOX', parts: [{ sku: 'A', added: 2 }] })
  expect(await world.fail('barcodes.assign', { code: ean, sku: 'B' })).toMatchObject({
    kind: 'exists',
    details: { holder: { sku: 'BOX', via: 'alias' } },
  })
})

it('asks which item is meant where the remote gave one code to two, and takes a person’s word', async () => {
  const codes = await openCodes()
  give(codes, 'A', [ean])
  give(codes, 'B', [`0${ean}`])
  const both = [
    { sku: 'A', name: 'Apple' },
    { sku: 'B', name: 'Banana' },
  ]
  expect(await codes.resolve(ean)).toMatchObject({ outcome: 'unknown', unclear: both })
  expect(await codes.resolve(`]C1010${ean}10L7`)).toMatchObject({ outcome: 'unknown', unclear: both })
  const stocktake = await codes.open()
  expect(await codes.scan(stocktake, ean)).toMatchObject({ outcome: 'unknown', unclear: both })
  expect(await codes.unknown()).toMatchObject([{ code: ean, unclear: both }])
  expect(await codes.assign(ean, 'A')).toMatchObject({ counted: 1 })
  expect(await codes.scan(stocktake, ean)).toMatchObject({ outcome: 'known', sku: 'A', counted: 2 })
})

it('finds items by words of the remote’s codes and shows them apart from the own ones', async () => {
  const codes = await openCodes()
  give(codes, 'B', [ean, 'XXHKC:UNDO', ' '])
  await codes.assign('MINE-1', 'B')
  const item = await codes.world.call('items.get', { sku: 'B' })
  expect(item).toMatchObject({ remoteCodes: [ean], codes: [{ code: 'MINE-1' }], barcodes: 2 })
  expect((await codes.world.call('items.list', { search: '38133' })).rows).toMatchObject([{ sku: 'B' }])
  give(codes, 'B', [])
  expect((await codes.world.call('items.list', { search: '38133' })).rows).toEqual([])
  expect(await codes.world.call('items.get', { sku: 'B' })).toMatchObject({ remoteCodes: [], barcodes: 1 })
})
