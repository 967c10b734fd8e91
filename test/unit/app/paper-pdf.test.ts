import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { PDFDocument, PDFRawStream, StandardFonts } from '@cantoo/pdf-lib'
import { startDesk, typesetting } from '../../../src/main/core/app/paper/typeset.ts'
import { openCount } from '../../support/stocktake-world.ts'

const table = (rows: string[][]) => ({
  title: 'Lines with a difference',
  heads: ['Name', 'Counted'],
  rows,
  widths: [30, 10],
  right: [1],
  none: 'There are none.',
})

const paper = (rows: string[][]) => ({
  title: 'Variance report',
  lines: ['Größe'],
  facts: [['Counted by', 'Ada']] as [string, string][],
  tables: [table(rows)],
  signatures: ['Counted by'],
  footer: 'Shelf 3',
  paper: 'A4' as const,
  madeAt: Date.UTC(2026, 10, 21),
  app: 'Hakomori 0.1.0',
})

/** What stands on the pages, as a reader of the file would find it. */
async function textOf(base64: string): Promise<{ pages: number; text: string; lefts: number[] }> {
  const doc = await PDFDocument.load(base64, { updateMetadata: false })
  const streams = doc.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream ? [object] : []))
  const plain = streams.map(({ contents }) => {
    try {
      return inflateSync(contents).toString('latin1')
    } catch {
      return ''
    }
  })
  const words = [...plain.join('\n').matchAll(/<([0-9A-F]+)> Tj/gi)].map(([, hex = '']) =>
    new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex')),
  )
  const lefts = [...plain.join('\n').matchAll(/([\d.]+) [\d.]+ Td/g)].map(([, x]) => Number(x))
  return { pages: doc.getPageCount(), text: words.join('\n'), lefts }
}

it('a report becomes a PDF, the same bytes every time, with umlauts and a page number on every page', async () => {
  const { world } = await openCount()
  const rows = Array.from({ length: 200 }, (_, index) => [`Öl für Türen ${String(index)}`, String(index)])
  const { base64 } = await world.call('paper.pdf', { document: paper(rows) })
  expect(await world.call('paper.pdf', { document: paper(rows) })).toEqual({ base64 })
  const { pages, text } = await textOf(base64)
  expect(pages).toBeGreaterThan(3)
  expect(text).toContain('Größe')
  expect(text).toContain('Öl für Türen 199')
  expect(text).toContain(`Shelf 3\n${String(pages)} / ${String(pages)}`)
  expect(text.split('\nCounted\n').length - 1).toBe(pages)
})

it('what the letters of the file can’t write has a stand-in, and long words are broken', async () => {
  const { world } = await openCount()
  const rows = [
    ['Żubrówka 箱', '−3'],
    ['A'.repeat(900), ''],
    ['', ''],
  ]
  const { text } = await textOf((await world.call('paper.pdf', { document: paper(rows) })).base64)
  expect(text).toContain('Zubrówka ?')
  expect(text).toContain('\n-3')
  expect(text).toMatch(/A+…/)
  expect(await world.call('paper.pdf', { document: { ...paper([]), paper: 'Letter' } })).toMatchObject({})
})

it('a page is packed when it is turned, so that what stands on it is no longer held', async () => {
  const rows = Array.from({ length: 200 }, (_, index) => [`Öl für Türen ${String(index)}`, String(index)])
  const desk = await startDesk(paper(rows))
  for (const _ of typesetting(desk, paper(rows)))
    expect(desk.sheets.slice(0, -1).flatMap(({ written }) => written)).toEqual([])
  expect(desk.sheets.length).toBeGreaterThan(3)
})

it('a long footer ends before the number of the page, which stays on the paper', async () => {
  const { world } = await openCount()
  const footer = 'The whole of the warehouse behind the yard '.repeat(5)
  const { base64 } = await world.call('paper.pdf', { document: { ...paper([]), footer } })
  const { text, lefts } = await textOf(base64)
  const font = (await PDFDocument.create()).embedStandardFont(StandardFonts.Helvetica)
  const width = (words: string): number => font.widthOfTextAtSize(words, 8)
  const [long = '', number = ''] = text.split('\n').slice(-2)
  expect(number).toBe('1 / 1')
  expect(long).toMatch(/^The whole of the warehouse .*…$/)
  const [start = 0, end = 0] = lefts.slice(-2)
  expect(start + width(long)).toBeLessThan(end)
  expect(end + width(number)).toBeLessThan(842 - 30)
})
