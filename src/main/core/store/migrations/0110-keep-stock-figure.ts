import type { Migration } from '../migrate.ts'

/**
 * Which figure of its remote a stocktake is compared with; null where the remote has only one. Of stocktakes before, it is
 * the one chosen now, or the remote's own choice where nobody chose.
 */
export const keepStockFigure: Migration = {
  version: 110,
  name: 'keep-stock-figure',
  up: (run) => {
    run(`
ALTER TABLE stocktakes ADD COLUMN stock_figure TEXT;
UPDATE stocktakes SET stock_figure = (
  SELECT coalesce(json_extract(options, '$.settings.stockFigure'), 'total') FROM connections
  WHERE connections.connection = stocktakes.connection AND remote = 'hive');
`)
  },
}
