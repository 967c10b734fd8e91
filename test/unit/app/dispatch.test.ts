import { describe, expect, it } from 'vitest'
import { createDispatch, type Handlers } from '../../../src/main/core/app/dispatch.ts'
import { appError } from '../../../src/shared/contract/errors.ts'
import { err, ok } from '../../../src/shared/domain/result.ts'
import { findAnswer, saveAnswer } from '../../../src/main/core/store/answers.ts'
import { roles } from '../../../src/shared/domain/rights.ts'
import { addPerson, listPeople } from '../../../src/main/core/store/people.ts'
import { openAppWorld } from '../../support/app-world.ts'

const run = { pulled: 0, sent: 0, questions: 0, requests: 0, waiting: 0 }

/** The door over handlers made up for a test. */
async function open(handlers: { readonly [K in keyof Handlers]?: Partial<Handlers[K]> }) {
  const world = await openAppWorld({ handlers: {} })
  const logged: string[] = []
  const context = {
    ...world.context,
    ports: { ...world.context.ports, log: (_level: string, message: string) => void logged.push(message) },
  }
  const all = { queries: {}, commands: {}, jobs: {}, ...handlers } as Handlers // safe: a test calls only what it brought
  return { world, logged, call: createDispatch(context, all, { checkOutputs: true }) }
}

const named = (name: string) => ({ name, roles, pin: null, badge: null })

const addPeople: Partial<Handlers['commands']> = {
  'people.add': (_context, writer, { name }) => ok({ personID: String(addPerson(writer, named(name))) }),
}

describe('inputs', () => {
  it('are refused with every place that does not fit, and a sentence that names the first', async () => {
    const { call } = await open({})
    const answer = await call('stock.receive', { sku: 'A', warehouseID: '', quantity: 1.2345 })
    expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid', retryable: false } })
    if (answer.ok) throw new Error('unreachable')
    expect(answer.error.details?.['issues']).toMatchObject([
      { path: 'warehouseID' },
      { path: 'quantity', message: 'has more than three decimal places' },
    ])
    expect(answer.error.message).toContain('`warehouseID`')
  })

  it('name nested places by dots, and may not have members of their own', async () => {
    const { call } = await open({})
    const nested = await call('stock.move', { kind: 'receive', warehouseID: 'W', lines: [{ sku: 'A', quantity: 0 }] })
    expect(nested).toMatchObject({ error: { details: { issues: [{ path: 'lines.0.quantity' }] } } })
    expect(await call('people.add', { name: 'Ada', age: 7 })).toMatchObject({ error: { kind: 'invalid' } })
    expect(await call('people.add', 'Ada')).toMatchObject({ error: { kind: 'invalid' } })
    expect(await call('people.add', undefined)).toMatchObject({ error: { kind: 'invalid' } })
  })

  it('get their defaults, and may be left out where nothing is required', async () => {
    const seen: unknown[] = []
    const { call } = await open({
      queries: {
        'sync.log': (_context, _reader, input) => {
          seen.push(input)
          return ok({ rows: [] })
        },
      },
    })
    expect(await call('sync.log', undefined)).toEqual(ok({ rows: [] }))
    expect(seen).toEqual([{ limit: 100 }])
  })

  it('of a method that does not exist are answered as such', async () => {
    const { call } = await open({})
    for (const name of ['items.burn', 'toString', '__proto__'])
      expect(await call(name, {})).toMatchObject({ error: { kind: 'unknownMethod' } })
  })
})

describe('commands', () => {
  it('are carried out once for one requestID and answered alike', async () => {
    const { call, world } = await open({ commands: addPeople })
    const first = await call('people.add', { name: 'Ada', requestID: 'r' })
    expect(await call('people.add', { name: 'Ada', requestID: 'r' })).toEqual(first)
    expect(listPeople(world.store.reader)).toHaveLength(1)
    expect(await call('people.add', { name: 'Ada', requestID: 's' })).not.toEqual(first)
  })

  it('refuse a requestID that another method used', async () => {
    const { call } = await open({ commands: { ...addPeople, 'people.remove': () => ok({}) } })
    await call('people.add', { name: 'Ada', requestID: 'r' })
    expect(await call('people.remove', { personID: '1', requestID: 'r' })).toMatchObject({
      error: { kind: 'exists', details: { method: 'people.add' } },
    })
  })

  it('that fail leave nothing behind, and may be tried again with the same requestID', async () => {
    let fail = true
    const { call, world } = await open({
      commands: {
        'people.add': (_context, writer, { name }) => {
          const id = addPerson(writer, named(name))
          return fail ? err(appError('notAllowed', 'Not now.')) : ok({ personID: String(id) })
        },
      },
    })
    expect(await call('people.add', { name: 'Ada', requestID: 'r' })).toEqual(err(appError('notAllowed', 'Not now.')))
    expect(listPeople(world.store.reader)).toEqual([])
    expect(world.touched).toEqual([])
    fail = false
    expect(await call('people.add', { name: 'Ada', requestID: 'r' })).toMatchObject({ ok: true })
  })

  it('keep an answer for a week', async () => {
    const { world } = await open({})
    const week = 7 * 24 * 3600 * 1000
    world.store.write((writer) => {
      saveAnswer(writer, 'old', 'people.add', {}, 1000)
      saveAnswer(writer, 'kept', 'people.add', {}, 1001)
      saveAnswer(writer, 'new', 'people.add', {}, 1001 + week)
    })
    expect(['old', 'kept', 'new'].map((id) => findAnswer(world.store.reader, id) !== undefined)).toEqual([
      false,
      true,
      true,
    ])
  })
})

describe('rights', () => {
  it('keep restoring, repairing and the reading of codes from whoever may only count, but not the rescue of damaged data', async () => {
    const { call, world } = await open({
      commands: { 'barcodes.setRules': () => ok({ counted: 0 }) },
      jobs: { 'data.restore': () => Promise.reject(new Error('reached')) },
    })
    const calls = [
      ['data.restore', { name: 'manual-20260101T000000Z.db' }, 'administer'],
      ['data.repair', {}, 'administer'],
      ['barcodes.setRules', { rules: [] }, 'administer'],
      ['barcodes.import', { rows: [{ line: 1, code: '40111', sku: 'AAA' }] }, 'review'],
    ] as const
    expect(await call('barcodes.setRules', { rules: [] })).toEqual(ok({ counted: 0 }))
    world.store.write((writer) => {
      addPerson(writer, named('Chief'))
      addPerson(writer, { ...named('Counter'), roles: ['count'] })
    })
    for (const [method, input, role] of calls)
      expect(await call(method, input)).toMatchObject({ error: { kind: 'notAllowed', details: { role } } })
    world.context.keeping.noteDamage('found')
    expect(await call('data.restore', { name: 'manual-20260101T000000Z.db' })).toMatchObject({
      error: { kind: 'internal' },
    })
    expect(await call('barcodes.setRules', { rules: [] })).toMatchObject({ error: { kind: 'notAllowed' } })
  })
})

describe('jobs', () => {
  it('are shared by calls with one requestID while they run, and answered alike afterwards', async () => {
    let started = 0
    let finish: () => void = () => undefined
    const { call } = await open({
      jobs: {
        'sync.run': () => {
          started += 1
          return new Promise((resolve) => {
            finish = () => {
              resolve(ok({ ...run, sent: started }))
            }
          })
        },
      },
    })
    const both = [call('sync.run', { requestID: 'r' }), call('sync.run', { requestID: 'r' })]
    expect(await call('sync.pause', { requestID: 'r' })).toMatchObject({ ok: false })
    finish()
    expect(await Promise.all(both)).toEqual([ok({ ...run, sent: 1 }), ok({ ...run, sent: 1 })])
    expect(await call('sync.run', { requestID: 'r' })).toEqual(ok({ ...run, sent: 1 }))
    expect(started).toBe(1)
  })

  it('that fail may be tried again with the same requestID', async () => {
    let online = false
    const { call } = await open({
      jobs: { 'sync.run': () => Promise.resolve(online ? ok(run) : err(appError('offline', 'No network.'))) },
    })
    expect(await call('sync.run', { requestID: 'r' })).toMatchObject({ error: { kind: 'offline', retryable: true } })
    online = true
    expect(await call('sync.run', { requestID: 'r' })).toEqual(ok(run))
  })
})

describe('failures', () => {
  it('that nobody expected are internal, logged, and say nothing of their insides', async () => {
    const { call, logged } = await open({
      queries: {
        'people.list': () => {
          throw new Error('secret insides')
        },
      },
      jobs: { 'sync.run': () => Promise.reject(new Error('secret insides')) },
    })
    const answers = [
      await call('people.list', {}),
      await call('sync.run', {}),
      await call('sync.run', { requestID: 'r' }),
    ]
    for (const answer of answers) {
      expect(answer).toMatchObject({ error: { kind: 'internal' } })
      expect(JSON.stringify(answer)).not.toContain('secret')
    }
    expect(logged).toHaveLength(3)
  })

  it.each([
    ['SQLITE_FULL', 'full'],
    ['SQLITE_IOERR_WRITE', 'disk'],
    ['SQLITE_READONLY', 'read-only'],
    ['SQLITE_CORRUPT_VTAB', 'damaged'],
  ])('of the disk (%s) say what to do', async (code, word) => {
    const { call } = await open({
      commands: {
        'people.add': () => {
          throw Object.assign(new Error('x'), { code })
        },
      },
    })
    const answer = await call('people.add', { name: 'Ada' })
    expect(answer).toMatchObject({ error: { kind: 'storage' } })
    expect(answer.ok ? '' : answer.error.message).toContain(word)
  })

  it('a statement that fails changes nothing and disturbs nobody after it', async () => {
    const { call, world } = await open({ commands: addPeople })
    world.store.write((writer) => {
      writer.exec(
        "CREATE TRIGGER no_zoe BEFORE INSERT ON people WHEN new.name = 'Zoe' BEGIN SELECT RAISE(ABORT, 'no'); END",
      )
    })
    expect(await call('people.add', { name: 'Zoe' })).toMatchObject({ error: { kind: 'internal' } })
    expect(await call('people.add', { name: 'Ada' })).toMatchObject({ ok: true })
    expect(listPeople(world.store.reader).map((person) => person.name)).toEqual(['Ada'])
  })

  it('an answer against the contract is a defect', async () => {
    const wrong = { rows: [{ personID: 7 }] } as unknown as { rows: [] } // safe: that is the point
    const { call } = await open({ queries: { 'people.list': () => ok(wrong) } })
    expect(await call('people.list', {})).toMatchObject({ error: { kind: 'internal' } })
  })
})
