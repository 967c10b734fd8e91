/** Where labels lie: each on a page of its own (a roll), or many on a sheet. All lengths in millimetres. */
export interface LabelSheet {
  readonly id: string
  readonly width: number
  readonly height: number
  /** Null: a roll. */
  readonly page: {
    readonly size: 'A4' | 'letter'
    readonly columns: number
    readonly rows: number
    readonly left: number
    readonly top: number
    readonly gapX: number
    readonly gapY: number
  } | null
}

const roll = (width: number, height: number): LabelSheet => ({
  id: `${String(width)}x${String(height)}`,
  width,
  height,
  page: null,
})

/** Sheets by what is printed on their boxes: columns × rows of common makes. */
export const labelSheets: readonly LabelSheet[] = [
  roll(50, 25),
  roll(57, 32),
  roll(62, 29),
  roll(100, 50),
  {
    id: 'A4-3x8',
    width: 70,
    height: 37,
    page: { size: 'A4', columns: 3, rows: 8, left: 0, top: 0.5, gapX: 0, gapY: 0 },
  },
  {
    id: 'A4-3x7',
    width: 63.5,
    height: 38.1,
    page: { size: 'A4', columns: 3, rows: 7, left: 7.2, top: 15.1, gapX: 2.5, gapY: 0 },
  },
  {
    id: 'A4-5x13',
    width: 38.1,
    height: 21.2,
    page: { size: 'A4', columns: 5, rows: 13, left: 4.7, top: 10.7, gapX: 2.5, gapY: 0 },
  },
  {
    id: 'letter-3x10',
    width: 66.6,
    height: 25.4,
    page: { size: 'letter', columns: 3, rows: 10, left: 4.8, top: 12.7, gapX: 3.2, gapY: 0 },
  },
  {
    id: 'letter-2x5',
    width: 101.6,
    height: 50.8,
    page: { size: 'letter', columns: 2, rows: 5, left: 4.1, top: 12.7, gapX: 4.7, gapY: 0 },
  },
]

export const sheetOf = (id: string): LabelSheet => labelSheets.find((sheet) => sheet.id === id) ?? roll(62, 29)

/** How many labels lie on one page. */
export const labelsOnPage = ({ page }: LabelSheet): number => (page === null ? 1 : page.columns * page.rows)

/** Labels page by page; `skip` places of the first page are used already. */
export function pagesOf<T>(labels: readonly T[], sheet: LabelSheet, skip: number): (T | null)[][] {
  const onPage = labelsOnPage(sheet)
  const places = [...Array.from({ length: sheet.page === null ? 0 : skip % onPage }, () => null), ...labels]
  return Array.from({ length: Math.ceil(places.length / onPage) }, (_, page) =>
    places.slice(page * onPage, (page + 1) * onPage),
  )
}

/** Where a place of a page begins. */
export function placeOnPage({ page, width, height }: LabelSheet, index: number): { left: number; top: number } {
  if (page === null) return { left: 0, top: 0 }
  const column = index % page.columns
  const row = Math.floor(index / page.columns)
  return { left: page.left + column * (width + page.gapX), top: page.top + row * (height + page.gapY) }
}
