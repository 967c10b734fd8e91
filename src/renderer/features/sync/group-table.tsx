import { useTranslation } from 'react-i18next'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { useChangeWords } from './change-words.ts'
import { IncludeLine, type Choice } from './include-line.tsx'
import { lastRead } from './question-group.ts'
import classes from './question.module.css'

interface GroupTableProps {
  readonly rows: readonly QueueRow[]
  /** Given where single lines may be left out. */
  readonly choice?: Choice
}

/** Every change of one answer with its own evidence. */
export function GroupTable({ rows, choice }: GroupTableProps) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const words = useChangeWords()
  const figure = (value: number | null): string => (value === null ? '' : format.quantity(value))
  return (
    <div
      className={classes['groupRows']}
      tabIndex={0}
      role="region"
      aria-label={t(choice ? 'alike.table' : 'group.table')}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{t('group.item')}</th>
            <th scope="col" className="num">
              {t('group.sent')}
            </th>
            <th scope="col" className="num">
              {t('group.before')}
            </th>
            <th scope="col" className="num">
              {t('group.now')}
            </th>
            <th scope="col">{t('group.looks')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.changeID} onClick={() => go('sync', String(row.changeID), { replace: true })}>
              <td className="clip" title={words.what(row)}>
                {choice === undefined ? words.what(row) : <IncludeLine row={row} choice={choice} />}
              </td>
              <td className="num">{words.does(row)}</td>
              <td className="num">{figure(row.question?.before ?? null)}</td>
              <td className="num">
                <b>{figure(lastRead(row))}</b>
              </td>
              <td className="clip">{t(`looks.${looksOf(row)}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function looksOf({ question }: QueueRow) {
  const suggested = question?.suggested
  return suggested === 'applied' || suggested === 'resend' ? suggested : 'unclear'
}
