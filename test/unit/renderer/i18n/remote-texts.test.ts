import { expect, test } from 'vitest'
import { remoteTexts } from '../../../../src/renderer/i18n/remote-texts.ts'

test('a described credential has its words in each language', () => {
  expect(remoteTexts('en', 'hako-v1').credential('apiKey').label).toBe('Live API key')
  expect(remoteTexts('de', 'hako-v1').credential('apiKey').label).toBe('Live-API-Schlüssel')
})

test('what nobody has described shows its raw name', () => {
  const texts = remoteTexts('en', 'no-such-kind')
  expect(texts.sign).toBe('no')
  expect(texts.credential('certificate')).toEqual({ label: 'certificate', help: '', choices: {} })
  expect(remoteTexts('de', 'hako-v1').setting('depth').label).toBe('depth')
})
