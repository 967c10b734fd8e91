import { expect, test } from 'vitest'
import { connectionQueries } from '../../../src/main/core/app/connections.ts'
import { practiceJobs, practiceQueries, wakePractice } from '../../../src/main/core/app/practice.ts'
import type { Practice } from '../../../src/main/core/ports.ts'
import { resolveCode } from '../../../src/main/core/store/barcodes.ts'
import { connectionInUse } from '../../../src/main/core/store/connections.ts'
import { keepConfirmed } from '../../../src/main/core/store/mirror.ts'
import { addRecord } from '../../../src/main/core/store/records.ts'
import type { SyncEngine } from '../../../src/main/core/sync/engine.ts'
import { appError } from '../../../src/shared/contract/errors.ts'
import { err, ok } from '../../../src/shared/domain/result.ts'
import { openAppWorld, type AppWorld } from '../../support/app-world.ts'

const codes = [
  { code: '2000000000015', sku: 'AAA', quantity: 1 },
  { code: '2000000000022', sku: 'ZZZ', quantity: 1 },
]

async function open(practice: Partial<Practice> = {}) {
  let port = 8000
  const world: AppWorld = await openAppWorld({
    handlers: { queries: { ...practiceQueries, ...connectionQueries }, jobs: practiceJobs },
    ports: {
      practice: {
        start: () =>
          Promise.resolve(ok({ baseUrl: `http://127.0.0.1:${String((port += 1))}/v1/`, apiKey: 'practice-key-0001' })),
        act: ({ act, sku }) => Promise.resolve(sku === undefined ? ok(`${act} happened.`) : err(`There is no ${sku}.`)),
        status: () => ({ running: true, network: false, loseNextAnswer: true }),
        codes: () => codes,
        ...practice,
      },
    },
  })
  world.engine = engineThatReads(world)
  return world
}

/** Stands in for the engine: a full run makes the item AAA known. */
function engineThatReads(world: AppWorld): SyncEngine {
  const unused = (): never => {
    throw new Error('Not part of starting the practice warehouse')
  }
  return {
    run: () => {
      world.store.write((writer) => {
        const connection = connectionInUse(writer)?.id ?? 0
        const state = { key: 'AAA', name: 'Apple', price: null, expires: null, components: null }
        keepConfirmed(
          writer,
          'item',
          addRecord(writer, connection, 'item', 'AAA'),
          { state, serverID: null, createdAt: null, updatedAt: null, seenAt: null },
          new Map(),
        )
      })
      return Promise.resolve(ok({ pulled: 1, sent: 0, questions: 0, requests: 3, waiting: 0 }))
    },
    pause: unused,
    resume: unused,
    status: unused,
    plan: unused,
    close: unused,
  }
}

test('starting connects to the practice warehouse, copies its goods and teaches their codes', async () => {
  const world = await open()
  const { connectionID } = await world.call('practice.start', {})
  expect(connectionInUse(world.store.reader)).toMatchObject({
    name: 'Practice warehouse',
    practice: true,
    baseUrl: 'http://127.0.0.1:8001/v1/',
    keyHint: '0001',
  })
  expect(world.secrets.get(connectionID)).toEqual({ apiKey: 'practice-key-0001' })
  expect(resolveCode(world.store.reader, Number(connectionID), '2000000000015')).toMatchObject({ sku: 'AAA' })
  expect((await world.call('practice.codes', {})).rows).toMatchObject([
    { sku: 'AAA', name: 'Apple' },
    { sku: 'ZZZ', name: null },
  ])
  expect(await world.call('practice.status', {})).toEqual({ running: true, network: false, loseNextAnswer: true })
})

test('starting again keeps the one connection and gives it its new address', async () => {
  const world = await open()
  const first = await world.call('practice.start', {})
  world.engine = { ...engineThatReads(world), run: () => Promise.resolve(err(appError('offline', 'Off.'))) }
  expect(await world.call('practice.start', {})).toEqual(first)
  expect(connectionInUse(world.store.reader)?.baseUrl).toBe('http://127.0.0.1:8002/v1/')
  await wakePractice(world.context)
  expect(connectionInUse(world.store.reader)?.baseUrl).toBe('http://127.0.0.1:8003/v1/')
})

test('a first copy that fails is an error; so is a warehouse that does not start', async () => {
  const world = await open()
  world.engine = { ...engineThatReads(world), run: () => Promise.resolve(err(appError('offline', 'Off.'))) }
  expect((await world.fail('practice.start', {})).kind).toBe('offline')
  const broken = await open({ start: () => Promise.resolve(err('the port is taken')) })
  expect((await broken.fail('practice.start', {})).message).toContain('the port is taken')
})

test('what happens in the practice warehouse is told in a sentence', async () => {
  const world = await open()
  expect(await world.call('practice.act', { act: 'networkOff' })).toEqual({ text: 'networkOff happened.' })
  expect(await world.fail('practice.act', { act: 'sell', sku: 'NO' })).toMatchObject({
    kind: 'notAllowed',
    message: 'There is no NO.',
  })
})
