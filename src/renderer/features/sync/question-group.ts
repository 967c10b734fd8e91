import type { QueueRow, Question } from '../../../shared/contract/queue.ts'
import type { Answer } from './answer-list.tsx'

/**
 * Questions that may be answered as one: of one cause (sync.md rule 18b), or merely of one kind. They share the reason,
 * because the same answer means something else to another one.
 */
export interface QuestionGroup {
  /** Those that are listed. An answer is for the ones that take it. */
  readonly rows: readonly QueueRow[]
  readonly cause: 'lostAnswer' | 'restored' | 'gesture' | 'alike'
  readonly answers: readonly Answer[]
  /** What all of them suggest; null where they differ. */
  readonly suggested: Answer | null
  /** How many it stands for: more than its rows where the list ends before it does. */
  readonly size: number
  /** Open questions of the same request or gesture that are asked for another reason, and stay. */
  readonly apart: number
}

/** What the answer to a group names: what it shows, one by one, or everything that was asked after a restore. */
type Target = { readonly changeIDs: number[] } | { readonly sentWith: string; readonly reason: Question['reason'] }

/** `restored`: how many are asked in all since the restore, where the list does not hold every question. */
export function groupOf(row: QueueRow, questions: readonly QueueRow[], restored = 0): QuestionGroup | null {
  const reason = row.question?.reason
  const { changeID, sentWith, groupID } = row
  const open = questions.some((other) => other.changeID === changeID) ? questions : [...questions, row]
  if ((reason === 'lostAnswer' || reason === 'restored') && sentWith !== undefined) {
    const together = open.filter((other) => other.sentWith === sentWith)
    return ofCause(row, together, reason, reason === 'restored' ? restored : 0)
  }
  if (reason !== 'refused' || groupID === undefined) return null
  const together = open.filter((other) => other.groupID === groupID)
  return ofCause(row, together, 'gesture')
}

function ofCause(
  row: QueueRow,
  together: readonly QueueRow[],
  cause: QuestionGroup['cause'],
  known = 0,
): QuestionGroup | null {
  const rows = together.filter((other) => other.question?.reason === row.question?.reason)
  const size = Math.max(rows.length, known)
  // Of what is not listed only that is offered which all take.
  const all = size > rows.length
  const answers = (row.question?.answers ?? []).filter(
    (answer) => answer !== 'count' && (!all || rows.every((other) => takes(other, answer))),
  )
  if (size < 2 || answers.length === 0) return null
  return { rows, cause, answers, suggested: suggestionOf(rows), size, apart: together.length - rows.length }
}

/** Whether a question may be answered so. `suggested` is only offered where every one has a suggestion. */
const takes = ({ question }: QueueRow, answer: Answer): boolean =>
  answer === 'suggested' || question?.answers.includes(answer) === true

/** Those that an answer decides. */
export const takersOf = ({ rows }: QuestionGroup, answer: Answer): readonly QueueRow[] =>
  rows.filter((row) => takes(row, answer))

export function targetOf(group: QuestionGroup, answer: Answer): Target {
  const [first] = group.rows
  if (group.size > group.rows.length && first?.sentWith !== undefined && first.question !== undefined)
    return { sentWith: first.sentWith, reason: first.question.reason }
  return { changeIDs: takersOf(group, answer).map(({ changeID }) => changeID) }
}

/** All listed questions of the same kind: the same reason about the same kind of change. */
export const alikeTo = (row: QueueRow, questions: readonly QueueRow[]): readonly QueueRow[] =>
  questions.filter(
    (other) =>
      other.question?.reason === row.question?.reason && other.kind === row.kind && other.record === row.record,
  )

/** Several of one kind as one question. Where each has a suggestion of its own, those may be taken as well. */
export function chosenAlike(rows: readonly QueueRow[]): QuestionGroup | null {
  const answers = (rows[0]?.question?.answers ?? []).filter(
    (answer) => answer !== 'count' && rows.every((row) => takes(row, answer)),
  )
  if (answers.length === 0) return null
  const suggested = suggestionOf(rows)
  const group = { rows, cause: 'alike', answers, suggested, size: rows.length, apart: 0 } as const
  const own = rows.every(({ question }) => question?.suggested !== null && question?.suggested !== 'count')
  return own && suggested === null ? { ...group, answers: ['suggested', ...answers], suggested: 'suggested' } : group
}

function suggestionOf(rows: readonly QueueRow[]): Answer | null {
  const first = rows[0]?.question?.suggested ?? null
  return rows.every(({ question }) => question?.suggested === first) ? first : null
}

/** The newest figure that was read after sending. */
export const lastRead = (row: QueueRow): number | null => row.question?.reads.at(-1)?.quantity ?? null
