import { inferredAttempts, keepVerdict, type Attempt } from '../store/attempts.ts'
import { getChange, moveChange, type Change } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import type { EngineContext } from './context.ts'
import { proposeCorrection, watchMs } from './late-landing.ts'
import { countedSince } from './overtake.ts'
import { catchUp, withdrawFound } from './own-moves.ts'
import { questionFor } from './questions.ts'
import { weighAttempt } from './weigh.ts'

/**
 * Rule 21: what was inferred from a word that turned out false is put before a person, if it is less than a day old.
 * Answers how many decisions were opened again.
 */
export function reopenInferred(context: EngineContext, writer: Writer, warehouse: number): number {
  const now = context.memory.newestDate ?? 0
  const recent = inferredAttempts(writer, context.connection).filter(
    ({ verdict, row }) =>
      verdict !== null &&
      now - (verdict.serverDate ?? now) < watchMs &&
      row.deltas.some(([cell]) => cell === warehouse),
  )
  return recent.filter((attempt) => reopen(context, writer, attempt)).length
}

function reopen(context: EngineContext, writer: Writer, attempt: Attempt): boolean {
  const changes = attempt.changeIDs.flatMap((id) => getChange(writer, id) ?? [])
  const all = (state: Change['state']): boolean => changes.length > 0 && changes.every((one) => one.state === state)
  // Whatever became of it, somebody has counted since.
  if (changes.every((change) => countedSince(writer, change) !== undefined)) return false
  const wentAgain = attempt.verdict?.verdict === 'resend'
  if (wentAgain && all('applied')) proposeCorrection(context, writer, attempt, changes)
  else if (wentAgain ? all('ready') : all('applied')) ask(context, writer, attempt, changes, wentAgain)
  else return false
  const { ports, memory } = context
  const head = { at: ports.clock.now(), serverDate: memory.newestDate, facts: {} }
  keepVerdict(writer, attempt.id, { ...head, verdict: 'asked', because: 'revoked' })
  return true
}

function ask(
  context: EngineContext,
  writer: Writer,
  attempt: Attempt,
  changes: readonly Change[],
  wentAgain: boolean,
): void {
  const at = context.ports.clock.now()
  for (const change of changes) {
    const question = questionFor({
      reason: 'inferred',
      change,
      key: attempt.preImage.key ?? '',
      suggested: wentAgain ? 'resend' : 'applied',
      attempt,
      cell: change.warehouse,
      likelihood: weighAttempt(context, writer, attempt),
    })
    const assumed = wentAgain ? 'notApplied' : 'applied'
    if (!wentAgain) withdrawFound(writer, change)
    moveChange(writer, change.id, 'quarantined', wentAgain ? 'engine' : 'review', { at, question, assumed })
    if (!wentAgain) catchUp(writer, change.id)
  }
}
