import { expect, test } from 'vitest'
import { readWritten } from '../../../src/shared/domain/written-quantity.ts'

test.each([
  ['', null],
  [' \u00a0', null],
  ['0', 0],
  ['12', 12],
  ['2.5', 2.5],
  ['2,5', 2.5],
  ['0.125', 0.125],
  ['0,125', 0.125],
  ['1000,125', 1000.125],
  ['1.234,5', 1234.5],
  ['1,234.5', 1234.5],
  ['1,234,567', 1234567],
  ['1 234', 1234],
  ['1’234', 1234],
  ['2.5000', 2.5],
])('%o is read as %o', (text, value) => {
  expect(readWritten(text)).toEqual({ ok: true, value })
})

test.each([
  ['1,234', 'ambiguous'],
  ['12.500', 'ambiguous'],
  ['-1', 'badQuantity'],
  ['ten', 'badQuantity'],
  ['1.2345', 'badQuantity'],
  ['1e3', 'badQuantity'],
  ['5 pcs', 'badQuantity'],
  ['40063813', 'looksLikeCode'],
  ['4006381333931', 'looksLikeCode'],
])('%o is refused as %s', (text, error) => {
  expect(readWritten(text)).toEqual({ ok: false, error })
})
