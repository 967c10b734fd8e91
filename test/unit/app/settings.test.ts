import { expect, test } from 'vitest'
import { settingsCommands, settingsQueries } from '../../../src/main/core/app/settings.ts'
import { writeMeta } from '../../../src/main/core/store/meta.ts'
import { repairSettings } from '../../../src/main/core/store/settings.ts'
import { activeScanner, namedScanner, scannerProfile, settingsSchema } from '../../../src/shared/contract/settings.ts'
import { openAppWorld } from '../../support/app-world.ts'

const open = () => openAppWorld({ handlers: { queries: settingsQueries, commands: settingsCommands } })

test('settings begin as their defaults and keep what is set', async () => {
  const world = await open()
  expect(await world.call('settings.get', {})).toEqual(settingsSchema.parse({}))
  await world.call('settings.set', { changes: { theme: 'dark', sounds: { muted: true } } })
  const profile = namedScanner.parse({ profileID: 'a', name: 'Gate', prefix: '~' })
  await world.call('settings.set', { changes: { scanner: { profiles: [profile] } } })
  const set = await world.call('settings.set', { changes: { scanner: { active: 'a' } } })
  expect(set).toMatchObject({
    theme: 'dark',
    sounds: { muted: true, volume: 70 },
    scanner: { active: 'a', profiles: [{ name: 'Gate', prefix: '~', minLength: 4 }] },
  })
  expect(activeScanner(set.scanner)).toMatchObject({ prefix: '~', minLength: 4 })
  expect(await world.call('settings.get', {})).toEqual(set)
})

test('a damaged member reads as its default and the others stay', async () => {
  const world = await open()
  world.store.write((writer) => {
    writeMeta(writer, 'settings', {
      theme: 'purple',
      language: 'de',
      scanner: { medianGap: -1, prefix: '~', old: 1 },
      sounds: 'loud',
      gone: true,
    })
  })
  expect(await world.call('settings.get', {})).toEqual({
    ...settingsSchema.parse({}),
    language: 'de',
    scanner: { active: 'default', profiles: [namedScanner.parse({ prefix: '~' })] },
  })
})

test('the one scanner of older settings becomes the profile “Default”, and stays in use', () => {
  const older = { medianGap: 50, maxGap: 120, suffix: 'tab', layout: 'de' }
  const { scanner } = repairSettings({ scanner: older })
  expect(scanner.profiles).toEqual([namedScanner.parse({ ...older, profileID: 'default', name: 'Default' })])
  expect(activeScanner(scanner)).toEqual(scannerProfile.parse(older))
})

test('a damaged profile keeps its sound members, and a choice of none reads as the defaults', () => {
  const saved = {
    scanner: { active: 'gone', profiles: [{ profileID: 'a', name: 'Gate', layout: 'tlh', prefix: '~' }] },
  }
  const { scanner } = repairSettings(saved)
  expect(scanner.profiles).toEqual([namedScanner.parse({ profileID: 'a', name: 'Gate', prefix: '~' })])
  expect(activeScanner(scanner)).toEqual(scannerProfile.parse({}))
})

test.each([null, 'text', 7, [], undefined])('what is no settings at all reads as the defaults: %j', (saved) => {
  expect(repairSettings(saved)).toEqual(settingsSchema.parse({}))
})
