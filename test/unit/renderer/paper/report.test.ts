import { expect, test } from 'vitest'
import { readSheet } from 'read-excel-file/universal'
import { i18n } from '../../../../src/renderer/i18n/i18n.ts'
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
