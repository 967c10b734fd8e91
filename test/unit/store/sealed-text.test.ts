import { expect, test } from 'vitest'
import { openSealedText, sealText } from '../../../src/main/core/store/sealed-text.ts'

test('sealed text opens with its own secret alone, and only as it was sealed', () => {
  const sealed = sealText('[10,null,4]', 'one shop')
  expect(sealed).not.toContain('10')
  expect(openSealedText(sealed, 'one shop')).toBe('[10,null,4]')
  expect(openSealedText(sealed, 'another shop')).toBeNull()
  const altered = `${sealed.slice(0, -6)}AAAA${sealed.slice(-2)}`
  expect(openSealedText(altered, 'one shop')).toBeNull()
  expect(openSealedText('AAAA', 'one shop')).toBeNull()
})
