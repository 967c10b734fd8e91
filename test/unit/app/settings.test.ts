import { expect, test } from 'vitest'
import { settingsCommands, settingsQueries } from '../../../src/main/core/app/settings.ts'
import { writeMeta } from '../../../src/main/core/store/meta.ts'
import { repairSettings } from '../../../src/main/core/store/settings.ts'
import { settingsSchema } from '../../../src/shared/contract/settings.ts'
import { openAppWorld } from '../../support/app-world.ts'

const open = () => openAppWorld({ handlers: { queries: settingsQueries, commands: settingsCommands } })

test('settings begin as their defaults and keep what is set', async () => {
  const world = await open()
  expect(await world.call('settings.get', {})).toEqual(settingsSchema.parse({}))
  await world.call('settings.set', { changes: { theme: 'dark', sounds: { muted: true } } })
  const set = await world.call('settings.set', { changes: { scanner: { prefix: '~' } } })
  expect(set).toMatchObject({
    theme: 'dark',
    sounds: { muted: true, volume: 70 },
    scanner: { prefix: '~', minLength: 4 },
  })
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
    scanner: { ...settingsSchema.parse({}).scanner, prefix: '~' },
  })
})

test.each([null, 'text', 7, [], undefined])('what is no settings at all reads as the defaults: %j', (saved) => {
  expect(repairSettings(saved)).toEqual(settingsSchema.parse({}))
})
