import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueRow, Question } from '../../../shared/contract/queue.ts'
import { useFormat } from '../../i18n/format.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { Answer } from './answer-list.tsx'
import { fieldName, fieldText, partOf } from './change-words.ts'
import { contested, decisionOf, undisputed, type Choices, type Side } from './conflict-choices.ts'
import { QuestionFacts } from './question-facts.tsx'
import classes from './question.module.css'

interface ConflictTableProps {
  readonly row: QueueRow
  readonly question: Question
  readonly busy: boolean
  onSave(this: void, decision: Answer, fields: Record<string, Side>): void
}

/** Field by field: before, yours, Hako’s. What only one side changed is taken and says so; the rest is chosen. */
export function ConflictTable({ row, question, busy, onSave }: ConflictTableProps) {
  const { t } = useTranslation(['sync', 'common'])
  const format = useFormat()
  const now = useNow()
  const first: Side = question.suggested === 'theirs' ? 'theirs' : 'mine'
  const [chosen, setChosen] = useState<Choices>({})
  const open = contested(question.fields)
  const kept = undisputed(row.fields ?? {}, question.fields)
  const sideOf = (field: string): Side => chosen[field] ?? first
  const all = (side: Side): void => setChosen(Object.fromEntries(open.map(({ field }) => [field, side])))
  useKeys([
    { keys: '1', label: t('conflict.allMine'), run: () => all('mine') },
    { keys: '2', label: t('conflict.allTheirs'), run: () => all('theirs') },
  ])
  const text = (field: string, value: unknown): string => fieldText(field, value, format, t('common:none'))
  const label = (field: string): string => {
    const part = partOf(field)
    return part === null ? t(`field.${fieldName(field)}`) : t('part', { sku: part })
  }
  const mineAt = format.moment(row.at, now)
  const person = row.person ?? null
  const theirsAt = question.theirsAt ?? null
  return (
    <>
      <div className={classes['fields']}>
        <table className={classes['conflict']}>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.before')}</th>
              <th scope="col">
                {person === null ? t('conflict.mine', { time: mineAt }) : t('conflictMineBy', { person, time: mineAt })}
              </th>
              <th scope="col">
                {theirsAt === null
                  ? t('conflict.theirs')
                  : t('conflictTheirsAt', { time: format.moment(theirsAt, now) })}
              </th>
            </tr>
          </thead>
          <tbody>
            {question.fields.map(({ field, base, mine, theirs }) => (
              <tr key={field}>
                <th scope="row">{label(field)}</th>
                <td className="mute">{text(field, base)}</td>
                {open.some((other) => other.field === field) ? (
                  (['mine', 'theirs'] as const).map((side) => (
                    <td key={side}>
                      <label className={classes['pick']} data-on={sideOf(field) === side || undefined}>
                        <input
                          type="radio"
                          name={`${String(row.changeID)} ${field}`}
                          checked={sideOf(field) === side}
                          onChange={() => setChosen({ ...chosen, [field]: side })}
                        />
                        <span>{text(field, side === 'mine' ? mine : theirs)}</span>
                      </label>
                    </td>
                  ))
                ) : (
                  <>
                    <td className="mute">{t('conflict.unchanged')}</td>
                    <td>
                      <b>{text(field, theirs)}</b>{' '}
                      <Tag icon="check" tone="ok">
                        {t('conflict.taken')}
                      </Tag>
                    </td>
                  </>
                )}
              </tr>
            ))}
            {kept.map(([field, value]) => (
              <tr key={field}>
                <th scope="row">{t(`field.${fieldName(field)}`)}</th>
                <td />
                <td>
                  <b>{text(field, value)}</b>{' '}
                  <Tag icon="check" tone="ok">
                    {t('conflict.kept')}
                  </Tag>
                </td>
                <td className="mute">{t('conflict.unchanged')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer className={classes['foot']}>
        <QuestionFacts row={row} />
        <KeyButton
          kind="filled"
          label={t('conflict.save')}
          busy={busy}
          onPress={() => onSave(...decisionOf(open, sideOf))}
        />
      </footer>
    </>
  )
}
