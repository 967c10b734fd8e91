import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { ImportedSheetRow } from '../../../shared/contract/paper.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './paper.module.css'

const shown = 200

/** What would happen to each filled line; the refused ones first, with their reason. */
export function ImportPreview({ answer }: { readonly answer: Output<'stocktakes.readSheet'> }) {
  const { t } = useTranslation('paper')
  const format = useFormat()
  const { added, known, blank, refused } = answer
  const rows = answer.rows.toSorted((a, b) => Number(b.outcome === 'refused') - Number(a.outcome === 'refused'))
  const said = {
    added: format.count(added),
    known: format.count(known),
    blank: format.count(blank),
    refused: format.count(refused),
  }
  return (
    <>
      <p>
        <b role="status">{t('import.summary', said)}</b>
      </p>
      {blank > 0 && <p className="sm mute">{t('import.blank')}</p>}
      {refused > 0 && <p className="sm mute">{t('import.left')}</p>}
      <div className={classes['preview']} tabIndex={0} role="region" aria-label={t('import.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('sheet.col.name')}</th>
              <th scope="col">{t('sheet.col.place')}</th>
              <th scope="col">{t('sheet.col.counted')}</th>
              <th scope="col">{t('import.becomes')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <tr key={row.line} data-refused={row.outcome === 'refused' || undefined}>
                <td>{row.line}</td>
                <td>{row.name ?? row.sku}</td>
                <td>{row.place}</td>
                <td>{row.counted}</td>
                <td>
                  <Becomes row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <p className="sm mute">{t('import.more', { number: format.count(rows.length - shown) })}</p>
      )}
    </>
  )
}

function Becomes({ row: { outcome, problem, other, counted, already } }: { readonly row: ImportedSheetRow }) {
  const { t } = useTranslation('paper')
  const format = useFormat()
  if (problem !== undefined) return <>{t(`import.problem.${problem}`, { value: other ?? '', counted })}</>
  if (outcome === 'known') return <>{t('import.known')}</>
  return <>{already === undefined ? t('import.new') : t('import.added', { number: format.quantity(already) })}</>
}
