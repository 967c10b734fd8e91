import type { TFunction } from 'i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { VarianceRow } from '../../../shared/contract/handing-over.ts'
import type { Cell, TableSheet } from '../paper/index.ts'

export type Variance = Output<'stocktakes.variance'>
type Words = TFunction<['review', 'common']>

/** A variance file for whoever keeps the books. Times are UTC in ISO form, which every program sorts. */
export const varianceTable = (variance: Variance, t: Words): TableSheet => ({
  name: t('handOver.sheet'),
  heads: names.map((name) => t(`handOver.col.${name}`)),
  rows: variance.rows.map((row) => names.map((name): Cell => columns[name](row, variance))),
  widths: names.map((name) => (wide.includes(name) ? 26 : 14)),
})

const columns = {
  sku: (row) => row.sku,
  remoteID: (row) => row.remoteID,
  barcode: (row) => row.barcode,
  name: (row) => row.name,
  warehouseID: (_, { warehouseID }) => warehouseID,
  warehouse: (_, { warehouseName }) => warehouseName,
  counted: (row) => row.counted,
  expected: (row) => row.expected,
  figure: (_, { figure }) => figure,
  readAt: (row) => (row.readAt === null ? null : isoTime(row.readAt)),
  difference: (row) => row.difference,
  reason: (row) => row.reason,
  people: (row) => row.people.join(' · '),
  countedAt: (row) => isoTime(row.countedAt),
} as const satisfies Record<string, (row: VarianceRow, variance: Variance) => Cell>
type Column = keyof typeof columns
const names = Object.keys(columns) as Column[] // safe: the keys of the constant just above

const wide: readonly Column[] = ['name', 'warehouse', 'readAt', 'reason', 'people', 'countedAt']

const isoTime = (at: number): string => new Date(at).toISOString()
