import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { isQuestion, isTerminal } from '../../../shared/domain/change.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { keepVerdict, lastAttempt } from '../store/attempts.ts'
import { getChange } from '../store/changes.ts'
import type { Reader, Writer } from '../store/database.ts'
import { isUntouched, restoreDecision, type KeptDecision } from '../store/decisions.ts'
import { compareAsOfNow } from './as-of-now.ts'
import { countedSince } from './overtake.ts'
import { catchUp, withdrawFound } from './own-moves.ts'

/** Taking an answer back: its questions stand as they were, as long as nothing of its result has left. */
export interface TakenBack {
  readonly reopened: readonly number[]
  readonly discarded: readonly number[]
}

export function takeBack(writer: Writer, decision: KeptDecision, at: number): Result<TakenBack, AppError> {
  const details = { decisionID: decision.id }
  if (decision.takenBack) return err(appError('notAllowed', 'This answer was taken back already.', details))
  if (!isUntouched(writer, decision))
    return err(appError('notAllowed', 'What this answer led to has left already, so it can’t be taken back.', details))
  if (isCounted(writer, decision))
    return err(appError('notAllowed', 'It was counted since, so this answer can’t be taken back.', details))
  for (const { before, state } of decision.touched) {
    const change = getChange(writer, before.id)
    if (change && state === 'applied') withdrawFound(writer, change)
  }
  for (const { id, waiting } of restoreDecision(writer, decision, at)) catchUp(writer, id, waiting)
  const reopened = decision.touched.map(({ before }) => before.id)
  for (const id of reopened) forgetResend(writer, id, at)
  const open = reopened.flatMap((id) => getChange(writer, id) ?? []).filter(({ state }) => isQuestion(state))
  compareAsOfNow(writer, open, at)
  return ok({ reopened, discarded: decision.made })
}

/** What would be open again is part of a count by now. */
function isCounted(reader: Reader, { touched }: KeptDecision): boolean {
  const ids = touched.map(({ before }) => before.id)
  return touched.some(({ before, state }) => {
    const change = isTerminal(state) ? getChange(reader, before.id) : undefined
    return change !== undefined && countedSince(reader, change, ids) !== undefined
  })
}

/** A movement that is not sent again after all needs no watch. */
function forgetResend(writer: Writer, id: number, at: number): void {
  const change = getChange(writer, id)
  const attempt = change && lastAttempt(writer, change.requestID, change.uid)
  if (attempt?.verdict?.because !== 'person' || !attempt.changeIDs.includes(id)) return
  const { serverDate } = attempt.verdict
  keepVerdict(writer, attempt.id, { verdict: 'asked', because: 'unproven', facts: {}, at, serverDate })
}
