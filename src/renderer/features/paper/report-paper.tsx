import { useTranslation } from 'react-i18next'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './paper.module.css'
import { reportFacts } from './report-document.ts'
import { actWord, fateOf, peopleOf, type Report } from './report-tables.ts'
import { Signatures } from './signatures.tsx'

/** The variance report as it is printed: summary, differences first, then what was exact, then who did what. */
export function ReportPaper({ report }: { readonly report: Report }) {
  const { t } = useTranslation('paper')
  const format = useFormat()
  const { stocktake, rows, acts, app, madeAt } = report
  const differing = rows.filter(({ variance }) => variance !== 0)
  const exact = rows.filter(({ variance }) => variance === 0)
  const time = `${format.date(madeAt)}, ${format.time(madeAt)}`
  return (
    <>
      <div className={classes['head']}>
        <div>
          <h1>{t('report.title')}</h1>
          <p>
            {stocktake.name} · {stocktake.warehouseName ?? stocktake.warehouseID} · {t(`state.${stocktake.state}`)}
          </p>
        </div>
        <p className={classes['sub']}>{t('madeWith', { app, time })}</p>
      </div>
      <Facts report={report} />
      <h2>{t('report.differences')}</h2>
      <Lines rows={differing} />
      <h2>{t('report.exact')}</h2>
      <Lines rows={exact} />
      <h2>{t('acts.title')}</h2>
      <table className={classes['table']}>
        <thead>
          <tr>
            {(['at', 'act', 'person', 'lines', 'hash'] as const).map((column) => (
              <th key={column}>{t(`acts.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {acts.map(({ at, act, person, lines, hash }) => (
            <tr key={hash}>
              <td>
                {format.date(at)}, {format.timeOfDay(at)}
              </td>
              <td>{actWord(act, t)}</td>
              <td>{person}</td>
              <td>{lines === 0 ? '' : format.count(lines)}</td>
              <td className={classes['sub']}>{hash?.slice(0, 16)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Signatures />
    </>
  )
}

function Facts({ report }: { readonly report: Report }) {
  const { t } = useTranslation(['paper', 'review', 'common'])
  const format = useFormat()
  return (
    <dl className={classes['facts']}>
      {reportFacts(report, t, format).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const figures = ['counted', 'expected', 'variance', 'value'] as const

function Lines({ rows }: { readonly rows: readonly ReviewRow[] }) {
  const { t } = useTranslation(['paper', 'review', 'common'])
  if (rows.length === 0) return <p>{t('report.none')}</p>
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th>{t('col.name')}</th>
          {figures.map((column) => (
            <th key={column} className={classes['number']}>
              {t(`col.${column}`)}
            </th>
          ))}
          {(['places', 'people', 'status', 'reason', 'fate'] as const).map((column) => (
            <th key={column}>{t(`col.${column}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.sku} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ row }: { readonly row: ReviewRow }) {
  const { t } = useTranslation(['paper', 'review', 'common'])
  const format = useFormat()
  const decided = row.decision === undefined ? null : t(`decision.${row.decision}`)
  return (
    <tr>
      <td>
        {row.name}
        <div className={classes['sub']}>{row.sku}</div>
      </td>
      <td className={classes['number']}>{format.quantity(row.counted)}</td>
      <td className={classes['number']}>{format.quantity(row.expected)}</td>
      <td className={classes['number']}>{format.signed(row.variance)}</td>
      <td className={classes['number']}>{row.value === null ? '' : format.signedMoney(row.value)}</td>
      <td>{row.places.join(', ')}</td>
      <td>
        {peopleOf(row)}
        <div className={classes['sub']}>
          {format.date(row.countedAt)}, {format.time(row.countedAt)}
        </div>
      </td>
      <td>
        {decided ?? t(`review:status.${row.status}`)}
        {row.approvedBy !== null && (
          <div className={classes['sub']}>
            {t('col.approvedBy')}: {row.approvedBy}
          </div>
        )}
      </td>
      <td>{row.reason}</td>
      <td>{fateOf(row, t)}</td>
    </tr>
  )
}
