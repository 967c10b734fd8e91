import { useTranslation } from 'react-i18next'
import type { ImportedRow } from '../../../shared/contract/barcodes.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './codes.module.css'

const shown = 200

/** What would happen to each row, with its line in the file; those that are refused say why. */
export function ImportPreview({ rows }: { readonly rows: readonly ImportedRow[] }) {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const more = rows.length - shown
  return (
    <div className={classes['preview']} tabIndex={0} role="region" aria-label={t('import.title')}>
      <table>
        <thead>
          <tr>
            {(['line', 'code', 'item', 'pack', 'becomes'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.line} data-refused={row.outcome === 'refused' || undefined}>
              <td>{row.line}</td>
              <td className="mono">{row.code}</td>
              <td>{row.sku}</td>
              <td>{row.quantity}</td>
              <td>
                <Becomes row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="sm mute">{t('import.more', { number: format.count(more) })}</p>}
    </div>
  )
}

function Becomes({ row }: { readonly row: ImportedRow }) {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const { outcome, problem, holder, before } = row
  if (problem !== undefined) {
    const named = holder === undefined ? '' : [holder.name, holder.sku].filter(Boolean).join(' · ')
    return (
      <>{t(`import.problem.${problem}`, { value: valueOf(row), holder: named, line: String(holder?.line ?? '') })}</>
    )
  }
  if (outcome === 'changed') {
    const after = row.quantity === '' ? '1' : row.quantity
    return <>{t('import.outcome.changed', { before: format.quantity(before ?? 1), after })}</>
  }
  return <>{t(outcome === 'same' ? 'import.outcome.same' : 'import.outcome.new')}</>
}

/** The cell that is to blame. */
function valueOf({ problem, code, sku, quantity }: ImportedRow): string {
  if (problem === 'badQuantity') return quantity
  return problem === 'rounded' ? code : sku
}
