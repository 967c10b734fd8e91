import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { stocktakeCode } from '../../../shared/domain/reserved-codes.ts'
import { useFormat } from '../../i18n/format.ts'
import { CodeLabel } from '../../ui/code-label.tsx'
import classes from './paper.module.css'
import type { SheetContent } from './sheet-table.ts'
import { Signatures } from './signatures.tsx'

export interface SheetPaperProps {
  readonly stocktake: StocktakeRow
  readonly sheet: SheetContent
}

/** Lines for goods that nobody expected there. */
const extraLines = 5

/** A sheet to be filled with a pen. */
export function SheetPaper({ stocktake, sheet: { sheetID, rows, figures } }: SheetPaperProps) {
  const { t } = useTranslation('paper')
  const format = useFormat()
  const columns = [
    'no',
    'place',
    'name',
    'barcode',
    ...(figures ? (['expected'] as const) : []),
    'counted',
    'note',
  ] as const
  const extras = Array.from({ length: extraLines }, (_, index) => rows.length + index + 1)
  return (
    <>
      <div className={classes['head']}>
        <div>
          <h1>{t('sheet.title')}</h1>
          <p>
            {stocktake.name} · {stocktake.warehouseName ?? stocktake.warehouseID}
          </p>
          <p className={classes['sub']}>{t('sheet.hint')}</p>
        </div>
        <div className={classes['stamp']}>
          <b>{t('sheet.number', { id: sheetID })}</b>
          <CodeLabel code={stocktakeCode(stocktake.stocktakeID)} label={t('sheet.open')} />
        </div>
      </div>
      <table className={classes['table']}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} className={column === 'expected' || column === 'no' ? classes['number'] : undefined}>
                {t(`sheet.col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={`${row.sku} ${row.place ?? ''}`}>
              <td className={classes['number']}>{index + 1}</td>
              <td>{row.place}</td>
              <td>
                {row.name}
                <div className={classes['sub']}>{row.sku}</div>
              </td>
              <td>{row.barcode}</td>
              {figures && (
                <td className={classes['number']}>{row.expected === null ? '' : format.quantity(row.expected)}</td>
              )}
              <td className={classes['blank']} />
              <td className={classes['note']} />
            </tr>
          ))}
          {extras.map((number) => (
            <tr key={number}>
              <td className={classes['number']}>{number}</td>
              {columns.slice(1, -2).map((column) => (
                <td key={column} />
              ))}
              <td className={classes['blank']} />
              <td className={classes['note']} />
            </tr>
          ))}
        </tbody>
      </table>
      <Signatures />
    </>
  )
}
