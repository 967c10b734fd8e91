import type { TFunction } from 'i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import { stocktakeActs } from '../../../shared/domain/stocktake-acts.ts'
import type { Cell, TableSheet } from './workbook.ts'

export type Report = Output<'stocktakes.report'>
export type Words = TFunction<['paper', 'review', 'common']>

/** The report as tables for a spreadsheet: summary, lines, acts. Times are UTC in ISO form, which every program sorts. */
export const reportTables = (report: Report, t: Words): TableSheet[] => [
  {
    name: t('summary.title'),
    heads: [t('summary.what'), t('summary.figure')],
    rows: summaryRows(report, t),
    widths: [36, 28],
  },
  linesTable(report, t),
  {
    name: t('acts.title'),
    heads: [t('acts.at'), t('acts.act'), t('acts.person'), t('acts.lines'), t('acts.hash')],
    rows: report.acts.map(({ at, act, person, lines, hash }) => [isoTime(at), actWord(act, t), person, lines, hash]),
    widths: [24, 24, 20, 10, 66],
  },
]

const columns = {
  sku: (row) => row.sku,
  name: (row) => row.name,
  places: (row) => row.places.join(' · '),
  counted: (row) => row.counted,
  expected: (row) => row.expected,
  variance: (row) => row.variance,
  price: (row) => row.price,
  value: (row) => row.value,
  remote: (row) => row.remote,
  drift: (row) => row.drift,
  countedAt: (row) => isoTime(row.countedAt),
  readAt: (row) => (row.readAt === null ? null : isoTime(row.readAt)),
  people: peopleOf,
  rounds: (row) => row.counts.map(({ round, counted }) => `${String(round)}: ${String(counted)}`).join(' · '),
  status: (row, t) => t(`review:status.${row.status}`),
  decision: (row, t) => (row.decision === undefined ? null : t(`decision.${row.decision}`)),
  reason: (row) => row.reason,
  approvedBy: (row) => row.approvedBy,
  beyond: (row, t) => (row.beyond ? t('yes') : t('no')),
  fate: fateOf,
  changeID: (row) => row.changeID,
} as const satisfies Record<string, (row: ReviewRow, t: Words) => Cell>
type Column = keyof typeof columns
const columnNames = Object.keys(columns) as Column[] // safe: the keys of the constant just above

const wide: readonly Column[] = ['name', 'countedAt', 'readAt', 'people', 'reason', 'fate', 'status']

export const linesTable = ({ rows }: Report, t: Words): TableSheet => ({
  name: t('lines.title'),
  heads: columnNames.map((column) => t(`col.${column}`)),
  rows: rows.map((row) => columnNames.map((column): Cell => columns[column](row, t))),
  widths: columnNames.map((column) => (wide.includes(column) ? 26 : 14)),
})

export function summaryRows({ stocktake, summary, madeAt, app }: Report, t: Words): [string, Cell][] {
  return [
    [t('summary.stocktake'), stocktake.name],
    [t('summary.warehouse'), stocktake.warehouseName ?? stocktake.warehouseID],
    [t('summary.state'), t(`state.${stocktake.state}`)],
    [t('summary.opened'), isoTime(stocktake.openedAt)],
    [t('summary.closed'), stocktake.closedAt === null ? null : isoTime(stocktake.closedAt)],
    [t('summary.people'), summary.people.join(', ')],
    [t('summary.counted'), summary.counted],
    [t('summary.uncounted'), summary.uncounted],
    [t('summary.within'), summary.within],
    [t('summary.accuracy'), accuracyOf(summary)],
    [t('summary.differences'), summary.differences],
    [t('summary.short'), summary.short],
    [t('summary.over'), summary.over],
    [t('summary.shortValue'), summary.shortValue],
    [t('summary.overValue'), summary.overValue],
    [t('summary.absoluteValue'), summary.absoluteValue],
    [t('summary.netValue'), summary.netValue],
    [t('summary.posted'), summary.posted],
    [t('summary.made'), isoTime(madeAt)],
    [t('summary.app'), app],
  ]
}

/** Lines within the tolerance of all counted, in percent with one place; null before anything was counted. */
export const accuracyOf = ({ within, counted }: Pick<Report['summary'], 'within' | 'counted'>): number | null =>
  counted === 0 ? null : Math.round((within / counted) * 1000) / 10

export function peopleOf({ counts }: ReviewRow): string {
  return [...new Set(counts.flatMap(({ person }) => person ?? []))].join(' · ')
}

export function fateOf({ status, changeState }: ReviewRow, t: Words): string | null {
  if (changeState !== null) return t(`fate.${changeState}`)
  return status === 'exact' ? t('fate.nothing') : null
}

/** An act of a later version keeps its own name. */
export function actWord(act: string, t: Words): string {
  const known = stocktakeActs.find((word) => word === act)
  return known === undefined ? act : t(`act.${known}`)
}

const isoTime = (at: number): string => new Date(at).toISOString()
