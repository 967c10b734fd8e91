import { describe, expect, it } from 'vitest'
import type { ReviewRow } from '../../../../src/shared/contract/review-rows.ts'
import {
  accuracyOf,
  bySuggestion,
  canDecide,
  figureAfter,
  needsReason,
  preselected,
  sameForAll,
  wantsAnswer,
} from '../../../../src/renderer/features/review/choices.ts'
import { placeBars } from '../../../../src/renderer/features/review/chart-bars.ts'
import { stepOf } from '../../../../src/renderer/features/review/next-step.tsx'

const row = (more: Partial<ReviewRow> = {}): ReviewRow => ({
  sku: 'A',
  name: 'Article',
  price: 1,
  counted: 88,
  expected: 100,
  variance: -12,
  value: -12,
  drift: -6,
  remote: 94,
  countedAt: 0,
  readAt: 0,
  driftAt: null,
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
  ...more,
})

describe('the four choices', () => {
  it('say what the remote will read', () => {
    expect(figureAfter(row(), 'difference')).toBe(82)
    expect(figureAfter(row(), 'counted')).toBe(88)
    expect(figureAfter(row(), 'leave')).toBe(94)
  })

  it('preselect what was decided, and the suggestion again when the line moved since', () => {
    expect(preselected(row({ decision: 'leave', status: 'left' }))).toBe('leave')
    expect(preselected(row({ decision: 'leave', status: 'moved', suggested: 'counted' }))).toBe('counted')
    expect(preselected(row())).toBe('difference')
  })

  it('are wanted once: a recount that was asked for waits for the goods, not for a choice', () => {
    expect(wantsAnswer(row({ status: 'recount' }))).toBe(true)
    expect(wantsAnswer(row({ status: 'recount', decision: 'recount' }))).toBe(false)
    expect(wantsAnswer(row({ status: 'ready' }))).toBe(false)
  })

  it('are not offered where nothing can be decided', () => {
    expect((['posted', 'gone', 'doubt'] as const).some((status) => canDecide(row({ status })))).toBe(false)
    expect(canDecide(row({ status: 'left' }))).toBe(true)
  })

  it('are taken in bulk as one command for each suggestion', () => {
    const groups = bySuggestion([row(), row({ sku: 'B', suggested: 'counted' }), row({ sku: 'C' })])
    expect([...groups]).toEqual([
      ['difference', ['A', 'C']],
      ['counted', ['B']],
    ])
  })
})

describe('a reason', () => {
  it('is needed beyond the tolerance where the rules want one, and for nothing that posts nothing', () => {
    const beyond = row({ beyond: true })
    expect(needsReason(beyond, 'difference', { reason: true })).toBe(true)
    expect(needsReason(beyond, 'leave', { reason: true })).toBe(false)
    expect(needsReason(row(), 'difference', { reason: true })).toBe(false)
    expect(needsReason(beyond, 'difference', { reason: false })).toBe(false)
  })
})

describe('the next step', () => {
  it('names the cause of a recount, and tells own lines from those of others', () => {
    expect(stepOf(row({ status: 'recount', recountCause: 'otherPerson' }))).toBe('recount.otherPerson')
    expect(stepOf(row({ status: 'approve' }))).toBe('approve')
    expect(stepOf(row({ status: 'approve', own: true }))).toBe('approveOwn')
    expect(stepOf(row({ status: 'ready' }))).toBeNull()
  })

  it('is an answer only for somebody who can give it', () => {
    expect(wantsAnswer(row({ status: 'approve' }))).toBe(true)
    expect(wantsAnswer(row({ status: 'approve', own: true }))).toBe(false)
    expect(wantsAnswer(row({ status: 'second' }))).toBe(false)
  })
})

describe('accuracy', () => {
  it('is the share of lines within the tolerance, and nothing where nothing was counted', () => {
    expect(accuracyOf({ counted: 4, within: 3 })).toBe(0.75)
    expect(accuracyOf({ counted: 0, within: 0 })).toBeNull()
  })
})

describe('the chart of values', () => {
  it('stays inside its box', () => {
    const bars = [-20, -1, 1, 2, 3, 5].map((value, index) => ({ sku: String(index), name: null, value }))
    const { zero, placed } = placeBars(bars, 372, 48)
    expect(zero).toBeCloseTo(9.6)
    expect(placed.every((bar) => bar.y >= -1.5 && bar.y + bar.height <= 49.5 && bar.x + bar.width <= 372)).toBe(true)
  })
})

describe('one answer for many lines', () => {
  it('is the same for all, and a reason alone names none', () => {
    const rows = [row({ decision: 'counted' }), row({ sku: 'B' })]
    expect([...sameForAll('leave')(rows)]).toEqual([['leave', ['A', 'B']]])
    expect([...sameForAll(undefined)(rows)]).toEqual([[undefined, ['A', 'B']]])
  })
})
