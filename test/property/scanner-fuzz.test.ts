import { expect, it } from 'vitest'
import { fuzz } from './scanner-fuzz.ts'

it('takes no typed key and misses no scan in 20,000 random streams of keys', () => {
  const { failures, scans, typed } = fuzz(20_000, 20261121)
  expect(failures).toEqual([])
  expect(scans).toBeGreaterThan(20_000)
  expect(typed).toBeGreaterThan(400_000)
}, 120_000)
