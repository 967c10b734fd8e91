import { expect, test } from 'vitest'
import { nextRound, standing } from '../../../src/shared/domain/rounds.ts'

const count = (round: number, counted: number, person: string | null = `P${String(round)}`) => ({
  round,
  counted,
  person,
  beganAt: round,
})
const free = { byOther: false }

test('a single count stands, and every recount after it', () => {
  expect(standing('single', [], free)).toBeNull()
  expect(standing('single', [count(1, 5)], free)).toEqual({ round: 1, waits: null })
  expect(standing('single', [count(1, 5), count(2, 7)], free)).toEqual({ round: 2, waits: null })
})

test('a recount by whoever counted before still waits for somebody else, where the rules say so', () => {
  const counts = [count(1, 5, 'Ada'), count(2, 7, 'Ada')]
  expect(standing('single', counts, { byOther: true })).toEqual({ round: 2, waits: 'otherPerson' })
  expect(standing('single', counts, free)).toEqual({ round: 2, waits: null })
  expect(standing('single', [...counts, count(3, 7, 'Ben')], { byOther: true })).toEqual({ round: 3, waits: null })
})

test('two blind counts stand where they agree; a third breaks the tie', () => {
  expect(standing('double', [count(1, 5)], free)).toEqual({ round: 1, waits: 'second' })
  expect(standing('double', [count(2, 5)], free)).toEqual({ round: 2, waits: 'second' })
  expect(standing('double', [count(1, 5), count(2, 5)], free)).toEqual({ round: 2, waits: null })
  expect(standing('double', [count(1, 5), count(2, 6)], free)).toEqual({ round: 2, waits: 'tieBreak' })
  expect(standing('double', [count(1, 5), count(2, 6), count(3, 5)], free)).toEqual({ round: 3, waits: null })
})

test('what only a third person counted waits for a second pair of eyes', () => {
  expect(standing('double', [count(3, 5)], free)).toEqual({ round: 3, waits: 'second' })
  expect(standing('double', [count(1, 5), count(3, 5)], free)).toEqual({ round: 3, waits: null })
  expect(standing('double', [count(1, 5), count(3, 6)], free)).toEqual({ round: 3, waits: 'tieBreak' })
})

test('two who agree are not outvoted by a third, and three different figures wait for a decision', () => {
  expect(standing('double', [count(1, 5), count(2, 5), count(3, 7)], free)).toEqual({ round: 2, waits: null })
  expect(standing('double', [count(1, 5), count(2, 6), count(3, 7)], free)).toEqual({ round: 3, waits: 'decision' })
  const two = [count(1, 5), count(2, 5), count(3, 7), count(4, 7)]
  expect(standing('double', two, free)).toEqual({ round: 4, waits: 'decision' })
  expect(standing('double', [...two, count(5, 7)], free)).toEqual({ round: 5, waits: null })
})

test('a recount by whoever counted before takes the place of their first figure, and makes no second pair of eyes', () => {
  const recounted = count(3, 7, 'P1')
  expect(standing('double', [count(1, 5), recounted], free)).toEqual({ round: 3, waits: 'second' })
  expect(standing('double', [count(1, 5), count(2, 7), recounted], free)).toEqual({ round: 3, waits: null })
  expect(standing('double', [count(1, 5), count(2, 5), recounted], free)).toEqual({ round: 3, waits: 'tieBreak' })
})

test('rounds of a double count stand in the order in which they began, whatever a merge numbered them', () => {
  const began = (round: number, counted: number, beganAt: number) => ({ ...count(round, counted), beganAt })
  const counts = [began(1, 5, 10), began(2, 6, 30), began(3, 7, 20)]
  expect(standing('double', counts, free)).toEqual({ round: 2, waits: 'decision' })
  const again = [
    { ...began(3, 9, 20), person: 'P1' },
    { ...began(4, 8, 15), person: 'P1' },
  ]
  expect(standing('double', [began(1, 5, 10), ...again], free)).toEqual({ round: 3, waits: 'second' })
})

test('whoever comes next takes the first round that is free', () => {
  expect(nextRound([])).toBe(1)
  expect(nextRound([1])).toBe(2)
  expect(nextRound([2])).toBe(1)
  expect(nextRound([1, 2])).toBe(3)
  expect(nextRound([1, 2, 3])).toBe(4)
  expect(nextRound([3])).toBe(1)
  expect(nextRound([1, 2, 4])).toBe(5)
})
