import { expect, it } from 'vitest'
import { pillLook } from '../../../../src/renderer/app/connection-pill.tsx'
import { createFormat } from '../../../../src/renderer/i18n/format.ts'
import type { AppStatus } from '../../../../src/shared/contract/app.ts'
import { changeStates } from '../../../../src/shared/domain/change.ts'

const format = createFormat('en', 'EUR', 'UTC')
const queue = Object.fromEntries(changeStates.map((state) => [state, 0])) as AppStatus['queue'] // safe: every state is a key

function statusOf(changes: Partial<AppStatus>, sync: Partial<AppStatus['sync']> = {}): AppStatus {
  return {
    versions: { app: '1', schema: 1, sqlite: '3' },
    connection: { connectionID: '1', name: 'Hako', remote: 'hako-v1', baseUrl: 'https://x/', practice: false },
    online: 'online',
    sync: {
      running: false,
      paused: false,
      stuck: false,
      lastPullAt: Date.UTC(2026, 0, 1, 10, 42),
      lastSweepAt: null,
      nextAt: null,
      copying: null,
      ...sync,
    },
    queue,
    waiting: 0,
    questions: 0,
    held: 0,
    unknownCodes: 0,
    mirror: { items: 0, warehouses: 0, bundles: 0, stock: 0 },
    lastPull: null,
    person: null,
    ...changes,
  }
}

const look = (changes: Partial<AppStatus>, sync: Partial<AppStatus['sync']> = {}) =>
  pillLook(statusOf(changes, sync), format)

it('shows nothing until the core has answered', () => {
  expect(pillLook(undefined, format)).toBeNull()
})

it('says when it was last in step, quietly', () => {
  expect(look({})).toMatchObject({ text: 'onlineSynced', tone: 'ok', values: { time: '10:42' } })
})

it('shows offline in amber with what is safe here, as no alarm', () => {
  expect(look({ online: 'offline', waiting: 1284 })).toMatchObject({
    text: 'offlineSaved',
    tone: 'warn',
    values: { number: '1,284' },
  })
  expect(look({ online: 'offline' })).toMatchObject({ text: 'offline', tone: 'warn' })
})

it('puts a person’s own pause before everything else', () => {
  expect(look({ online: 'unauthorized' }, { paused: true })).toMatchObject({ text: 'paused' })
})

it('is red only where a person must act', () => {
  expect(look({ online: 'unauthorized' })).toMatchObject({ text: 'unauthorized', tone: 'bad' })
  expect(look({}, { stuck: true })).toMatchObject({ text: 'stuck', tone: 'bad' })
  expect(look({ online: 'waiting' })).toMatchObject({ text: 'waiting', tone: 'warn' })
  expect(look({ online: 'signIn' })).toMatchObject({ text: 'signIn', tone: 'warn' })
})

it('never calls it stuck while there is no network', () => {
  expect(look({ online: 'offline' }, { stuck: true })).toMatchObject({ text: 'offline' })
})

it('shows what is going on: copying before sending', () => {
  const sending = { ...queue, inflight: 3 }
  expect(look({ queue: sending }, { running: true, copying: { rows: 7200, of: 12408 } })).toMatchObject({
    text: 'copyingOf',
    values: { rows: '7,200', of: '12,408' },
  })
  expect(look({ queue: sending }, { running: true })).toMatchObject({ text: 'sending', values: { number: '3' } })
})

it('claims nothing before the first request', () => {
  expect(look({ online: 'unknown' })).toMatchObject({ text: 'notChecked', tone: 'plain' })
  expect(look({ connection: null })).toMatchObject({ text: 'none' })
})
