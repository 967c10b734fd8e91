import { expect, it } from 'vitest'
import { activeScanner, scannerProfile, settingsSchema } from '../../../../src/shared/contract/settings.ts'
import {
  addScanner,
  changeScanner,
  chooseScanner,
  removeScanner,
  renameScanner,
} from '../../../../src/renderer/scanner/profiles.ts'

const none = settingsSchema.parse({}).scanner
const tab = scannerProfile.parse({ suffix: 'tab' })

it('begins with the defaults, and the first change makes the first profile', () => {
  expect(activeScanner(none)).toEqual(scannerProfile.parse({}))
  const one = changeScanner(none, { prefix: '~' }, 'a')
  expect(one).toMatchObject({ active: 'a', profiles: [{ profileID: 'a', name: 'Default', prefix: '~' }] })
  expect(changeScanner(one, { suffix: 'enter' }, 'b').profiles).toMatchObject([{ prefix: '~', suffix: 'enter' }])
})

it('keeps several, of which one is in use', () => {
  const two = addScanner(addScanner(none, tab, 'Gate', 'a'), tab, 'gate', 'b')
  expect(two).toMatchObject({ active: 'b', profiles: [{ name: 'Gate' }, { name: 'gate 2' }] })
  expect(activeScanner(chooseScanner(two, 'a')).suffix).toBe('tab')
  expect(activeScanner(chooseScanner(two, null))).toEqual(scannerProfile.parse({}))
})

it('renames, but to no name that is empty or taken', () => {
  const two = addScanner(addScanner(none, tab, 'Gate', 'a'), tab, 'Dock', 'b')
  expect(renameScanner(two, 'a', ' Hall 3 ').profiles[0]?.name).toBe('Hall 3')
  expect(renameScanner(two, 'a', '  ')).toBe(two)
  expect(renameScanner(two, 'a', 'dock').profiles[0]?.name).toBe('dock 2')
  expect(renameScanner(two, 'gone', 'x')).toBe(two)
})

it('hands over to the next when the one in use is removed, and to the defaults after the last', () => {
  const two = addScanner(addScanner(none, tab, 'Gate', 'a'), tab, 'Dock', 'b')
  const one = removeScanner(two, 'b')
  expect(one.active).toBe('a')
  expect(removeScanner(two, 'a').active).toBe('b')
  expect(removeScanner(one, 'a')).toEqual({ active: null, profiles: [] })
})
