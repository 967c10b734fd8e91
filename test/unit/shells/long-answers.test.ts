import { expect, it } from 'vitest'
import { createJoiner, splitAnswer } from '../../../src/main/shells/host/long-answers.ts'

const answer = (id: number, count: number) => ({
  jsonrpc: '2.0' as const,
  id,
  result: { total: count, rows: Array.from({ length: count }, (_, row) => ({ row })) },
})

it('an answer of many rows arrives whole, also while another one is on its way', () => {
  const joiner = createJoiner()
  const [one, other] = [answer(1, 2_500), answer(2, 1_001)]
  const [first, second] = [splitAnswer(one), splitAnswer(other)]
  if (first === null || second === null) throw new Error('Both are long')
  expect(first.parts.map((part) => part.length)).toEqual([1_000, 1_000, 500])
  for (const index of [0, 1, 2]) {
    for (const { id, parts } of [first, second]) if (parts[index] !== undefined) joiner.keep(id, parts[index])
  }
  expect(joiner.whole(second.rest)).toEqual(other)
  expect(joiner.whole(first.rest)).toEqual(one)
})

it('a short answer, an error and an event stay as they are', () => {
  const short = answer(3, 1_000)
  expect(splitAnswer(short)).toBeNull()
  expect(createJoiner().whole(short)).toBe(short)
  const failure = { jsonrpc: '2.0' as const, id: 4, error: { code: 1, message: 'no' } }
  expect(splitAnswer(failure)).toBeNull()
  expect(createJoiner().whole(failure)).toBe(failure)
  const event = { jsonrpc: '2.0' as const, method: 'changed' as const, params: { topics: [] } }
  expect(createJoiner().whole(event)).toBe(event)
})
