import { useTranslation } from 'react-i18next'
import type { Question } from '../../../shared/contract/queue.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { fieldName, fieldText } from './change-words.ts'
import classes from './question.module.css'

/** What somebody changed in a record that was to be deleted here. */
export function ForeignEdits({ question }: { readonly question: Question }) {
  const { t } = useTranslation(['sync', 'common'])
  const format = useFormat()
  const now = useNow()
  const text = (field: string, value: unknown): string => fieldText(field, value, format, t('common:none'))
  const theirsAt = question.theirsAt ?? null
  return (
    <table className={classes['conflict']}>
      <thead>
        <tr>
          <th scope="col">{t('conflict.field')}</th>
          <th scope="col">{t('conflict.before')}</th>
          <th scope="col">
            {theirsAt === null ? t('conflict.theirs') : t('conflictTheirsAt', { time: format.moment(theirsAt, now) })}
          </th>
        </tr>
      </thead>
      <tbody>
        {question.fields.map(({ field, base, theirs }) => (
          <tr key={field}>
            <th scope="row">{t(`field.${fieldName(field)}`)}</th>
            <td className="mute">{text(field, base)}</td>
            <td>{text(field, theirs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
