import type { QueueRow } from '../../../shared/contract/queue.ts'
import type { Answer } from './answer-list.tsx'

/** Questions that have one cause and may be answered as one (sync.md rule 18b). */
export interface QuestionGroup {
  readonly rows: readonly QueueRow[]
  /** What the answer names. */
  readonly target: { readonly sentWith: string } | { readonly groupID: string }
  readonly cause: 'lostAnswer' | 'gesture'
  /** Answers that every one of them takes; a count is of one shelf. */
  readonly answers: readonly Answer[]
  /** What all of them suggest; null where they differ. */
  readonly suggested: Answer | null
}

export function groupOf(row: QueueRow, questions: readonly QueueRow[]): QuestionGroup | null {
  const reason = row.question?.reason
  const { sentWith, groupID } = row
  if (reason === 'lostAnswer' && sentWith !== undefined) {
    const rows = questions.filter((other) => other.sentWith === sentWith && other.question?.reason === reason)
    return grouped(rows, { sentWith }, 'lostAnswer')
  }
  if ((reason === 'refused' || reason === 'restored') && groupID !== undefined) {
    const rows = questions.filter((other) => other.groupID === groupID)
    const alike = rows.every((other) => other.question?.reason === reason)
    return alike ? grouped(rows, { groupID }, 'gesture') : null
  }
  return null
}

function grouped(
  rows: readonly QueueRow[],
  target: QuestionGroup['target'],
  cause: QuestionGroup['cause'],
): QuestionGroup | null {
  const first = rows[0]?.question
  if (rows.length < 2 || first === undefined) return null
  const answers = first.answers.filter(
    (answer) => answer !== 'count' && rows.every(({ question }) => question?.answers.includes(answer)),
  )
  const suggested = rows.every(({ question }) => question?.suggested === first.suggested) ? first.suggested : null
  return answers.length === 0 ? null : { rows, target, cause, answers, suggested }
}

/** The newest figure that was read after sending. */
export const lastRead = (row: QueueRow): number | null => row.question?.reads.at(-1)?.quantity ?? null
