import { useTranslation } from 'react-i18next'
import type { QueueRow, Question } from '../../../shared/contract/queue.ts'
import { add } from '../../../shared/domain/quantity.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Answer, AnswerChoice } from './answer-list.tsx'
import { lastRead } from './question-group.ts'

/** The answers to one question, each with what then holds. */
export function useChoices(): (
  row: QueueRow,
  question: Question,
  answers?: readonly Answer[],
) => readonly AnswerChoice[] {
  const { t } = useTranslation('sync')
  const format = useFormat()
  return (row, question, answers = question.answers) => {
    const number = format.quantity(row.quantity ?? 0)
    const read = answers === question.answers && row.kind === 'stock-delta' ? lastRead(row) : null
    return answers.map((answer): AnswerChoice => {
      const words = wordsOf(question.reason, answer)
      const title = t(`${words}.title`, { number })
      if (read === null || (answer !== 'applied' && answer !== 'resend'))
        return { answer, title, text: t(`${words}.text`) }
      const after = answer === 'applied' ? read : add(read, row.quantity ?? 0)
      return { answer, title, text: t(`becomes.${answer}`, { number: format.quantity(after) }) }
    })
  }
}

/** Where the same answer means different things to different questions, it has words of its own. */
function wordsOf(reason: Question['reason'], answer: Answer) {
  if (reason === 'stockMoved' && (answer === 'mine' || answer === 'theirs'))
    return `answerFor.stockMoved.${answer}` as const
  if (reason === 'deletedRemotely' && (answer === 'mine' || answer === 'theirs'))
    return `answerFor.deletedRemotely.${answer}` as const
  if (reason === 'changedRemotely' && (answer === 'mine' || answer === 'resend'))
    return 'answerFor.changedRemotely.anyway' as const
  return `answer.${answer}` as const
}

/** The sentence under the heading: what is known, and what cannot be. */
export function useQuestionText(): (row: QueueRow, question: Question, place: string) => string {
  const { t } = useTranslation('sync')
  const format = useFormat()
  return (row, question, place) => {
    if (question.reason !== 'lostAnswer') return t(`question.${question.reason}.text`, { place })
    const read = lastRead(row)
    if (row.warehouseID === undefined || row.kind === 'transfer') return t('lost.unproven')
    if (question.reads.length === 0) return t('lost.unread')
    if (read === null) return t('lost.gone')
    const now = { now: format.quantity(read), place }
    if (question.suggested === 'applied') return t('lost.likely', now)
    return question.suggested === 'resend' ? t('lost.unlikely', now) : t('lost.neither', now)
  }
}
