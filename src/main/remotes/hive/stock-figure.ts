/** What of Hive's numbers a count is compared with. `stocked` can be sold, `total` is that before the buffer. */
export const stockFigures = ['stocked', 'total', 'stockedAndReserved', 'totalAndReserved'] as const
export type StockFigure = (typeof stockFigures)[number]

export const isStockFigure = (text: string): text is StockFigure => stockFigures.some((figure) => figure === text)

export type FigureName = 'stocked' | 'reserved' | 'total'

export function figureOf(read: (name: FigureName) => number, figure: StockFigure): number {
  switch (figure) {
    case 'stocked':
      return read('stocked')
    case 'total':
      return read('total')
    case 'stockedAndReserved':
      return read('stocked') + read('reserved')
    case 'totalAndReserved':
      return read('total') + read('reserved')
  }
}
