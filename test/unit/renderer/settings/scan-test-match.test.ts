import { expect, it } from 'vitest'
import { matchOf } from '../../../../src/renderer/features/settings/scan-test-match.ts'
import { scannerProfile } from '../../../../src/shared/contract/settings.ts'

const scan = { code: '4006381333931', medianGap: 5, maxGap: 20, suffix: 'enter' } as const

it.each([
  ['fits', {}, {}],
  ['fits', { suffix: 'enter' }, {}],
  ['slow', {}, { medianGap: 40 }],
  ['slow', {}, { maxGap: 90 }],
  ['noSuffix', { suffix: 'enter' }, { suffix: null }],
  ['otherSuffix', { suffix: 'tab' }, {}],
  ['otherSuffix', { suffix: 'none' }, {}],
  ['noAim', { aim: true }, {}],
  ['separatorLost', {}, { code: '010426011873118010AB-1217281231' }],
  ['fits', { aim: true }, { code: ']E04006381333931' }],
] as const)('a scan %s', (match, profile, changes) => {
  expect(matchOf({ ...scan, ...changes }, scannerProfile.parse(profile))).toBe(match)
})
