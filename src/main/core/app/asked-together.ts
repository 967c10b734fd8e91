import { appError, type AppError } from '../../../shared/contract/errors.ts'
import type { Input } from '../../../shared/contract/contract.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Reader } from '../store/database.ts'
import { readQuestions, type AskedChange } from '../store/queue-list.ts'

/**
 * Which changes of one request or one gesture an answer is about. The same answer means different things to questions of
 * different reasons: "it happened" closes a transfer of which half is missing. So it is for one reason, and where no
 * reason is named there must be only one.
 */
export function ofOneReason(
  reader: Reader,
  ids: readonly number[],
  { reason, decision }: Pick<Input<'queue.decide'>, 'reason' | 'decision'>,
): Result<readonly number[], AppError> {
  const asked = readQuestions(reader, ids)
  const reasons = [...new Set(asked.map(({ question }) => question.reason))]
  if (reason === undefined && reasons.length > 1) {
    const message = `These are asked for different reasons (${reasons.join(', ')}). Answer one of them at a time.`
    return err(appError('notAllowed', message, { reasons }))
  }
  if (reason === undefined) return ok(ids)
  const takers = asked.filter(({ question }) => question.reason === reason && takes(question, decision))
  if (takers.length > 0) return ok(takers.map(({ id }) => id))
  const message = 'There is no open question of this kind any more that takes this answer.'
  return err(appError('notAllowed', message, { reason, decision }))
}

const takes = (
  { answers, suggested }: AskedChange['question'],
  decision: Input<'queue.decide'>['decision'],
): boolean => (decision === 'suggested' ? suggested !== null && suggested !== 'count' : answers.includes(decision))
