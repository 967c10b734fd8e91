import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

const seeds = Array.from({ length: 24 }, (_, index) => index + 1)

test.each(seeds)('seed %i keeps every promise', async (seed) => {
  const { violation, lines } = await simulate(seed)
  expect(violation, lines.slice(-40).join('\n')).toBeNull()
})

test('the same seed tells the same story', async () => {
  const [first, second] = [await simulate(24), await simulate(24)]
  expect(second.digest).toBe(first.digest)
  expect(second.lines).toEqual(first.lines)
})
