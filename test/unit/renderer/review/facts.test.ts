import { describe, expect, it } from 'vitest'
import type { HistoryRow } from '../../../../src/shared/contract/stock.ts'
import type { ReviewRow } from '../../../../src/shared/contract/review-rows.ts'
import { driftOrder, factsOf } from '../../../../src/renderer/features/review/facts.ts'

const minute = 60_000
const at = (hour: number, minutes: number): number => (hour * 60 + minutes) * minute

const row: ReviewRow = {
  sku: 'GL-NIT-L',
  name: 'Nitrile gloves',
  price: 8.4,
  counted: 88,
  expected: 100,
  variance: -12,
  value: -100.8,
  drift: -6,
  remote: 94,
  countedAt: at(10, 5),
  readAt: at(9, 12),
  driftAt: at(10, 31),
  suggested: 'difference',
  reason: null,
  abc: null,
  beyond: false,
  round: 1,
  counts: [],
  places: [],
  own: false,
  approvedBy: null,
  recountCause: null,
  status: 'decide',
  changeID: null,
  changeState: null,
  handedOverAt: null,
}
const move = (more: Partial<HistoryRow>): HistoryRow => ({
  at: at(9, 40),
  source: 'here',
  kind: 'transfer',
  sku: 'GL-NIT-L',
  warehouseID: 'LEJ',
  toWarehouseID: 'SHOP',
  quantity: 20,
  before: null,
  after: null,
  changeID: 1,
  state: 'applied',
  stocktakeID: null,
  person: null,
  note: null,
  ...more,
})

describe('the facts behind a line', () => {
  it('stand in the order of time, with the running figure', () => {
    const facts = factsOf(row, [move({})], 'LEJ', at(11, 24))
    expect(facts).toEqual([
      { kind: 'said', at: at(9, 12), change: null, figure: 120 },
      { kind: 'sent', at: at(9, 40), change: -20, figure: 100 },
      { kind: 'counted', at: at(10, 5), change: -12, figure: 88 },
      { kind: 'others', at: at(10, 31), change: -6, figure: null },
      { kind: 'now', at: at(11, 24), change: null, figure: 94 },
    ])
  })

  it('put what others moved before the count where its time says so', () => {
    const kinds = factsOf({ ...row, driftAt: at(10, 0) }, [], 'LEJ', at(11, 24)).map(({ kind }) => kind)
    expect(kinds).toEqual(['said', 'others', 'counted', 'now'])
  })

  it('put it after the count where the remote gives no time', () => {
    const facts = factsOf({ ...row, driftAt: null }, [], 'LEJ', at(11, 24))
    expect(facts.map(({ kind, at: time }) => [kind, time])).toContainEqual(['others', null])
    expect(facts.map(({ kind }) => kind)).toEqual(['said', 'counted', 'others', 'now'])
  })

  it('leave out what was taken back, what was folded, and what happened elsewhere', () => {
    const history = [
      move({ state: 'discarded' }),
      move({ state: 'superseded' }),
      move({ kind: 'stock-delta', warehouseID: 'SHOP', toWarehouseID: null }),
      move({ kind: 'set-field', quantity: null }),
      move({ source: 'remote', kind: 'observed' }),
    ]
    expect(factsOf(row, history, 'LEJ', 0).map(({ kind }) => kind)).toEqual(['said', 'counted', 'others', 'now'])
  })

  it('name own moves by what they were', () => {
    const history = [
      move({ kind: 'stock-delta', toWarehouseID: null, quantity: 5 }),
      move({ kind: 'stock-delta', toWarehouseID: null, quantity: -3, at: at(9, 41) }),
      move({ warehouseID: 'SHOP', toWarehouseID: 'LEJ', quantity: 2, at: at(9, 42) }),
    ]
    const facts = factsOf({ ...row, drift: 0 }, history, 'LEJ', 0)
    expect(facts.slice(0, 4).map(({ kind, figure }) => [kind, figure])).toEqual([
      ['said', 96],
      ['received', 101],
      ['issued', 98],
      ['arrived', 100],
    ])
  })
})

describe('when others moved stock', () => {
  it('is what the core says of the two clocks, or unknown', () => {
    expect(driftOrder({ ...row, drift: 0 })).toBe('none')
    expect(driftOrder({ ...row, driftAt: null })).toBe('unknown')
    expect(driftOrder(row)).toBe('after')
    expect(driftOrder({ ...row, suggested: 'counted' })).toBe('before')
  })
})
