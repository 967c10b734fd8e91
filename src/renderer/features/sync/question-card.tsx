import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SegmentedControl } from '@mantine/core'
import type { QueueRow, Question } from '../../../shared/contract/queue.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { StateTag } from '../../ui/tag.tsx'
import { AnswerList, type Answer } from './answer-list.tsx'
import { useChoices, useQuestionText } from './answer-words.ts'
import { useChangeWords } from './change-words.ts'
import { ConflictTable } from './conflict-table.tsx'
import { EvidenceChart } from './evidence-chart.tsx'
import { GroupTable } from './group-table.tsx'
import { groupOf, type QuestionGroup } from './question-group.ts'
import { QuestionFacts } from './question-facts.tsx'
import classes from './question.module.css'

interface QuestionCardProps {
  readonly row: QueueRow
  readonly question: Question
  /** Every open question, in the order of the list. */
  readonly questions: readonly QueueRow[]
  onStep(this: void, by: 1 | -1): void
  /** Answered: these wait no longer. */
  onDone(this: void, decided: readonly number[]): void
}

/** One question at a time: what is known, what a person may answer, and what then happens. */
export function QuestionCard({ row, question, questions, onStep, onDone }: QuestionCardProps) {
  const { t } = useTranslation(['sync', 'common'])
  const format = useFormat()
  const words = useChangeWords()
  const group = groupOf(row, questions)
  const [together, setTogether] = useState(true)
  const decide = useCommand('queue.decide')
  const index = questions.findIndex(({ changeID }) => changeID === row.changeID)
  const whole = group !== null && together ? group : null

  async function answer(decision: Answer, extra: AnswerExtra = {}): Promise<void> {
    const target = whole === null ? { changeID: row.changeID } : whole.target
    const done = await decide.run({ ...target, decision, ...extra })
    if (done.ok) onDone(done.value.decided)
  }

  const heading =
    whole === null
      ? t(`question.${question.reason}.title`, { title: words.title(row), what: words.what(row) })
      : t(`group.${whole.cause}`, { count: whole.rows.length, number: format.count(whole.rows.length) })
  return (
    <section className={classes['card']} aria-label={heading}>
      <header className={classes['head']}>
        <StateTag state={row.state} />
        <h2 className={classes['heading']}>{heading}</h2>
        <span className={classes['steps']}>
          <IconButton icon="chevronUp" label={t('common:previous')} onPress={() => onStep(-1)} disabled={index <= 0} />
          <IconButton
            icon="chevronDown"
            label={t('common:next')}
            onPress={() => onStep(1)}
            disabled={index >= questions.length - 1}
          />
          {t('place', { index: format.count(index + 1), of: format.count(questions.length) })}
        </span>
      </header>
      {group !== null && (
        <div className={classes['together']}>
          <SegmentedControl
            size="xs"
            aria-label={t('group.how')}
            value={together ? 'all' : 'one'}
            data={[
              { value: 'all', label: t('group.all', { number: format.count(group.rows.length) }) },
              { value: 'one', label: t('group.one') },
            ]}
            onChange={(value) => setTogether(value === 'all')}
          />
        </div>
      )}
      {decide.error !== null && <ErrorPanel error={decide.error} title={t('notDecided')} />}
      {question.fields.length > 0 ? (
        <ConflictTable
          row={row}
          question={question}
          busy={decide.pending}
          onSave={(decision, fields) => void answer(decision, { fields })}
        />
      ) : (
        <Asked
          row={row}
          question={question}
          group={whole}
          left={questions.length - (whole?.rows.length ?? 1)}
          busy={decide.pending}
          onAnswer={(decision, quantity) => void answer(decision, quantity === undefined ? {} : { quantity })}
        />
      )}
    </section>
  )
}

interface AnswerExtra {
  readonly quantity?: number
  readonly fields?: Record<string, 'mine' | 'theirs'>
}

interface AskedProps {
  readonly row: QueueRow
  readonly question: Question
  readonly group: QuestionGroup | null
  readonly left: number
  readonly busy: boolean
  onAnswer(this: void, answer: Answer, quantity?: number): void
}

/** Left the evidence, right the answers. */
function Asked({ row, question, group, left, busy, onAnswer }: AskedProps) {
  const { t } = useTranslation('sync')
  const words = useChangeWords()
  const choices = useChoices()
  const text = useQuestionText()
  const place = row.warehouseID === undefined ? '' : words.place(row.warehouseID)
  const seen = question.before !== null || question.reads.length > 0
  return (
    <div className={classes['body']}>
      <div className={classes['evidence']}>
        <p>{group === null ? text(row, question, place) : t(`groupText.${group.cause}`)}</p>
        {question.serverText !== null && group === null && (
          <blockquote className={classes['said']}>
            <span className="xs mute">{t('hakoSays')}</span>
            {question.serverText}
          </blockquote>
        )}
        {group !== null && <GroupTable rows={group.rows} />}
        {group === null && seen && <EvidenceChart row={row} question={question} />}
        {group === null && <QuestionFacts row={row} />}
      </div>
      <AnswerList
        key={`${String(row.changeID)} ${String(group !== null)}`}
        title={t(question.reason === 'lostAnswer' || question.reason === 'restored' ? 'whatHappened' : 'whatNow')}
        choices={choices(row, question, group?.answers)}
        suggested={group === null ? question.suggested : group.suggested}
        busy={busy}
        note={left === 0 ? t('nothingElse') : t('moreAfter', { count: left })}
        onAnswer={onAnswer}
      />
    </div>
  )
}
