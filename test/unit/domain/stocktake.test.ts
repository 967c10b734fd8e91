import { expect, test } from 'vitest'
import { noRules } from '../../../src/shared/domain/counting-rules.ts'
import {
  addToTotals,
  compareLine,
  noTotals,
  valueOf,
  type LineFacts,
  type OwnChange,
} from '../../../src/shared/domain/stocktake.ts'

const facts: LineFacts = {
  warehouse: 1,
  counted: 8,
  baseThen: 10,
  openThen: [],
  since: [],
  between: [],
  baseNow: 10,
  viewNow: 10,
  inDoubt: false,
  present: true,
  decision: null,
  decidedDrift: null,
  posted: null,
  driftBeforeScan: null,
  price: null,
  abc: null,
  rules: noRules,
  round: 1,
  waits: null,
  hasReason: false,
  isApproved: false,
}

const own = (id: number, quantity: number, more: Partial<OwnChange> = {}): OwnChange => ({
  id,
  kind: 'stock-delta',
  state: 'ready',
  assumed: null,
  warehouse: 1,
  toWarehouse: null,
  quantity,
  fromStocktake: false,
  successorApplied: false,
  ...more,
})

test('a cell that the remote never named is compared with nothing', () => {
  expect(compareLine({ ...facts, baseThen: null, baseNow: null, viewNow: 0 })).toMatchObject({
    expected: 0,
    variance: 8,
    drift: 0,
    status: 'ready',
  })
  expect(compareLine({ ...facts, baseThen: null, baseNow: 0, viewNow: 0 })).toMatchObject({ drift: 0 })
})

test('a transfer counts at both ends, and a created item’s first figure is expected', () => {
  const transfer = own(1, 3, { kind: 'transfer', warehouse: 2, toWarehouse: 1 })
  expect(compareLine({ ...facts, openThen: [transfer], viewNow: 13 })).toMatchObject({ expected: 13, variance: -5 })
  const created = own(1, 0, { kind: 'create', warehouse: null, quantity: null, stock: [{ warehouse: 1, quantity: 8 }] })
  expect(compareLine({ ...facts, baseThen: null, openThen: [created], baseNow: null, viewNow: 8 })).toMatchObject({
    expected: 8,
    variance: 0,
    drift: 0,
  })
  const sent = { ...created, state: 'applied' } as const
  expect(compareLine({ ...facts, baseThen: null, openThen: [sent], baseNow: 8 })).toMatchObject({
    expected: 8,
    drift: 0,
  })
})

test('a change whose outcome is open counts in what was expected, and in the drift only once it is applied', () => {
  const sent = own(1, -2, { state: 'unknown', assumed: 'notApplied' })
  expect(compareLine({ ...facts, openThen: [sent], inDoubt: true, viewNow: 8 })).toMatchObject({
    expected: 8,
    variance: 0,
    drift: 0,
    status: 'doubt',
  })
  const settled = { ...sent, state: 'applied' } as const
  expect(compareLine({ ...facts, openThen: [settled], baseNow: 8, viewNow: 8 })).toMatchObject({
    expected: 8,
    drift: 0,
    status: 'exact',
  })
  // The base at the scan held it already: the difference is asked, not guessed.
  expect(compareLine({ ...facts, openThen: [settled], baseNow: 10 })).toMatchObject({ drift: 2, status: 'decide' })
})

test('changes that were folded into another happened, and reach the remote with it', () => {
  const [plus, minus] = [own(1, 5, { state: 'superseded' }), own(2, -5, { state: 'superseded' })]
  // Nothing was sent: 10 + 5 on the shelf at the count, 10 after it.
  const netted = compareLine({ ...facts, counted: 15, openThen: [plus], since: [minus] })
  expect(netted).toMatchObject({ expected: 15, variance: 0, drift: 0, status: 'exact' })
  const summed = compareLine({
    ...facts,
    openThen: [own(1, 5, { state: 'superseded', successorApplied: true })],
    baseNow: 15,
    viewNow: 15,
  })
  expect(summed).toMatchObject({ expected: 15, drift: 0 })
})

test('a decision is good for the drift it was taken with', () => {
  const drifted = { ...facts, baseNow: 7, viewNow: 7 }
  expect(compareLine(drifted)).toMatchObject({
    drift: -3,
    status: 'decide',
    correction: { kind: 'delta', quantity: -2 },
  })
  expect(compareLine({ ...drifted, decision: 'difference', decidedDrift: -3 })).toMatchObject({
    status: 'ready',
    correction: { kind: 'delta', quantity: -2 },
  })
  expect(compareLine({ ...drifted, decision: 'counted', decidedDrift: -3 })).toMatchObject({
    status: 'ready',
    correction: { kind: 'set', quantity: 8 },
  })
  expect(compareLine({ ...drifted, decision: 'counted', decidedDrift: -1 })).toMatchObject({ status: 'moved' })
  expect(compareLine({ ...drifted, decision: 'leave', decidedDrift: -1 })).toMatchObject({
    status: 'left',
    correction: null,
  })
})

test('without drift even “counted” is posted as a difference, never as a figure', () => {
  expect(compareLine({ ...facts, decision: 'counted', decidedDrift: 0 })).toMatchObject({
    status: 'ready',
    correction: { kind: 'delta', quantity: -2 },
  })
})

test('the suggestion follows the order of the times', () => {
  const drifted = { ...facts, baseNow: 7 }
  expect(compareLine({ ...drifted, driftBeforeScan: true }).suggested).toBe('counted')
  expect(compareLine({ ...drifted, driftBeforeScan: false }).suggested).toBe('difference')
  expect(compareLine(drifted).suggested).toBe('difference')
})

test('correcting the books after the count asks for another look, unless it was taken back', () => {
  const set = own(3, 8, { kind: 'stock-set' })
  expect(compareLine({ ...facts, since: [set], viewNow: 8 })).toMatchObject({ status: 'recount', suggested: 'counted' })
  expect(compareLine({ ...facts, since: [set], viewNow: 8, decision: 'counted', decidedDrift: 0 })).toMatchObject({
    status: 'exact',
  })
  expect(compareLine({ ...facts, since: [{ ...set, state: 'discarded' }] })).toMatchObject({ status: 'ready' })
  expect(compareLine({ ...facts, between: [own(3, -1)] })).toMatchObject({ status: 'recount', suggested: 'recount' })
  expect(compareLine({ ...facts, between: [own(3, -1, { fromStocktake: true })] })).toMatchObject({ status: 'ready' })
})

test('a posted line stays posted whatever moves, until its change is taken back', () => {
  const moved = { ...facts, baseNow: 3, inDoubt: true }
  expect(compareLine({ ...moved, posted: 'rejected' }).status).toBe('posted')
  expect(compareLine({ ...facts, posted: 'discarded', present: true }).status).toBe('ready')
  expect(compareLine({ ...facts, present: false }).status).toBe('gone')
})

test('values are rounded to cents, and plus and minus are kept apart', () => {
  expect(valueOf(-0.333, 0.99)).toBe(-0.33)
  expect(valueOf(2, null)).toBeNull()
  const totals = [
    [-2, -4],
    [3, 1.5],
    [1, null],
  ] as const
  expect(totals.reduce((sums, [variance, value]) => addToTotals(sums, variance, value), noTotals)).toEqual({
    short: 2,
    over: 4,
    shortValue: 4,
    overValue: 1.5,
    netValue: -2.5,
    absoluteValue: 5.5,
  })
})

test('a recount that the rules ask for is suggested, so that taking all suggestions waives none', () => {
  const limits = { units: 1, percent: null, value: null }
  const rules = { ...noRules, tolerance: { plus: limits, minus: limits }, recount: true }
  const beyond = { ...facts, rules }
  expect(compareLine(beyond)).toMatchObject({ recountCause: 'tolerance', status: 'recount', suggested: 'recount' })
  expect(compareLine({ ...beyond, baseNow: 7, driftBeforeScan: true })).toMatchObject({
    status: 'decide',
    suggested: 'recount',
  })
  expect(compareLine({ ...facts, waits: 'otherPerson' })).toMatchObject({
    recountCause: 'otherPerson',
    suggested: 'recount',
  })
  expect(compareLine({ ...beyond, counted: 9 })).toMatchObject({ recountCause: null, suggested: 'difference' })
  expect(compareLine({ ...beyond, round: 2 })).toMatchObject({ recountCause: null, suggested: 'difference' })
})
