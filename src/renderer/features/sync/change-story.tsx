import { useTranslation } from 'react-i18next'
import type { QueueRow, Sending } from '../../../shared/contract/queue.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './question.module.css'
import { outcomeKey, verdictKey } from './verdict-words.ts'

/** What was found out about a change: each sending with what it led to and why, and a person's answer with the way back. */
export function ChangeStory({ row }: { readonly row: QueueRow }) {
  const { t } = useTranslation('sync')
  const story = useQueryOf('queue.story', { changeID: row.changeID }).data
  if (story === undefined || (story.sendings.length === 0 && story.decision === null)) return null
  return (
    <section className={classes['story']} aria-label={t('story.title')}>
      <h3>{t('story.title')}</h3>
      <ol>
        {story.sendings.map((sending) => (
          <SendingLine key={sending.sentAt} sending={sending} />
        ))}
      </ol>
      {story.decision !== null && <DecisionLine decision={story.decision} />}
    </section>
  )
}

function SendingLine({ sending }: { readonly sending: Sending }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const now = useNow()
  const { verdict, reads } = sending
  const time = (at: number | null): string => (at === null ? '' : format.moment(at, now))
  const found =
    verdict === null
      ? null
      : t(`story.verdict.${verdictKey(verdict)}`, {
          stamp: time(verdict.stamp),
          sentAfter: time(verdict.sentAfter),
          rows: format.count(verdict.rows ?? 0),
        })
  return (
    <li>
      <span className="mute">
        {t('story.sent', { time: format.moment(sending.sentAt, now) })} · {t(`story.outcome.${outcomeKey(sending)}`)}
        {reads.length > 0 && ` · ${t('story.reads', { count: reads.length })}`}
      </span>
      {found !== null && <p>{found}</p>}
    </li>
  )
}

interface DecisionLineProps {
  readonly decision: {
    readonly decisionID: number
    readonly answer: Parameters<typeof answerTitle>[0]
    readonly at: number
    readonly person: string | null
    readonly takenBack: boolean
    readonly mayTakeBack: boolean
  }
}

const answerTitle = (answer: NonNullable<QueueRow['question']>['answers'][number]) => `answer.${answer}.title` as const

function DecisionLine({ decision }: DecisionLineProps) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const now = useNow()
  const undo = useCommand('queue.undo')
  const { decisionID, person, takenBack } = decision
  const said = { answer: t(answerTitle(decision.answer)), time: format.moment(decision.at, now) }

  async function takeBack(): Promise<void> {
    const done = await undo.run({ decisionID })
    if (done.ok) tell(t('story.takenBackNow'))
  }

  return (
    <>
      <p>
        {person === null ? t('story.answeredNobody', said) : t('story.answered', { ...said, person })}{' '}
        {takenBack && t('story.takenBack')}
      </p>
      {undo.error !== null && <ErrorPanel error={undo.error} title={t('story.notTakenBack')} />}
      {decision.mayTakeBack && (
        <KeyButton
          label={t('story.takeBack')}
          size="small"
          icon="undo"
          busy={undo.pending}
          onPress={() => void takeBack()}
        />
      )}
    </>
  )
}
