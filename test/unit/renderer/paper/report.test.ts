import { expect, test } from 'vitest'
import { readSheet } from 'read-excel-file/universal'
import { i18n } from '../../../../src/renderer/i18n/i18n.ts'
import { eventsTable } from '../../../../src/renderer/features/paper/event-table.ts'
import { reportTables, type Report } from '../../../../src/renderer/features/paper/report-tables.ts'
import { toCsv, toXlsx } from '../../../../src/renderer/features/paper/workbook.ts'
import { openCount } from '../../../support/stocktake-world.ts'

async function makeReport(): Promise<Report> {
  const { world, stocktakeID, scan } = await openCount()
  const { personID } = await world.call('people.add', { name: 'Ada' })
  await world.call('people.signIn', { personID })
  await scan('AAA', 8)
  await scan('BBB', 5)
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'difference', reason: 'broken' })
  await world.call('stocktakes.post', { stocktakeID })
  return await world.call('stocktakes.report', { stocktakeID })
}

test('a report holds every line with its figures, decision, reason, people and fate', async () => {
  const t = i18n.getFixedT('en', ['paper', 'review', 'common'])
  const [summary, lines, acts] = reportTables(await makeReport(), t)
  const byHead = (row: number): Record<string, unknown> =>
    Object.fromEntries((lines?.heads ?? []).map((head, index) => [head, lines?.rows[row]?.[index]]))
  expect(byHead(0)).toMatchObject({
    SKU: 'AAA',
    Counted: 8,
    Expected: 10,
    Variance: -2,
    Value: -4,
    Decision: 'Post the difference',
    Reason: 'broken',
    'Counted by': 'Ada',
    Posting: 'waits to be sent',
  })
  expect(byHead(1)).toMatchObject({ SKU: 'BBB', Variance: 0, Posting: 'nothing to post' })
  expect(Object.fromEntries(summary?.rows ?? [])).toMatchObject({
    'Lines counted': 2,
    'Accuracy in %': 50,
    'Pieces missing': 2,
  })
  expect(acts?.rows.map(([, act]) => act)).toEqual(['opened', 'decided', 'posted'])
})

test('in Excel its figures are numbers and its SKUs texts; in CSV nothing is a formula', async () => {
  const t = i18n.getFixedT('de', ['paper', 'review', 'common'])
  const report = await makeReport()
  const tables = reportTables(
    { ...report, rows: report.rows.map((row) => ({ ...row, sku: '00123', reason: '=2+3' })) },
    t,
  )
  const [, lines] = tables
  if (lines === undefined) throw new Error('A report has a table of lines')
  const read = await readSheet(await toXlsx(tables), lines.name)
  const column = (head: string): number => lines.heads.indexOf(head)
  expect(read[1]?.[column('SKU')]).toBe('00123')
  expect(read[1]?.[column('Differenz')]).toBe(-2)
  expect(await toCsv(lines).text()).toContain("'=2+3")
})

test('the evidence’s workbook holds every event of the tape, as the evidence itself does', async () => {
  const t = i18n.getFixedT('en', ['paper', 'review', 'common'])
  const { world, stocktakeID, scan } = await openCount()
  const { personID } = await world.call('people.add', { name: 'Ada' })
  await world.call('people.signIn', { personID })
  await scan('AAA', 8)
  await scan('=2+3')
  await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })
  const parts = [
    await world.call('stocktakes.events', { stocktakeID, limit: 2 }),
    await world.call('stocktakes.events', { stocktakeID, after: 2, limit: 2 }),
  ]
  const events = parts.flatMap(({ rows }) => rows)
  const table = eventsTable(events, t)
  const read = await readSheet(await toXlsx([table]), 'Events')
  const row = (index: number) => Object.fromEntries(table.heads.map((head, at) => [head, read[index]?.[at]]))
  expect(row(1)).toMatchObject({ 'No.': 1, Who: 'Ada', PC: 'This PC', What: 'scan', Outcome: 'known', Quantity: 8 })
  expect(row(2)).toMatchObject({ 'No.': 2, Outcome: 'unknown', Code: '=2+3', SKU: null })
  expect(row(3)).toMatchObject({ 'No.': 3, What: 'taken back', SKU: 'AAA', Quantity: -8, Counted: null })
  const { text } = await world.call('stocktakes.evidence', { stocktakeID, files: [] })
  const { body } = JSON.parse(text) as { body: { events: { hash: string; at: number }[] } } // safe: what the use case just wrote
  expect(read.slice(1).map((cells) => cells.at(-1))).toEqual(body.events.map(({ hash }) => hash))
  expect(row(2)['When']).toBe(new Date(body.events[1]?.at ?? 0).toISOString())
})
