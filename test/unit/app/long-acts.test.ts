import { describe, expect, test, vi } from 'vitest'
import { addMirror, openAppWorld, pullFigure, queueChange } from '../../support/app-world.ts'
import { dataJobs } from '../../../src/main/core/app/data.ts'
import { paperCommands, paperJobs, paperQueries } from '../../../src/main/core/app/paper/paper.ts'
import { peopleCommands, peopleQueries } from '../../../src/main/core/app/people.ts'
import { longActsOf } from '../../../src/main/core/app/stocktakes/carry-out.ts'
import type { CorePorts } from '../../../src/main/core/core.ts'
import { roles as allRoles, type Role } from '../../../src/shared/domain/rights.ts'
import { findAnswer } from '../../../src/main/core/store/answers.ts'
import { stocktakeCommands, stocktakeJobs, stocktakeQueries } from '../../../src/main/core/app/stocktakes/stocktakes.ts'

const count = 450
const skus = Array.from({ length: count }, (_, index) => `S${String(index).padStart(4, '0')}`)

/** A warehouse of more items than one piece takes. `between`: what happens after that many pieces of work. */
async function openMany(ports: Partial<CorePorts> = {}) {
  const plan: { after: number; run: () => unknown }[] = []
  let breaths = 0
  const world = await openAppWorld({
    handlers: {
      queries: { ...stocktakeQueries, ...paperQueries, ...peopleQueries },
      commands: { ...stocktakeCommands, ...paperCommands, ...peopleCommands },
      jobs: { ...stocktakeJobs, ...paperJobs, ...dataJobs },
    },
    ports: {
      ...ports,
      breathe: async () => {
        breaths += 1
        await Promise.all(plan.filter(({ after }) => after === breaths).map(({ run }) => run()))
      },
    },
  })
  const stock = { W1: 3 }
  const connection = addMirror(world, ['W1'], Object.fromEntries(skus.map((sku) => [sku, { stock }])))
  const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'W1' })
  return {
    world,
    connection,
    stocktakeID,
    between: (after: number, run: () => unknown) => void plan.push({ after: breaths + after, run }),
    lines: async () => (await world.call('stocktakes.get', { stocktakeID })).lines,
    scan: (code: string) => world.call('stocktakes.scan', { stocktakeID, code, scanID: `of ${code}` }),
    act: async () => (await world.call('stocktakes.progress', { stocktakeID })).act,
    /** Waits for what goes on by itself. */
    settle: async () => {
      while ((await world.call('stocktakes.progress', { stocktakeID })).act !== null)
        await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('zero for many items', () => {
  test('lets scans through, shows how far it is, and keeps what was counted meanwhile', async () => {
    const { world, stocktakeID, between, scan, lines, act } = await openMany()
    const seen: unknown[] = []
    between(3, async () => {
      seen.push(await act())
      await scan('S0449')
      seen.push((await world.fail('stocktakes.post', { stocktakeID })).message)
    })
    expect(await world.call('stocktakes.zero', { stocktakeID })).toEqual({ lines: count - 1 })
    expect(seen).toEqual([
      { kind: 'zero', done: 200, total: count },
      expect.stringMatching(/uncounted items are being turned to zero just now/),
    ])
    expect(await lines()).toBe(count)
    const { rows } = await world.call('stocktakes.review', { stocktakeID, sku: 'S0449' })
    expect(rows).toMatchObject([{ counted: 1 }])
    expect(await act()).toBeNull()
  })

  test('leaves uncounted what moved since it was confirmed', async () => {
    const { world, connection, stocktakeID, between, lines } = await openMany()
    between(2, () => {
      pullFigure(world, connection, 'S0448', 'W1', 10)
      queueChange(world, connection, 'S0449', { kind: 'stock-delta', quantity: 5, at: 'W1' })
    })
    expect(await world.call('stocktakes.zero', { stocktakeID })).toEqual({ lines: count - 2 })
    expect(await lines()).toBe(count - 2)
  })

  test('is taken back whole by one undo', async () => {
    const { world, stocktakeID, scan, lines, act, settle } = await openMany()
    await scan('S0001')
    await world.call('stocktakes.zero', { stocktakeID })
    expect(await world.call('stocktakes.undo', { stocktakeID })).toMatchObject({ events: count - 1 })
    expect(await act()).toMatchObject({ kind: 'undo', total: count - 1 })
    await settle()
    expect(await lines()).toBe(1)
    expect(await world.call('stocktakes.undo', { stocktakeID })).toMatchObject({ sku: 'S0001', events: 1 })
  })

  test('is stopped by a word, and nothing of it stays', async () => {
    const { world, stocktakeID, between, lines, settle } = await openMany()
    between(3, () => world.call('stocktakes.stop', { stocktakeID }))
    expect(await world.call('stocktakes.zero', { stocktakeID })).toEqual({ lines: 0 })
    await settle()
    expect(await lines()).toBe(0)
    expect(await world.call('stocktakes.stop', { stocktakeID })).toEqual({ stopped: false })
  })

  test('an undo while it goes on, or is taken back, is of the last scan', async () => {
    const { world, stocktakeID, between, scan, lines } = await openMany()
    const seen: unknown[] = []
    const scanAndUndo = async (code: string) => {
      await scan(code)
      between(1, async () => seen.push(await world.call('stocktakes.undo', { stocktakeID })))
    }
    between(2, () => scanAndUndo('S0000'))
    expect(await world.call('stocktakes.zero', { stocktakeID })).toEqual({ lines: count })
    expect(await lines()).toBe(count)
    between(2, () => scanAndUndo('S0449'))
    await world.call('stocktakes.undo', { stocktakeID })
    await vi.waitFor(() => {
      expect(seen).toMatchObject([
        { sku: 'S0000', events: 1 },
        { sku: 'S0449', events: 1 },
      ])
    })
  })

  test('is a reviewer’s act: who only counts takes back their own scan, and no zero', async () => {
    const { world, stocktakeID, scan, lines } = await openMany()
    const add = async (name: string, roles: readonly Role[]) =>
      (await world.call('people.add', { name, roles: [...roles] })).personID
    const [ada, ben] = [await add('Ada', allRoles), await add('Ben', ['count'])]
    const signIn = (personID: string) => world.call('people.signIn', { personID })
    await signIn(ben)
    await scan('S0001')
    await signIn(ada)
    await world.call('stocktakes.zero', { stocktakeID })
    await signIn(ben)
    const { rows } = await world.call('stocktakes.tape', { stocktakeID, limit: 1 })
    expect(await world.fail('stocktakes.undo', { stocktakeID, scanID: rows[0]?.scanID })).toMatchObject({
      kind: 'notAllowed',
      details: { role: 'review' },
    })
    expect(await world.call('stocktakes.undo', { stocktakeID, sku: rows[0]?.sku ?? '' })).toMatchObject({ events: 0 })
    expect(await world.call('stocktakes.undo', { stocktakeID })).toMatchObject({ sku: 'S0001', events: 1 })
    expect(await world.call('stocktakes.undo', { stocktakeID })).toMatchObject({ undone: null })
    expect(await lines()).toBe(count - 1)
  })

  test('is joined only by the same request; another one is refused while it goes on', async () => {
    const { world, stocktakeID, between } = await openMany()
    const seen: unknown[] = []
    between(3, async () => {
      seen.push(await world.fail('stocktakes.zero', { stocktakeID, skus: ['S0449'], requestID: 'other' }))
      seen.push(await world.fail('stocktakes.zero', { stocktakeID }))
      // As a program that was started again would, and knows of no call that still runs.
      void stocktakeJobs['stocktakes.zero'](world.context, { stocktakeID, requestID: 'asked' }).then((again) =>
        seen.push(again),
      )
    })
    expect(await world.call('stocktakes.zero', { stocktakeID, requestID: 'asked' })).toEqual({ lines: count })
    const refused = { kind: 'notAllowed', details: { reason: 'longAct' } }
    expect(seen).toMatchObject([refused, refused, { ok: true, value: { lines: count } }])
  })

  test('nothing is signed, saved for another PC or approved half way', async () => {
    const { world, stocktakeID, between } = await openMany()
    const seen: unknown[] = []
    between(3, async () => {
      seen.push(await world.fail('stocktakes.evidence', { stocktakeID, files: [] }))
      seen.push(await world.fail('stocktakes.report', { stocktakeID }))
      seen.push(await world.fail('stocktakes.export', { stocktakeID }))
      seen.push(await world.fail('stocktakes.approve', { stocktakeID }))
      seen.push(await world.fail('stocktakes.undoSheet', { stocktakeID, importID: 'sheet-1' }))
    })
    await world.call('stocktakes.zero', { stocktakeID })
    expect(seen).toMatchObject(Array.from({ length: 5 }, () => ({ details: { reason: 'longAct' } })))
    expect(await world.call('stocktakes.evidence', { stocktakeID, files: [] })).toMatchObject({ events: count })
  })

  test('a disk that is full for a while delays it, ever longer, and it ends when there is room', async () => {
    const pauses: number[] = []
    const limit = (pages: number): void => {
      opened.world.store.reader.row(`PRAGMA max_page_count = ${String(pages)}`)
    }
    const opened = await openMany({
      clock: {
        now: () => 1_700_000_000_000,
        monotonic: () => 0,
        sleep: (ms) => {
          pauses.push(ms)
          if (pauses.length === 3) limit(1_000_000)
          return Promise.resolve()
        },
      },
    })
    const { world, stocktakeID, between, lines } = opened
    between(2, () => {
      limit(world.store.reader.row<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0)
    })
    expect(await world.call('stocktakes.zero', { stocktakeID })).toEqual({ lines: count })
    expect(pauses).toEqual([1_000, 2_000, 4_000])
    expect(await lines()).toBe(count)
  })

  test('damage that it meets is told, and it goes on after the repair', async () => {
    let isDamaged = false
    let ids = 0
    const { world, stocktakeID, between, lines, act, settle } = await openMany({
      ids: {
        ulid: () => {
          if (isDamaged) throw Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' })
          return `01J${String((ids += 1)).padStart(23, '0')}`
        },
      },
    })
    await world.call('stocktakes.zero', { stocktakeID })
    between(2, () => (isDamaged = true))
    await world.call('stocktakes.undo', { stocktakeID })
    await vi.waitFor(() => {
      expect(world.context.keeping.damage()).toContain('malformed')
    })
    expect(await act()).toMatchObject({ kind: 'undo', done: 100 })
    isDamaged = false
    await world.call('data.repair', {})
    await settle()
    expect(await lines()).toBe(0)
  })

  test('a backup that holds a half of it goes on with the other half when it is restored', async () => {
    const { world, stocktakeID, between, lines, settle } = await openMany()
    let name = ''
    between(3, async () => (name = (await world.store.files.backUp('manual')).name))
    await world.call('stocktakes.zero', { stocktakeID })
    await world.call('stocktakes.undo', { stocktakeID })
    await settle()
    expect(await lines()).toBe(0)
    await world.call('data.restore', { name })
    await settle()
    expect(await lines()).toBe(count)
  })

  test('a large sheet is taken back in pieces too', async () => {
    const { world, stocktakeID, lines, act, settle } = await openMany()
    const rows = skus.slice(0, 250).map((sku, index) => ({ line: index + 2, sku, counted: '4' }))
    const { importID } = await world.call('stocktakes.importSheet', { stocktakeID, rows })
    const undo = () => world.call('stocktakes.undoSheet', { stocktakeID, importID: importID ?? '' })
    expect(await undo()).toEqual({ events: 250 })
    expect(await act()).toMatchObject({ kind: 'undo', total: 250 })
    await settle()
    expect(await lines()).toBe(0)
    expect(await undo()).toEqual({ events: 0 })
  })

  test.each(['zero', 'undo'] as const)(
    'a program that ends in the middle of it (%s) finishes it at the next start',
    async (kind) => {
      const { world, stocktakeID, between, lines, act } = await openMany()
      const killed = () => new Promise<void>(() => undefined)
      if (kind === 'zero') {
        const halfway = new Promise<void>((resolve) => {
          between(3, () => (resolve(), killed()))
        })
        void world.call('stocktakes.zero', { stocktakeID, requestID: 'asked' })
        await halfway
        expect(await lines()).toBe(200)
      } else {
        await world.call('stocktakes.zero', { stocktakeID, requestID: 'asked' })
        const halfway = new Promise<void>((resolve) => {
          between(3, () => (resolve(), killed()))
        })
        await world.call('stocktakes.undo', { stocktakeID })
        await halfway
        expect(await lines()).toBe(count - 200)
      }
      const next = longActsOf(() => world.context, {
        ...world.context,
        ports: { ...world.context.ports, breathe: () => Promise.resolve() },
      })
      await next.carryOut(stocktakeID)
      expect(await act()).toBeNull()
      expect(await lines()).toBe(kind === 'zero' ? count : 0)
      // Whoever asks again under the same name is told what became of it.
      expect(findAnswer(world.store.reader, 'asked')).toMatchObject({ output: { lines: count } })
    },
  )
})
