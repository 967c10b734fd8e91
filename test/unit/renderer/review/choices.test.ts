import { describe, expect, it } from 'vitest'
import type { ReviewRow } from '../../../../src/shared/contract/stocktakes.ts'
import {
  bySuggestion,
  canDecide,
  figureAfter,
  planOf,
  preselected,
  wantsAnswer,
} from '../../../../src/renderer/features/review/choices.ts'
import { concentrationOf, placeBars, valueBars } from '../../../../src/renderer/features/review/chart-bars.ts'

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
  approvedBy: null,
  recountCause: null,
  status: 'decide',
  changeID: null,
  changeState: null,
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

describe('the plan of a posting', () => {
  it('counts lines and pieces up and down apart, and the requests they need', () => {
    const rows = [
      row({ status: 'ready', drift: 0 }),
      row({ status: 'ready', drift: 0, variance: 3 }),
      row({ status: 'ready', drift: 0, variance: 4 }),
      row({ status: 'decide', variance: 100 }),
    ]
    expect(planOf(rows, 100)).toEqual({ up: 2, upPieces: 7, down: 1, downPieces: 12, requests: 2 })
    expect(planOf(rows, 1).requests).toBe(3)
  })

  it('takes a line that is set to the count by what is missing to it', () => {
    const set = row({ status: 'ready', decision: 'counted', variance: 0, counted: 85, remote: 83, drift: -2 })
    expect(planOf([set], 100)).toMatchObject({ up: 1, upPieces: 2, down: 0 })
  })
})

describe('the chart of values', () => {
  const rows = [3, -20, 0, 5, -1, 1, 2].map((value, index) => row({ sku: String(index), value }))

  it('goes from most short to most over and leaves out what has no value', () => {
    expect(valueBars([...rows, row({ value: null })]).map(({ value }) => value)).toEqual([-20, -1, 1, 2, 3, 5])
  })

  it('says how much a few lines make of all, never netted', () => {
    expect(concentrationOf(valueBars(rows))).toEqual({ lines: 5, share: 31 / 32 })
    expect(concentrationOf(valueBars(rows.slice(0, 3)))).toBeNull()
  })

  it('stays inside its box', () => {
    const { zero, placed } = placeBars(valueBars(rows), 372, 48)
    expect(zero).toBeCloseTo(9.6)
    expect(placed.every((bar) => bar.y >= -1.5 && bar.y + bar.height <= 49.5 && bar.x + bar.width <= 372)).toBe(true)
  })
})
