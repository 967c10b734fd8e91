import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

const seeds = Array.from({ length: 14 }, (_, index) => index + 103)

test.each(seeds)('seed %i keeps every promise', async (seed) => {
  const { violation, lines } = await simulate(seed)
  expect(violation, lines.slice(-40).join('\n')).toBeNull()
})

test('the same seed tells the same story', async () => {
  const [first, second] = [await simulate(25), await simulate(25)]
  expect(second.digest).toBe(first.digest)
  expect(second.lines).toEqual(first.lines)
})
