import { describe, expect, it } from 'vitest'
import {
  createHakoV1Model,
  type HakoSwitches,
  type HakoV1Model,
  type Mishap,
} from '../../../src/main/practice/practice.ts'
import { openSmallShop, startOfTest } from './account.ts'

const at = startOfTest + 1_234
const second = Math.floor(at / 1000)

/** The model in process, as a simulator uses it: `bolt` has 10 in `w-A` and 4 in `w-B`, `nut` 5 in `w-A`, `glue` none. */
function openModel(switches: Partial<HakoSwitches> = {}) {
  const model = createHakoV1Model()
  const call = (method: string, path: string, body?: unknown, nowMs = at, mishap?: Mishap) =>
    model.handle({ method, path: `/v1/${path}`, body }, nowMs, mishap)
  call('POST', 'warehouses', [{ warehouseID: 'w-A' }, { warehouseID: 'w-B' }])
  const inA = (quantity: number) => ({ warehouseID: 'w-A', quantity })
  call('POST', 'items', [
    { sku: 'bolt', inventory: [inA(10), { warehouseID: 'w-B', quantity: 4 }] },
    { sku: 'nut', inventory: [inA(5)] },
    { sku: 'glue', name: 'Glue', expires: 1_800_000_000 },
  ])
  call('POST', 'bundles', [
    {
      sku: 'set',
      item_skus: [
        { sku: 'bolt', quantity: 2 },
        { sku: 'nut', quantity: 1 },
      ],
    },
  ])
  model.setSwitches(switches)
  return {
    model,
    call,
    first: (method: string, path: string, body?: unknown) => [call(method, path, body).body].flat()[0],
  }
}

const stockOf = (model: HakoV1Model, sku: string) => model.snapshot().items.find((item) => item.sku === sku)?.stock
const increments = (...skus: readonly string[]) => skus.map((sku) => ({ sku, warehouseID: 'w-A', incrementBy: 1 }))
const bolts = (by: number) => ({ sku: 'bolt', warehouseID: 'w-A', incrementBy: by })
const toB = { sku: 'bolt', sourceWarehouseID: 'w-A', destinationWarehouseID: 'w-B', quantity: 3 }

describe('times', () => {
  it.each([
    ['seconds', second, 1_800_000_000],
    ['milliseconds', second * 1000, 1_800_000_000_000],
    ['iso', '2026-11-05T09:00:01.000Z', '2027-01-15T08:00:00.000Z'],
    ['absent', undefined, 1_800_000_000],
  ] as const)('timestamps: %s', (timestamps, stamp, expires) => {
    const { first } = openModel({ timestamps })
    const glue = first('GET', 'items', { sku: 'glue' })
    expect(glue).toMatchObject(stamp === undefined ? { expires } : { createdAt: stamp, updatedAt: stamp, expires })
    if (stamp === undefined) expect(glue).not.toHaveProperty('updatedAt')
  })

  it('filterTimestamps: seconds unless the account reads what it answers', () => {
    const asked = (filterTimestamps: HakoSwitches['filterTimestamps'], gte: number) =>
      openModel({ timestamps: 'milliseconds', filterTimestamps }).call('GET', 'items', { updatedAt: { gte } }).body
    expect(asked('seconds', second)).toHaveLength(3)
    expect(asked('seconds', second * 1000)).toHaveLength(0)
    expect(asked('as-answered', second * 1000)).toHaveLength(3)
    expect(asked('as-answered', second * 1000 + 1)).toHaveLength(0)
  })

  it('filters take ISO strings too', () => {
    const { call } = openModel({ timestamps: 'iso' })
    expect(call('GET', 'items', { updatedAt: { gte: '2026-11-05T09:00:01.000Z' } }).body).toHaveLength(3)
    expect(call('GET', 'items', { updatedAt: { gt: '2026-11-05T09:00:01.000Z' } }).body).toHaveLength(0)
  })

  it.each([
    [1, at],
    [1000, second * 1000],
    [4000, Math.floor(at / 4000) * 4000],
  ])('tickMs: %i', (tickMs, stamp) => {
    const { first } = openModel({ tickMs, timestamps: 'milliseconds' })
    expect(first('PATCH', 'items', [{ sku: 'nut', updates: { name: 'x' } }])).toMatchObject({ updatedAt: stamp })
  })

  it('clockSkewMs moves Date and stamps, stampSkewMs the stamps alone', async () => {
    const account = await openSmallShop({ switches: { clockSkewMs: 3_600_000, stampSkewMs: -2000 } })
    const { headers, rows } = await account.post('items', [{ sku: 'x' }])
    expect(headers['date']).toBe(new Date(startOfTest + 3_600_000).toUTCString())
    expect(rows[0]?.updatedAt).toBe((startOfTest + 3_598_000) / 1000)
  })

  it('dateHeader: off', async () => {
    const account = await openSmallShop({ switches: { dateHeader: false } })
    expect((await account.get('items')).headers).not.toHaveProperty('date')
  })
})

describe('the shape of answers', () => {
  it('inventories: dictionary', () => {
    const { first } = openModel({ inventories: 'dictionary' })
    expect(first('GET', 'items')).toMatchObject({ Inventories: { 'w-A': 10, 'w-B': 4 } })
    expect(first('PATCH', 'items/inventory/increment', [bolts(1)])).toMatchObject({
      Inventories: { 'w-A': 11, 'w-B': 4 },
    })
    expect(first('GET', 'warehouses')).toMatchObject({ Inventories: { bolt: 11, nut: 5 } })
    expect(first('GET', 'items', { sku: 'glue' })).toMatchObject({ Inventories: {} })
  })

  it('inventoriesShown: unless-empty', () => {
    const { first } = openModel({ inventoriesShown: 'unless-empty' })
    expect(first('GET', 'items', { sku: 'glue' })).not.toHaveProperty('Inventories')
    expect(first('GET', 'items', { sku: 'nut' })).toHaveProperty('Inventories')
  })

  it('inventoriesShown: in-reads-only', () => {
    const { first } = openModel({ inventoriesShown: 'in-reads-only' })
    expect(first('GET', 'items')).toHaveProperty('Inventories')
    expect(first('PATCH', 'items/inventory/increment', [bolts(1)])).not.toHaveProperty('Inventories')
  })

  it('warehouseInventories: absent', () => {
    expect(openModel({ warehouseInventories: 'absent' }).first('GET', 'warehouses')).not.toHaveProperty('Inventories')
  })

  it('emptyFields: null', () => {
    const { first } = openModel({ emptyFields: 'null' })
    expect(first('GET', 'items')).toMatchObject({ name: null, price: null, expires: null })
  })

  it('transferAnswer: items', () => {
    const { call } = openModel({ transferAnswer: 'items' })
    expect(call('PATCH', 'items/inventory/transfer', [toB]).body).toMatchObject([
      {
        sku: 'bolt',
        Inventories: [
          { warehouseID: 'w-A', quantity: 7 },
          { warehouseID: 'w-B', quantity: 7 },
        ],
      },
    ])
  })

  it.each([
    ['nested', 'application/json; charset=utf-8', '{"error":{"message":"[0]: Item x does not exist"}}'],
    ['flat', 'application/json; charset=utf-8', '{"message":"[0]: Item x does not exist"}'],
    ['text', 'text/plain; charset=utf-8', '[0]: Item x does not exist'],
  ] as const)('errorShape: %s', async (errorShape, type, text) => {
    const account = await openSmallShop({ switches: { errorShape } })
    const answer = await account.remove('items', [{ sku: 'x' }])
    expect([answer.headers['content-type'], answer.text]).toEqual([type, text])
  })

  it('refusalStatus: specific', () => {
    const { call } = openModel({ refusalStatus: 'specific', itemDelete: 'refused-with-stock' })
    expect(call('PATCH', 'items/inventory/increment', increments('none')).status).toBe(404)
    expect(call('POST', 'items', [{ sku: 'bolt' }]).status).toBe(409)
    expect(call('PATCH', 'items/inventory/transfer', [{ ...toB, quantity: 99 }]).status).toBe(422)
    expect(call('DELETE', 'items', [{ sku: 'bolt' }]).status).toBe(409)
    expect(call('POST', 'items', [{}]).status).toBe(400)
  })
})

describe('ids', () => {
  it.each([
    ['stable', 1],
    ['new-on-rename', 4],
    ['absent', undefined],
  ] as const)('%s', (ids, expected) => {
    const { first, call, model } = openModel({ ids })
    const renamed = first('PATCH', 'items', [{ sku: 'bolt', updates: { sku: 'bolt-2' } }])
    if (expected === undefined) expect(JSON.stringify(call('GET', 'items').body)).not.toContain('"id"')
    else expect(renamed).toMatchObject({ id: expected })
    expect(stockOf(model, 'bolt-2')).toEqual({ 'w-A': 10, 'w-B': 4 })
  })

  it('new-on-rename holds for bundles and warehouses, and only for renames', () => {
    const { first, model } = openModel({ ids: 'new-on-rename' })
    expect(first('PATCH', 'bundles', [{ sku: 'set', updates: { name: 'x' } }])).toMatchObject({ id: 1 })
    expect(first('PATCH', 'bundles', [{ sku: 'set', updates: { sku: 'set-2' } }])).toMatchObject({ id: 2 })
    expect(first('PATCH', 'warehouses', [{ warehouseID: 'w-B', updates: { warehouseID: 'w-C' } }])).toMatchObject({
      id: 3,
    })
    expect(model.snapshot().bundles[0]?.components).toHaveLength(2)
  })
})

describe('stock', () => {
  it.each([true, false])('stockMovesUpdatedAt: %s', (stockMovesUpdatedAt) => {
    const { model, call } = openModel({ stockMovesUpdatedAt })
    call('PATCH', 'items/inventory/increment', [bolts(1)], at + 5000)
    call('PATCH', 'items/inventory/transfer', [toB], at + 5000)
    call('PATCH', 'items', [{ sku: 'nut', updates: { inventory: [{ warehouseID: 'w-A', quantity: 6 }] } }], at + 5000)
    call('PATCH', 'items', [{ sku: 'glue', updates: { name: 'x' } }], at + 5000)
    const moved = model.snapshot().items.filter((item) => item.updatedAt === (second + 5) * 1000)
    expect(moved.map((item) => item.sku)).toEqual(stockMovesUpdatedAt ? ['bolt', 'nut', 'glue'] : ['glue'])
  })

  it('belowZero: negative, but never for a transfer', () => {
    const { model, call } = openModel({ belowZero: 'negative' })
    expect(
      call('PATCH', 'items/inventory/decrement', [{ sku: 'nut', warehouseID: 'w-A', decrementBy: 7 }]).status,
    ).toBe(200)
    expect(stockOf(model, 'nut')).toEqual({ 'w-A': -2 })
    expect(call('PATCH', 'items/inventory/transfer', [{ ...toB, quantity: 11 }]).status).toBe(400)
  })

  it('missingCell: refused', () => {
    const { call } = openModel({ missingCell: 'refused' })
    expect(call('PATCH', 'items/inventory/increment', increments('glue')).status).toBe(400)
    expect(openModel().call('PATCH', 'items/inventory/increment', increments('glue')).status).toBe(200)
  })

  it('repeatedKeys: the last write wins, and both elements are answered', () => {
    const { model, call } = openModel({ repeatedKeys: 'last-wins' })
    const { body } = call('PATCH', 'items/inventory/increment', [bolts(1), ...increments('nut'), bolts(5)])
    expect(body).toMatchObject([{ sku: 'bolt' }, { sku: 'nut' }, { sku: 'bolt' }])
    expect([stockOf(model, 'bolt'), stockOf(model, 'nut')]).toEqual([{ 'w-A': 15, 'w-B': 4 }, { 'w-A': 6 }])
  })
})

describe('arrays with a bad element', () => {
  const body = increments('bolt', 'none', 'nut')
  it.each([
    ['atomic', 10, 5],
    ['prefix', 11, 5],
    ['independent', 11, 6],
  ] as const)('batch: %s', (batch, bolt, nut) => {
    const { model, call } = openModel({ batch })
    const answer = call('PATCH', 'items/inventory/increment', body)
    expect([answer.status, answer.body]).toEqual([400, { error: { message: '[1]: Item none does not exist' } }])
    expect([stockOf(model, 'bolt')?.['w-A'], stockOf(model, 'nut')?.['w-A']]).toEqual([bolt, nut])
  })

  it('partialAnswer: rows', () => {
    const { call } = openModel({ batch: 'independent', partialAnswer: 'rows' })
    const answer = call('PATCH', 'items/inventory/increment', body)
    expect(answer).toMatchObject({ status: 200, body: [{ sku: 'bolt' }, { sku: 'nut' }] })
    expect(call('PATCH', 'items/inventory/increment', increments('none')).status).toBe(400)
  })

  it('an element takes effect whole or not at all', () => {
    const { model, call } = openModel({ batch: 'independent' })
    const inventory = [
      { warehouseID: 'w-A', quantity: 1 },
      { warehouseID: 'w-Z', quantity: 1 },
    ]
    expect(call('POST', 'items', [{ sku: 'x', inventory }, { sku: 'y' }]).status).toBe(400)
    expect(model.snapshot().items.map((item) => item.sku)).toEqual(['bolt', 'nut', 'glue', 'y'])
  })

  it('largestArray', () => {
    const { model, call } = openModel({ largestArray: 2 })
    expect(call('PATCH', 'items/inventory/increment', increments('bolt', 'nut', 'glue')).status).toBe(413)
    expect(call('PATCH', 'items/inventory/increment', increments('bolt', 'nut')).status).toBe(200)
    expect(stockOf(model, 'glue')).toEqual({})
  })
})

describe('a server that dies in the middle', () => {
  it.each([
    ['atomic', 10, 5],
    ['prefix', 11, 5],
    ['independent', 11, 5],
  ] as const)('leaves what %s arrays leave', (batch, bolt, nut) => {
    const { model, call } = openModel({ batch })
    const answer = call('PATCH', 'items/inventory/increment', increments('bolt', 'nut'), at, { interruptAfter: 1 })
    expect(answer.status).toBe(500)
    expect([stockOf(model, 'bolt')?.['w-A'], stockOf(model, 'nut')?.['w-A']]).toEqual([bolt, nut])
  })

  it.each(['atomic', 'prefix', 'independent'] as const)(
    'transferLegs: together or separate, with %s arrays',
    (batch) => {
      const half = (transferLegs: HakoSwitches['transferLegs']) => {
        const { model, call } = openModel({ batch, transferLegs })
        expect(call('PATCH', 'items/inventory/transfer', [toB], at, { interruptAfter: 1 }).status).toBe(500)
        return stockOf(model, 'bolt')
      }
      expect(half('together')).toEqual({ 'w-A': 10, 'w-B': 4 })
      expect(half('separate')).toEqual({ 'w-A': 7, 'w-B': 4 })
    },
  )
})

describe('deletes', () => {
  it.each([
    ['cascades', 200, {}],
    ['keeps-inventory', 200, { 'w-A': 5 }],
    ['refused-with-stock', 400, { 'w-A': 5 }],
  ] as const)('itemDelete: %s', (itemDelete, status, stock) => {
    const { model, call } = openModel({ itemDelete })
    expect(call('DELETE', 'items', [{ sku: 'nut' }]).status).toBe(status)
    call('POST', 'items', [{ sku: 'nut' }])
    expect(stockOf(model, 'nut')).toEqual(stock)
    expect(call('DELETE', 'items', [{ sku: 'glue' }]).status).toBe(200)
  })

  it.each([
    ['cascades', 200, { 'w-A': 10 }],
    ['keeps-inventory', 200, { 'w-A': 10, 'w-B': 4 }],
    ['refused-with-stock', 400, { 'w-A': 10, 'w-B': 4 }],
  ] as const)('warehouseDelete: %s', (warehouseDelete, status, stock) => {
    const { model, call } = openModel({ warehouseDelete })
    expect(call('DELETE', 'warehouses', [{ warehouseID: 'w-B' }]).status).toBe(status)
    expect(stockOf(model, 'bolt')).toEqual(stock)
  })

  it.each([
    ['keeps-component', 200, ['nut', 'bolt']],
    ['drops-component', 200, ['bolt']],
    ['deletes-bundle', 200, undefined],
    ['refuses', 400, ['nut', 'bolt']],
  ] as const)('bundleOnItemDelete: %s', (bundleOnItemDelete, status, left) => {
    const { model, call } = openModel({ bundleOnItemDelete })
    expect(call('DELETE', 'items', [{ sku: 'nut' }]).status).toBe(status)
    const skus = model.snapshot().bundles[0]?.components.map((component) => component.sku)
    expect(skus?.toSorted().toReversed()).toEqual(left)
  })
})

describe('bundles', () => {
  it.each([
    ['follows', 'bolt-2'],
    ['keeps-old-sku', 'bolt'],
  ] as const)('bundleOnItemRename: %s', (bundleOnItemRename, sku) => {
    const { model, call } = openModel({ bundleOnItemRename })
    call('PATCH', 'items', [{ sku: 'bolt', updates: { sku: 'bolt-2' } }])
    expect(model.snapshot().bundles[0]?.components[0]?.sku).toBe(sku)
  })

  it('bundleComponents: unchecked', () => {
    const { call } = openModel({ bundleComponents: 'unchecked' })
    expect(call('POST', 'bundles', [{ sku: 'x', item_skus: [{ sku: 'none', quantity: 1 }] }]).status).toBe(200)
  })
})

describe('strictness and limits', () => {
  it('unknownFields: ignored', () => {
    const { call } = openModel({ unknownFields: 'ignored' })
    expect(call('POST', 'items', [{ sku: 'x', colour: 'red' }]).status).toBe(200)
  })

  it('nulls: refused', () => {
    const { call } = openModel({ nulls: 'refused' })
    expect(call('PATCH', 'items', [{ sku: 'glue', updates: { name: null } }]).status).toBe(400)
  })

  it('rowLimit cuts listings off without a word', () => {
    const { call } = openModel({ rowLimit: 2 })
    expect(call('GET', 'items')).toMatchObject({ status: 200, body: [{ sku: 'bolt' }, { sku: 'nut' }] })
    expect(call('GET', 'items', { sku: 'glue' }).body).toHaveLength(1)
  })
})

describe('the model in process', () => {
  it('gives the same answers for the same requests at the same times', () => {
    const run = () => {
      const { model, call } = openModel()
      call('PATCH', 'items/inventory/transfer', [toB], at + 2000)
      return [call('GET', 'items').body, model.snapshot()]
    }
    expect(run()).toEqual(run())
  })

  it('can be copied, and the copy goes its own way', () => {
    const { model, call } = openModel()
    const copy = model.copy()
    call('DELETE', 'items', [{ sku: 'nut' }])
    expect(copy.snapshot().items).toHaveLength(3)
    expect(model.snapshot().items).toHaveLength(2)
  })
})
