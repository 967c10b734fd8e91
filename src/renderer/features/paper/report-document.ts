import type { PaperDocument, PaperTable } from '../../../shared/contract/paper.ts'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import type { Format } from '../../i18n/format.ts'
import { accuracyOf, actWord, fateOf, peopleOf, type Report, type Words } from './report-tables.ts'
import type { PaperName } from './use-printing.ts'

/** The variance report as a file in which nothing is left to a printer: the same report makes the same bytes. */
export function reportDocument(report: Report, t: Words, format: Format, paper: PaperName): PaperDocument {
  const { stocktake, rows, madeAt, app } = report
  const warehouse = stocktake.warehouseName ?? stocktake.warehouseID
  const made = t('madeWith', { app, time: `${format.date(madeAt)}, ${format.time(madeAt)}` })
  return {
    title: t('report.title'),
    lines: [`${stocktake.name} · ${warehouse} · ${t(`state.${stocktake.state}`)}`, made],
    facts: reportFacts(report, t, format),
    tables: [
      linesOf(
        t('report.differences'),
        rows.filter(({ variance }) => variance !== 0),
        t,
        format,
      ),
      linesOf(
        t('report.exact'),
        rows.filter(({ variance }) => variance === 0),
        t,
        format,
      ),
      actsOf(report, t, format),
    ],
    signatures: [t('sheet.countedBy'), t('sheet.checkedBy')],
    footer: `${stocktake.name} · ${made}`,
    paper: paper === 'A4' ? 'A4' : 'Letter',
    madeAt,
    app: `Hakomori ${app}`,
  }
}

export function reportFacts({ stocktake, summary }: Report, t: Words, format: Format): [string, string][] {
  const accuracy = accuracyOf(summary)
  const day = (at: number): string => `${format.date(at)}, ${format.time(at)}`
  return [
    [t('summary.opened'), day(stocktake.openedAt)],
    [t('summary.closed'), stocktake.closedAt === null ? '–' : day(stocktake.closedAt)],
    [t('summary.people'), summary.people.join(', ')],
    [t('summary.accuracy'), accuracy === null ? '–' : format.quantity(accuracy)],
    [t('summary.counted'), format.count(summary.counted)],
    [t('summary.uncounted'), format.count(summary.uncounted)],
    [t('summary.differences'), format.count(summary.differences)],
    [t('summary.posted'), format.count(summary.posted)],
    [t('summary.short'), format.quantity(summary.short)],
    [t('summary.over'), format.quantity(summary.over)],
    [t('summary.absoluteValue'), format.money(summary.absoluteValue)],
    [t('summary.netValue'), format.signedMoney(summary.netValue)],
  ]
}

const columns = [
  'name',
  'counted',
  'expected',
  'variance',
  'value',
  'places',
  'people',
  'status',
  'reason',
  'fate',
] as const

function linesOf(title: string, rows: readonly ReviewRow[], t: Words, format: Format): PaperTable {
  return {
    title,
    none: t('report.none'),
    heads: columns.map((column) => t(`col.${column}`)),
    widths: [24, 8, 8, 8, 10, 10, 14, 13, 13, 12],
    right: [1, 2, 3, 4],
    rows: rows.map((row) => [
      `${row.name ?? ''} ${row.sku}`.trim(),
      format.quantity(row.counted),
      format.quantity(row.expected),
      format.signed(row.variance),
      row.value === null ? '' : format.signedMoney(row.value),
      row.places.join(', '),
      `${peopleOf(row)} ${format.date(row.countedAt)}, ${format.time(row.countedAt)}`,
      [
        row.decision === undefined ? t(`review:status.${row.status}`) : t(`decision.${row.decision}`),
        row.approvedBy === null ? '' : `${t('col.approvedBy')}: ${row.approvedBy}`,
      ].join(' '),
      row.reason ?? '',
      fateOf(row, t) ?? '',
    ]),
  }
}

const actColumns = ['at', 'act', 'person', 'lines', 'hash'] as const

const actsOf = ({ acts }: Report, t: Words, format: Format): PaperTable => ({
  title: t('acts.title'),
  none: t('report.none'),
  heads: actColumns.map((column) => t(`acts.${column}`)),
  widths: [18, 26, 18, 8, 50],
  right: [3],
  rows: acts.map(({ at, act, person, lines, hash }) => [
    `${format.date(at)}, ${format.timeOfDay(at)}`,
    actWord(act, t),
    person ?? '',
    lines === 0 ? '' : format.count(lines),
    hash ?? '',
  ]),
})
