import {
  beginText,
  drawLine,
  endText,
  moveText,
  PageSizes,
  PDFDocument,
  rgb,
  setFontAndSize,
  showText,
  StandardFonts,
  type PDFFont,
  type PDFOperator,
  type PDFPage,
} from '@cantoo/pdf-lib'
import type { PaperDocument, PaperTable } from '../../../../shared/contract/paper.ts'
import { createFitter, type Fitter } from './fit-text.ts'

/**
 * A report as a PDF of A4 or Letter pages, the long way across, with the heads of a table on every page of it. The same
 * document always makes the same bytes, so that a digest of the file can stand in the evidence. Interruptible after every
 * row; lengths are in points. What stands on a page is packed when it is turned, so that a long report costs its bytes and
 * not an object for every sign of it.
 */
const margin = 34
const size = { title: 15, head: 11, text: 8 } as const
const leading = 10
const gap = 6

interface Fonts {
  readonly plain: PDFFont
  readonly bold: PDFFont
  readonly fitPlain: Fitter
  readonly fitBold: Fitter
}

interface Sheet {
  readonly page: PDFPage
  /** Written, and not yet packed. */
  written: string[]
  readonly keys: {
    readonly plain: ReturnType<PDFPage['node']['newFontDictionary']>
    readonly bold: ReturnType<PDFPage['node']['newFontDictionary']>
  }
}

interface Desk {
  readonly doc: PDFDocument
  readonly fonts: Fonts
  readonly width: number
  readonly height: number
  readonly sheets: Sheet[]
  /** Where the next line goes, from the bottom. */
  y: number
}

export async function startDesk({ title, madeAt, paper, app }: PaperDocument): Promise<Desk> {
  const doc = await PDFDocument.create({ updateMetadata: false })
  doc.setTitle(title)
  doc.setProducer(app)
  doc.setCreator(app)
  doc.setCreationDate(new Date(madeAt))
  doc.setModificationDate(new Date(madeAt))
  const [plain, bold] = [
    doc.embedStandardFont(StandardFonts.Helvetica),
    doc.embedStandardFont(StandardFonts.HelveticaBold),
  ]
  const [height, width] = paper === 'A4' ? PageSizes.A4 : PageSizes.Letter
  const desk: Desk = {
    doc,
    fonts: { plain, bold, fitPlain: createFitter(plain), fitBold: createFitter(bold) },
    width,
    height,
    sheets: [],
    y: 0,
  }
  turnPage(desk)
  return desk
}

export function* typesetting(desk: Desk, document: PaperDocument): Generator<undefined, undefined> {
  line(desk, document.title, { size: size.title, bold: true })
  for (const text of document.lines) line(desk, text)
  desk.y -= gap
  facts(desk, document.facts)
  for (const table of document.tables) yield* typesetTable(desk, table)
  desk.y -= gap * 4
  if (desk.y < margin + leading * 4) turnPage(desk)
  for (const text of document.signatures) line(desk, `${text}  ${'_'.repeat(48)}`, { before: leading })
  for (const [index, sheet] of desk.sheets.entries()) {
    foot(desk, sheet, document.footer, `${String(index + 1)} / ${String(desk.sheets.length)}`)
    pack(sheet)
    if (index % 50 === 49) yield
  }
}

/** How many pages there are is known last, so this is packed by itself. */
function foot(desk: Desk, sheet: Sheet, text: string, number: string): void {
  const { fitPlain } = desk.fonts
  const [y, x] = [margin - 16, desk.width - margin - fitPlain.width(number, size.text)]
  const [fitting = ''] = fitPlain.lines(text, size.text, x - margin - 2 * gap, 1)
  write(desk, sheet, fitting, { x: margin, y })
  write(desk, sheet, number, { x, y })
}

/** In three columns, name and figure. */
function facts(desk: Desk, rows: PaperDocument['facts']): void {
  const column = (desk.width - 2 * margin) / 3
  for (let first = 0; first < rows.length; first += 3) {
    const sheet = room(desk, leading)
    for (const [index, [name, value]] of rows.slice(first, first + 3).entries()) {
      const x = margin + index * column
      const [label = ''] = desk.fonts.fitPlain.lines(name, size.text, column * 0.55, 1)
      const [figure = ''] = desk.fonts.fitBold.lines(value, size.text, column * 0.4, 1)
      write(desk, sheet, label, { x, y: desk.y })
      write(desk, sheet, figure, { x: x + column * 0.57, y: desk.y, bold: true })
    }
    desk.y -= leading + 1
  }
}

function* typesetTable(desk: Desk, table: PaperTable): Generator<undefined, undefined> {
  const widths = columnWidths(desk, table)
  desk.y -= gap
  room(desk, size.head + leading * 4)
  line(desk, table.title, { size: size.head, bold: true, before: gap })
  row(desk, table, widths, table.heads, true)
  for (const cells of table.rows) {
    row(desk, table, widths, cells, false)
    yield
  }
  if (table.rows.length === 0) line(desk, table.none)
}

function columnWidths({ width }: Desk, { heads, widths }: PaperTable): number[] {
  const all = heads.map((_head, index) => widths[index] ?? 1)
  const sum = all.reduce((a, b) => a + b, 0)
  return all.map((each) => (each / sum) * (width - 2 * margin))
}

/** No cell is cut before its fourth line. */
const linesInCell = 4

function row(desk: Desk, table: PaperTable, widths: readonly number[], cells: readonly string[], bold: boolean): void {
  const fit = bold ? desk.fonts.fitBold : desk.fonts.fitPlain
  const texts = widths.map((width, index) => fit.lines(cells[index] ?? '', size.text, width - gap, linesInCell))
  const lines = Math.max(1, ...texts.map(({ length }) => length))
  const pages = desk.sheets.length
  const sheet = room(desk, lines * leading + 4)
  if (!bold && desk.sheets.length > pages) row(desk, table, widths, table.heads, true)
  let x = margin
  for (const [column, width] of widths.entries()) {
    for (const [index, text] of (texts[column] ?? []).entries()) {
      const indent = table.right.includes(column) ? width - gap - fit.width(text, size.text) : 0
      write(desk, sheet, text, { x: x + indent, y: desk.y - index * leading, bold })
    }
    x += width
  }
  desk.y -= lines * leading
  rule(desk, sheet)
  desk.y -= 4
}

function rule({ width, y }: Desk, sheet: Sheet): void {
  const at = y + leading - 3
  put(
    sheet,
    drawLine({
      start: { x: margin, y: at },
      end: { x: width - margin, y: at },
      thickness: 0.3,
      color: rgb(0.6, 0.6, 0.6),
    }),
  )
}

interface LineStyle {
  readonly size?: number
  readonly bold?: boolean
  readonly before?: number
}

function line(desk: Desk, text: string, { size: height = size.text, bold = false, before = 0 }: LineStyle = {}): void {
  const sheet = room(desk, height + before + 2)
  const fit = bold ? desk.fonts.fitBold : desk.fonts.fitPlain
  const [first = ''] = fit.lines(text, height, desk.width - 2 * margin, 1)
  desk.y -= before
  write(desk, sheet, first, { x: margin, y: desk.y, height, bold })
  desk.y -= height + 4
}

/** The page that has this much room left, a new one where the last has not. */
function room(desk: Desk, height: number): Sheet {
  if (desk.y - height < margin) turnPage(desk)
  return desk.sheets.at(-1) ?? turnPage(desk)
}

function turnPage(desk: Desk): Sheet {
  const full = desk.sheets.at(-1)
  if (full !== undefined) pack(full)
  const page = desk.doc.addPage([desk.width, desk.height])
  const { plain, bold } = desk.fonts
  const keys = {
    plain: page.node.newFontDictionary(plain.name, plain.ref),
    bold: page.node.newFontDictionary(bold.name, bold.ref),
  }
  const sheet: Sheet = { page, keys, written: [] }
  desk.sheets.push(sheet)
  desk.y = desk.height - margin - leading
  return sheet
}

interface Place {
  readonly x: number
  readonly y: number
  readonly height?: number
  readonly bold?: boolean
}

function write({ fonts }: Desk, sheet: Sheet, text: string, { x, y, height = size.text, bold = false }: Place): void {
  if (text === '') return
  const [font, key] = bold ? [fonts.bold, sheet.keys.bold] : [fonts.plain, sheet.keys.plain]
  put(sheet, [beginText(), setFontAndSize(key, height), moveText(x, y), showText(font.encodeText(text)), endText()])
}

const put = ({ written }: Sheet, operators: readonly PDFOperator[]): void => {
  written.push(...operators.map(String))
}

function pack(sheet: Sheet): void {
  const { context } = sheet.page.doc
  sheet.page.node.addContentStream(context.register(context.flateStream(sheet.written.join('\n'))))
  sheet.written = []
}
