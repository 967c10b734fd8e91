import { describe, expect, test } from 'vitest'
import { jointlyApplied, jointlyUntouched } from '../../../src/main/core/sync/joint.ts'
import type { Case } from '../../../src/main/core/sync/judge.ts'
import { before, nothing, read, noBump, lost } from '../../support/lost-case.ts'

/** What the rows of one request say together (rule 18a). */
describe('an array', () => {
  const rows = (count: number, by: Partial<Case>): Case[] =>
    Array.from({ length: count }, () => ({ ...lost, sent: { ...nothing, deltas: [[1, 5]] }, ...by }))
  test('three rows that moved as sent in the window prove each other', () => {
    expect(jointlyApplied(rows(3, { seen: read([[1, 45]]) }), 120_000).size).toBe(3)
    expect(jointlyApplied(rows(2, { seen: read([[1, 45]]) }), 120_000).size).toBe(0)
    expect(jointlyApplied(rows(3, { seen: read([[1, 45]], 900_000) }), 120_000).size).toBe(0)
  })
  test('where a row stands still, only the head of the array is proved, without the last two that moved', () => {
    const [moved, still] = [rows(1, { seen: read([[1, 45]]) }), rows(1, {})]
    const three = [...moved, ...moved, ...moved]
    expect([...jointlyApplied([...three, ...still], 120_000)]).toEqual([0])
    expect([...jointlyApplied([...moved, ...moved, ...still, ...moved], 120_000)]).toEqual([])
    expect([...jointlyApplied([...three, ...three, ...still, ...moved], 120_000, true)]).toEqual([0, 1, 2, 3])
    expect([...jointlyApplied(three, 120_000, true)]).toEqual([])
  })
  test('three rows that stand after a whole refusal clear each other, but not by a copy that lags or by figures alone', () => {
    expect(jointlyUntouched(rows(3, {}))).toBe(true)
    expect(jointlyUntouched(rows(2, {}))).toBe(false)
    expect(jointlyUntouched(rows(3, { fresh: false }))).toBe(false)
    expect(jointlyUntouched([...rows(2, {}), ...rows(1, { seen: read(before.cells) })])).toBe(false)
    expect(jointlyUntouched(rows(3, { learnt: noBump }))).toBe(false)
  })
})
