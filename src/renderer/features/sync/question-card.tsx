import { useTranslation } from 'react-i18next'
import { SegmentedControl } from '@mantine/core'
import type { QueueRow, Question } from '../../../shared/contract/queue.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { StateTag } from '../../ui/tag.tsx'
import { tell } from '../../ui/tell.tsx'
import { AnswerList, type Answer } from './answer-list.tsx'
import { useChoices, useQuestionText } from './answer-words.ts'
import { useChangeWords } from './change-words.ts'
import { ConflictTable } from './conflict-table.tsx'
import { DisputeTable } from './dispute-table.tsx'
import { EvidenceChart } from './evidence-chart.tsx'
import { ForeignEdits } from './foreign-edits.tsx'
import { GroupTable } from './group-table.tsx'
import { LegSentence } from './leg-sentence.tsx'
import { LikelihoodText } from './likelihood-text.tsx'
import { targetOf } from './question-group.ts'
import { QuestionFacts } from './question-facts.tsx'
import classes from './question.module.css'
import { ScopeText } from './scope-text.tsx'
import { useScope, type Scope } from './use-scope.ts'

interface QuestionCardProps {
  readonly row: QueueRow
  readonly question: Question
  /** Every open question, in the order of the list. */
  readonly questions: readonly QueueRow[]
  /** Open questions beyond that list. */
  readonly unlisted: number
  onStep(this: void, by: 1 | -1): void
  /** Answered: these wait no longer. */
  onDone(this: void, decided: readonly number[]): void
}

/** One question at a time, or several that are answered alike: what is known, what may be answered, and what then happens. */
export function QuestionCard({ row, question, questions, unlisted, onStep, onDone }: QuestionCardProps) {
  const { t } = useTranslation(['sync', 'common'])
  const format = useFormat()
  const words = useChangeWords()
  const scope = useScope(row, questions, unlisted)
  const { group } = scope
  const decide = useCommand('queue.decide')
  const undo = useCommand('queue.undo')
  const index = questions.findIndex(({ changeID }) => changeID === row.changeID)

  async function answer(decision: Answer, extra: AnswerExtra = {}): Promise<void> {
    const target = group === null ? { changeID: row.changeID } : targetOf(group, decision)
    const done = await decide.run({ ...target, decision, ...extra })
    if (!done.ok) return
    const { decided, decisionID } = done.value
    tell(t('decided', { count: decided.length }), () => void undo.run({ decisionID }))
    onDone(decided)
  }

  const heading =
    scope.shown === 'alike'
      ? t('alike.title', { count: scope.alike.length, number: format.count(scope.alike.length) })
      : group === null || group.cause === 'alike'
        ? t(question.anew === true ? 'anew.title' : `question.${question.reason}.title`, {
            title: words.title(row),
            what: words.what(row),
          })
        : t(`group.${group.cause}`, { count: group.size, number: format.count(group.size) })
  // A delete is done or not: there is nothing to choose field by field.
  const sided = question.fields.length > 0 && question.answers.includes('theirs')
  const byField = scope.shown !== 'alike' && sided && row.kind !== 'delete'
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
          {t('place', { index: format.count(index + 1), of: format.count(questions.length + unlisted) })}
        </span>
      </header>
      {scope.choices.length > 1 && (
        <div className={classes['together']}>
          <SegmentedControl
            size="xs"
            aria-label={t('group.how')}
            value={scope.shown}
            data={scope.choices.map(({ value, count }) => ({
              value,
              label: t(scopeWords[value], { number: format.count(count) }),
            }))}
            onChange={scope.show}
          />
        </div>
      )}
      {decide.error !== null && <ErrorPanel error={decide.error} title={t('notDecided')} />}
      {byField ? (
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
          scope={scope}
          unlisted={unlisted}
          left={questions.length + unlisted - (group?.size ?? 1)}
          busy={decide.pending}
          onAnswer={(decision, quantity) => void answer(decision, quantity === undefined ? {} : { quantity })}
        />
      )}
    </section>
  )
}

const scopeWords = { one: 'group.one', group: 'group.all', alike: 'alike.all' } as const

interface AnswerExtra {
  readonly quantity?: number
  readonly fields?: Record<string, 'mine' | 'theirs'>
}

interface AskedProps {
  readonly row: QueueRow
  readonly question: Question
  readonly scope: Scope
  readonly unlisted: number
  readonly left: number
  readonly busy: boolean
  onAnswer(this: void, answer: Answer, quantity?: number): void
}

/** Left the evidence, right the answers. */
function Asked({ row, question, scope, unlisted, left, busy, onAnswer }: AskedProps) {
  const { t } = useTranslation('sync')
  const choices = useChoices()
  const { group, shown } = scope
  const unchosen = shown === 'alike' && group === null
  return (
    <div className={classes['body']}>
      <div className={classes['evidence']}>
        {shown === 'one' ? (
          <Evidence row={row} question={question} />
        ) : (
          <>
            <ScopeText scope={scope} unlisted={unlisted} />
            <ScopeTable scope={scope} disputed={question.fields.length > 0} />
          </>
        )}
      </div>
      <AnswerList
        key={`${String(row.changeID)} ${shown}`}
        title={t(asksWhatHappened(question.reason) ? 'whatHappened' : 'whatNow')}
        choices={unchosen ? [] : choices(row, question, group)}
        suggested={group === null ? question.suggested : group.suggested}
        busy={busy}
        note={unchosen ? t('alike.none') : left === 0 ? t('nothingElse') : t('moreAfter', { count: left })}
        onAnswer={onAnswer}
      />
    </div>
  )
}

function ScopeTable({ scope, disputed }: { readonly scope: Scope; readonly disputed: boolean }) {
  const { group, shown, alike, leftOut, toggle } = scope
  if (shown !== 'alike') return <GroupTable rows={group?.rows ?? []} />
  const choice = { leftOut, onToggle: toggle }
  return disputed ? <DisputeTable rows={alike} choice={choice} /> : <GroupTable rows={alike} choice={choice} />
}

const asksWhatHappened = (reason: Question['reason']): boolean =>
  reason === 'lostAnswer' || reason === 'restored' || reason === 'halfApplied' || reason === 'inferred'

/** Everything that is known about one question. */
function Evidence({ row, question }: { readonly row: QueueRow; readonly question: Question }) {
  const { t } = useTranslation('sync')
  const words = useChangeWords()
  const text = useQuestionText()
  const [leg] = question.legs ?? []
  const warehouseID = row.warehouseID ?? leg?.warehouseID
  const place = warehouseID === undefined ? '' : words.place(warehouseID)
  const { legs, likelihood } = question
  const seen = question.before !== null || question.reads.length > 0
  return (
    <>
      <p>{text(row, question, place)}</p>
      {question.serverText !== null && (
        <blockquote className={classes['said']}>
          <span className="xs mute">{t('hakoSays')}</span>
          {question.serverText}
        </blockquote>
      )}
      {row.kind === 'delete' && question.fields.length > 0 && <ForeignEdits question={question} />}
      {legs?.length === 2 && <LegSentence legs={legs} />}
      {seen && <EvidenceChart row={row} question={question} />}
      {likelihood !== undefined && <LikelihoodText likelihood={likelihood} />}
      <QuestionFacts row={row} />
    </>
  )
}
