import { describe, expect, test } from 'vitest'
import { addMirror, openAppWorld, pullFigure, queueChange } from '../../support/app-world.ts'
import { carryOutPiece } from '../../../src/main/core/app/stocktakes/carry-out.ts'
import { createLongActs } from '../../../src/main/core/app/stocktakes/long-acts.ts'
import { findAnswer } from '../../../src/main/core/store/answers.ts'
import { stocktakeCommands, stocktakeJobs, stocktakeQueries } from '../../../src/main/core/app/stocktakes/stocktakes.ts'

const count = 450
const skus = Array.from({ length: count }, (_, index) => `S${String(index).padStart(4, '0')}`)

/** A warehouse of more items than one piece takes. `between`: what happens after that many pieces of work. */
async function openMany() {
  const plan: { after: number; run: () => unknown }[] = []
  let breaths = 0
  const world = await openAppWorld({
    handlers: { queries: stocktakeQueries, commands: stocktakeCommands, jobs: stocktakeJobs },
    ports: {
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

  test('an undo while it goes on stops it as well', async () => {
    const { world, stocktakeID, between, lines } = await openMany()
    between(3, () => world.call('stocktakes.undo', { stocktakeID }))
    expect(await world.call('stocktakes.zero', { stocktakeID })).toEqual({ lines: 0 })
    expect(await lines()).toBe(0)
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
      const next = createLongActs({
        breathe: () => Promise.resolve(),
        closing: new AbortController().signal,
        piece: (id) => world.store.write((writer) => carryOutPiece(world.context, writer, id)),
      })
      await next.carryOut(stocktakeID)
      expect(await act()).toBeNull()
      expect(await lines()).toBe(kind === 'zero' ? count : 0)
      // Whoever asks again under the same name is told what became of it.
      expect(findAnswer(world.store.reader, 'asked')).toMatchObject({ output: { lines: count } })
    },
  )
})
