import { useTranslation } from 'react-i18next'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { fieldText, useChangeWords } from './change-words.ts'
import { IncludeLine, type Choice } from './include-line.tsx'
import classes from './question.module.css'

/** Conflicts of one kind, a line for each: what was wanted here, and what Hako has. */
export function DisputeTable({ rows, choice }: { readonly rows: readonly QueueRow[]; readonly choice: Choice }) {
  const { t } = useTranslation(['sync', 'common'])
  const format = useFormat()
  const words = useChangeWords()
  const side = (row: QueueRow, of: 'mine' | 'theirs'): string =>
    (row.question?.fields ?? []).map((field) => fieldText(field.field, field[of], format, t('common:none'))).join(' · ')
  return (
    <div className={classes['groupRows']} tabIndex={0} role="region" aria-label={t('alike.table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('group.item')}</th>
            <th scope="col">{t('group.mine')}</th>
            <th scope="col">{t('group.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const mine = row.kind === 'delete' ? words.does(row) : side(row, 'mine')
            return (
              <tr key={row.changeID} onClick={() => go('sync', String(row.changeID), { replace: true })}>
                <td className="clip">
                  <IncludeLine row={row} choice={choice} />
                </td>
                <td className="clip" title={mine}>
                  {mine}
                </td>
                <td className="clip" title={side(row, 'theirs')}>
                  {side(row, 'theirs')}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
