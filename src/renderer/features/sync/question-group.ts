import type { QueueRow } from '../../../shared/contract/queue.ts'
import type { Answer } from './answer-list.tsx'

/** Questions that may be answered as one: of one cause (sync.md rule 18b), or merely of one kind. */
export interface QuestionGroup {
  readonly rows: readonly QueueRow[]
  /** What the answer names. */
  readonly target: { readonly sentWith: string } | { readonly groupID: string } | { readonly changeIDs: number[] }
  readonly cause: 'lostAnswer' | 'gesture' | 'alike'
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

/** All open questions of the same kind: the same reason about the same kind of change. */
export const alikeTo = (row: QueueRow, questions: readonly QueueRow[]): readonly QueueRow[] =>
  questions
    .filter(
      (other) =>
        other.question?.reason === row.question?.reason && other.kind === row.kind && other.record === row.record,
    )
    .slice(0, mostAtOnce)

/** What one answer may name. */
const mostAtOnce = 1000

/** Several of one kind as one question. Where each has a suggestion of its own, those may be taken as well. */
export function chosenAlike(rows: readonly QueueRow[]): QuestionGroup | null {
  const group = grouped(rows, { changeIDs: rows.map(({ changeID }) => changeID) }, 'alike', 1)
  if (group === null) return null
  const own = rows.every(({ question }) => question?.suggested !== null && question?.suggested !== 'count')
  const differ = group.suggested === null
  return own && differ ? { ...group, answers: ['suggested', ...group.answers], suggested: 'suggested' } : group
}

function grouped(
  rows: readonly QueueRow[],
  target: QuestionGroup['target'],
  cause: QuestionGroup['cause'],
  least = 2,
): QuestionGroup | null {
  const first = rows[0]?.question
  if (rows.length < least || first === undefined) return null
  const answers = first.answers.filter(
    (answer) => answer !== 'count' && rows.every(({ question }) => question?.answers.includes(answer)),
  )
  const suggested = rows.every(({ question }) => question?.suggested === first.suggested) ? first.suggested : null
  return answers.length === 0 ? null : { rows, target, cause, answers, suggested }
}

/** The newest figure that was read after sending. */
export const lastRead = (row: QueueRow): number | null => row.question?.reads.at(-1)?.quantity ?? null
