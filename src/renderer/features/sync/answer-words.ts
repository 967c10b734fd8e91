import { useTranslation } from 'react-i18next'
import type { QueueRow, Question } from '../../../shared/contract/queue.ts'
import { add } from '../../../shared/domain/quantity.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Answer, AnswerChoice } from './answer-list.tsx'
import { lastRead, takersOf, type QuestionGroup } from './question-group.ts'

/** The answers to one question or to several, each with what then holds. */
export function useChoices(): (
  row: QueueRow,
  question: Question,
  group: QuestionGroup | null,
) => readonly AnswerChoice[] {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const staying = (group: QuestionGroup, answer: Answer): string => {
    const count = group.rows.length - takersOf(group, answer).length
    return count === 0 ? '' : ` ${t('group.stay', { count, number: format.count(count) })}`
  }
  return (row, question, group) => {
    const number = format.quantity(row.quantity ?? 0)
    const told = group === null && row.kind === 'stock-delta' && question.reason === 'lostAnswer'
    const read = told ? lastRead(row) : null
    return (group?.answers ?? question.answers).map((answer): AnswerChoice => {
      const words = wordsOf(question.reason, row.kind, answer)
      const title = t(`${words}.title`, { number })
      if (read === null || (answer !== 'applied' && answer !== 'resend'))
        return { answer, title, text: t(`${words}.text`) + (group === null ? '' : staying(group, answer)) }
      const after = answer === 'applied' ? read : add(read, row.quantity ?? 0)
      return { answer, title, text: t(`becomes.${answer}`, { number: format.quantity(after) }) }
    })
  }
}

const movements: readonly QueueRow['kind'][] = ['stock-delta', 'transfer', 'stock-set']

/** Where the same answer means different things to different questions, it has words of its own. */
function wordsOf(reason: Question['reason'], kind: QueueRow['kind'], answer: Answer) {
  if (kind === 'delete' && (answer === 'mine' || answer === 'theirs')) return `answerFor.delete.${answer}` as const
  if (reason === 'stockMoved' && (answer === 'mine' || answer === 'theirs'))
    return `answerFor.stockMoved.${answer}` as const
  if (reason === 'deletedRemotely' && kind === 'create' && answer === 'mine')
    return 'answerFor.deletedRemotely.withoutStock' as const
  if (reason === 'deletedRemotely' && answer === 'mine' && movements.includes(kind))
    return 'answerFor.deletedRemotely.book' as const
  if (reason === 'deletedRemotely' && (answer === 'mine' || answer === 'theirs'))
    return `answerFor.deletedRemotely.${answer}` as const
  if (reason === 'changedRemotely' && (answer === 'mine' || answer === 'resend'))
    return 'answerFor.changedRemotely.anyway' as const
  if (reason === 'halfApplied' && (answer === 'compensate' || answer === 'discard'))
    return `answerFor.halfApplied.${answer}` as const
  if (reason === 'lateLanding' && answer === 'discard') return 'answerFor.lateLanding.discard' as const
  if (reason === 'firstStock' && (answer === 'resend' || answer === 'discard'))
    return `answerFor.firstStock.${answer}` as const
  if (reason === 'lostAnswer' && kind === 'transfer' && answer === 'discard')
    return 'answerFor.transfer.discard' as const
  return `answer.${answer}` as const
}

/** The sentence under the heading: what is known, and what cannot be. */
export function useQuestionText(): (row: QueueRow, question: Question, place: string) => string {
  const { t } = useTranslation('sync')
  const format = useFormat()
  return (row, question, place) => {
    const [cell] = question.legs ?? []
    if (question.reason === 'firstStock' && cell !== undefined)
      return t('firstStockNow', { now: format.quantity(cell.now ?? 0), place, number: format.quantity(cell.by) })
    if (question.reason === 'changedRemotely' && question.sentAt !== null && movements.includes(row.kind))
      return t('lost.anew')
    if (question.anew === true) return t('anew.text')
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
