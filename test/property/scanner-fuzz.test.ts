import { expect, it } from 'vitest'
import { fuzz } from './scanner-fuzz.ts'

it('takes no typed key and misses no scan in 50,000 random streams of keys', () => {
  const { failures, scans, typed } = fuzz(50_000, 20261121)
  expect(failures).toEqual([])
  expect(scans).toBeGreaterThan(50_000)
  expect(typed).toBeGreaterThan(500_000)
}, 120_000)
