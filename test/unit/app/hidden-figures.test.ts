import { describe, expect, it } from 'vitest'
import { bundleCommands, bundleQueries } from '../../../src/main/core/app/bundles.ts'
import { dataQueries } from '../../../src/main/core/app/data.ts'
import { itemQueries } from '../../../src/main/core/app/items.ts'
import { moveCommands, moveQueries } from '../../../src/main/core/app/moves.ts'
import { paperQueries } from '../../../src/main/core/app/paper/paper.ts'
import { peopleCommands, peopleQueries } from '../../../src/main/core/app/people.ts'
import { queueQueries } from '../../../src/main/core/app/queue.ts'
import { stockCommands, stockQueries } from '../../../src/main/core/app/stock.ts'
import { stocktakeCommands, stocktakeJobs, stocktakeQueries } from '../../../src/main/core/app/stocktakes/stocktakes.ts'
import { syncQueries } from '../../../src/main/core/app/sync.ts'
import { warehouseQueries } from '../../../src/main/core/app/warehouses.ts'
import { writeLog } from '../../../src/main/core/store/log.ts'
import { shownFigures } from '../../../src/main/core/app/shown-figures.ts'
import type { Input, Output } from '../../../src/shared/contract/contract.ts'
import { addMirror, openAppWorld, pullFigure } from '../../support/app-world.ts'

/** Two people, of whom the counter may not review, and a blind count of W1: AAA 10 there and 4 in W2, BBB 5 there. */
async function openBlind(options: Partial<Input<'stocktakes.open'>> = {}) {
  const world = await openAppWorld({
    handlers: {
      queries: {
        ...itemQueries,
        ...stockQueries,
        ...warehouseQueries,
        ...bundleQueries,
        ...moveQueries,
        ...queueQueries,
        ...paperQueries,
        ...stocktakeQueries,
        ...syncQueries,
        ...dataQueries,
        ...peopleQueries,
      },
      commands: { ...stockCommands, ...bundleCommands, ...moveCommands, ...stocktakeCommands, ...peopleCommands },
      jobs: stocktakeJobs,
    },
  })
  const connection = addMirror(world, ['W1', 'W2'], {
    AAA: { name: 'Apple', stock: { W1: 10, W2: 4 } },
    BBB: { name: 'Banana', stock: { W1: 5 } },
  })
  const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'W1', blind: true, ...options })
  const chief = await world.call('people.add', { name: 'Chief' })
  const counter = await world.call('people.add', { name: 'Counter', roles: ['count'] })
  const enter = (who: typeof chief) => world.call('people.signIn', who)
  const itemFigures = async () =>
    Object.fromEntries((await world.call('items.list', {})).rows.map(({ sku, quantity }) => [sku, quantity]))
  return { world, connection, stocktakeID, chief, counter, enter, itemFigures }
}

describe('an open blind count', () => {
  it('hides its figures from a counter on every way out, and from nobody who may review', async () => {
    const { world, connection, chief, counter, enter, itemFigures, stocktakeID } = await openBlind()
    pullFigure(world, connection, 'AAA', 'W1', 9)
    await world.call('stock.receive', { sku: 'AAA', warehouseID: 'W1', quantity: 2 })
    await world.call('bundles.create', { sku: 'SET', item_skus: [{ sku: 'AAA', quantity: 1 }] })
    await world.call('moves.set', { kind: 'transfer', warehouseID: 'W1', toWarehouseID: 'W2' })
    await world.call('moves.scan', { kind: 'transfer', code: 'AAA', scanID: 'm1' })

    await enter(counter)
    expect(await itemFigures()).toEqual({ AAA: null, BBB: null })
    expect((await world.call('items.list', { warehouseID: 'W2' })).rows).toMatchObject([{ sku: 'AAA', quantity: 4 }])
    const item = await world.call('items.get', { sku: 'AAA' })
    expect(item).toMatchObject({ quantity: null, remote: null })
    expect(item.stock).toMatchObject([{ quantity: null, remote: null }, { quantity: 4 }])
    expect((await world.call('stock.list', { sku: 'BBB' })).rows).toMatchObject([{ quantity: null, remote: null }])
    const { rows } = await world.call('stock.history', { sku: 'AAA', warehouseID: 'W1' })
    expect(rows.map(({ before, after }) => [before, after])).toEqual(rows.map(() => [null, null]))
    expect((await world.call('warehouses.list', {})).rows).toMatchObject([{ quantity: null }, { quantity: 4 }])
    expect(await world.call('bundles.buildable', { sku: 'SET', warehouseID: 'W1' })).toEqual({
      buildable: null,
      limitedBy: null,
    })
    const { lines } = await world.call('moves.get', { kind: 'transfer' })
    expect(lines).toMatchObject([{ onHand: null, onHandTo: 4 }])
    expect((await world.call('queue.list', {})).rows).toMatchObject([{}, { kind: 'stock-delta', quantity: 2 }])
    expect(await world.fail('items.list', { sort: { by: 'quantity' } })).toMatchObject({ kind: 'notAllowed' })
    expect(await world.fail('items.list', { filter: 'negative' })).toMatchObject({ kind: 'notAllowed' })
    expect((await world.call('stocktakes.suggest', { warehouseID: 'W1' })).rows).toEqual([])
    expect(await world.fail('stocktakes.review', { stocktakeID })).toMatchObject({ kind: 'notAllowed' })

    await enter(chief)
    expect(await itemFigures()).toEqual({ AAA: 15, BBB: 5 })
    expect((await world.call('items.list', { sort: { by: 'quantity' } })).total).toBe(2)
  })

  it('hides what a question or a posted line tells of a figure, and not that there is one', async () => {
    const { world, counter, enter } = await openBlind()
    await enter(counter)
    const row = {
      changeID: 1,
      kind: 'stock-delta' as const,
      record: 'item' as const,
      state: 'unknown' as const,
      at: 1,
      stateAt: 1,
      sku: 'AAA',
      warehouseID: 'W1',
      quantity: -2,
      stocktakeID: 'S',
      question: {
        reason: 'lostAnswer' as const,
        text: 'Hako said 10 before and says 8 now.',
        answers: ['applied' as const],
        suggested: 'applied' as const,
        sentAt: 2,
        before: 10,
        reads: [{ at: 3, quantity: 8, updatedAt: null }],
        serverText: '8 in stock',
        fields: [],
      },
    }
    const created = {
      ...row,
      kind: 'create' as const,
      fields: { name: 'Apple', inventory: [{ warehouseID: 'W1', quantity: 10 }] },
    }
    const elsewhere = { ...row, warehouseID: 'W2' }
    const output: Output<'queue.list'> = { rows: [row, elsewhere, created], total: 3 }
    const shown = shownFigures(world.store.reader, 'queue.list', {}, output) as Output<'queue.list'> // safe: what went in, with less in it
    expect(shown.rows[0]).toMatchObject({ sku: 'AAA', question: { reason: 'lostAnswer', before: null, reads: [] } })
    expect(shown.rows[0]).not.toHaveProperty('quantity')
    expect(JSON.stringify(shown.rows[0])).not.toMatch(/\b(10|8)\b/)
    expect(shown.rows[1]).toEqual(elsewhere)
    expect(shown.rows[2]).toMatchObject({ sku: 'AAA', fields: { name: 'Apple' } })
    expect(shown.rows[2]?.fields).not.toHaveProperty('inventory')
  })

  it('hides what the log tells of cells, and the words in which the remote refused something', async () => {
    const { world, connection, chief, counter, enter } = await openBlind()
    world.store.write((writer) => {
      const warning = { level: 'warning' as const, text: 'Somebody else changed the stock of AAA at the same time.' }
      const cells = [{ warehouse: 1, before: 10, after: 8 }]
      writeLog(writer, connection, 1, { ...warning, event: 'contention', details: { key: 'AAA', cells } })
      const cell = { key: 'AAA', text: 'W1', before: 10, after: 8 }
      writeLog(writer, connection, 2, { ...warning, event: 'soleRevoked', details: cell })
      const said = 'only 10 in stock'
      const refused = { level: 'warning' as const, text: `The remote refused the record AAA: ${said}` }
      writeLog(writer, connection, 3, { ...refused, event: 'refused', details: { text: said, keys: ['AAA'] } })
    })
    await enter(counter)
    const { rows } = await world.call('sync.log', {})
    expect(rows.map(({ event }) => event)).toEqual(['refused', 'soleRevoked', 'contention'])
    expect(JSON.stringify(rows)).not.toMatch(/\b(10|8)\b/)
    expect((await world.call('data.diagnostics', {})).text).not.toMatch(/\b(10 in stock|"before|cells)/)
    await enter(chief)
    expect((await world.call('sync.log', {})).rows[1]?.details).toMatchObject({ before: 10, after: 8 })
    expect((await world.call('data.diagnostics', {})).text).toContain('10 in stock')
  })

  it('does not sort items into classes by what their stock is worth', async () => {
    const { world, chief, counter, enter } = await openBlind()
    await enter(counter)
    expect(await world.fail('stocktakes.findScope', { classes: ['A'] })).toMatchObject({ kind: 'notAllowed' })
    expect((await world.call('stocktakes.findScope', { search: 'app' })).skus).toEqual(['AAA'])
    await enter(chief)
    expect(await world.call('stocktakes.findScope', { classes: ['A', 'B', 'C'] })).toMatchObject({ unknown: [] })
  })

  it('hides nothing where nobody has fewer than all roles', async () => {
    const { world, counter, itemFigures } = await openBlind()
    await world.call('people.signIn', { personID: '1' })
    await world.call('people.remove', counter)
    await world.call('people.signIn', { personID: null })
    expect(await itemFigures()).toEqual({ AAA: 14, BBB: 5 })
  })

  it('hides only what it asks for, and shows it again when it is closed', async () => {
    const { world, chief, counter, enter, itemFigures, stocktakeID } = await openBlind({ scope: { skus: ['AAA'] } })
    await enter(counter)
    expect(await itemFigures()).toEqual({ AAA: null, BBB: 5 })
    expect((await world.call('stock.list', {})).rows.map(({ quantity }) => quantity)).toEqual([null, 4, 5])
    await enter(chief)
    await world.call('stocktakes.cancel', { stocktakeID })
    await enter(counter)
    expect(await itemFigures()).toEqual({ AAA: 14, BBB: 5 })
  })

  it('hides its items in a count beside it that shows its figures, and on that one’s sheet', async () => {
    const { world, chief, counter, enter } = await openBlind({ scope: { skus: ['AAA'] } })
    await enter(chief)
    const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'W1', blind: false })
    await enter(counter)
    const lines = await world.call('stocktakes.lines', { stocktakeID, filter: 'all' })
    expect(lines.rows.map(({ sku, expected }) => [sku, expected])).toEqual([
      ['AAA', null],
      ['BBB', 5],
    ])
    const sheet = await world.call('stocktakes.sheet', { stocktakeID, figures: true, only: 'all' })
    expect(sheet.rows.map(({ sku, expected }) => [sku, expected])).toEqual([
      ['AAA', null],
      ['BBB', 5],
    ])
  })
})

describe('a blind count that is saved by its counter', () => {
  it('says no figure to whoever opens the file, and all of them to the PC that merges it', async () => {
    const there = await openBlind()
    await there.enter(there.counter)
    const { stocktakeID } = there
    await there.world.call('stocktakes.scan', { stocktakeID, code: 'AAA', quantity: 8, scanID: 't1' })
    const { text } = await there.world.call('stocktakes.export', { stocktakeID })
    expect(text).not.toMatch(/"expected": \d/)

    const here = await openBlind()
    pullFigure(here.world, here.connection, 'AAA', 'W1', 3)
    await here.enter(here.chief)
    const merged = { stocktakeID: here.stocktakeID, text }
    expect(await here.world.call('stocktakes.readFile', merged)).toMatchObject({ signature: 'new', broken: null })
    await here.world.call('stocktakes.merge', merged)
    expect((await here.world.call('stocktakes.review', { stocktakeID: here.stocktakeID })).rows).toMatchObject([
      { sku: 'AAA', counted: 8, expected: 10, variance: -2 },
    ])

    await there.enter(there.chief)
    const open = await there.world.call('stocktakes.export', { stocktakeID })
    expect(open.text).toMatch(/"expected": 10/)
  })
})
