import { equal, negate, subtract } from '../../../shared/domain/quantity.ts'
import { keepVerdict, resentAttempts, type Attempt } from '../store/attempts.ts'
import { addChange, getChange, moveChange, openChangesOf, type Change } from '../store/changes.ts'
import type { Reader, Writer } from '../store/database.ts'
import { writeLog } from '../store/log.ts'
import type { MovedCell } from './moved-cells.ts'
import type { EngineContext } from './context.ts'
import { questionFor } from './questions.ts'
import { weighAttempt } from './weigh.ts'

/**
 * Rule 19: whatever was sent again is watched for a day. If the same movement shows once more with nothing to explain it,
 * the first sending may have landed after all: then a person is asked, with the correction prepared. The watch is the
 * attempt itself, so it outlives restarts and costs nothing while nothing moves.
 */
export const watchMs = 24 * 3_600_000

/** Attempts of an item that went again less than a day ago, in the remote's time. */
export function watchedAttempts({ memory }: EngineContext, reader: Reader, uid: number): Attempt[] {
  const now = memory.newestDate ?? 0
  return resentAttempts(reader, uid).filter(
    ({ row, verdict }) => row.deltas.length > 0 && verdict !== null && now - (verdict.serverDate ?? now) < watchMs,
  )
}

/** Whether figures of an item moved just as something that was sent again. Answers what is explained by that. */
export function noticeLateLanding(
  context: EngineContext,
  writer: Writer,
  item: number,
  moved: readonly MovedCell[],
): boolean {
  const attempt = watchedAttempts(context, writer, item).find(({ row }) => isSameMove(row.deltas, moved))
  if (attempt === undefined || isExplained(writer, item, attempt)) return false
  const changes = attempt.changeIDs.flatMap((id) => getChange(writer, id) ?? [])
  if (changes.every(({ state }) => state === 'ready' || state === 'blocked'))
    askAgain(context, writer, attempt, changes)
  // A figure that is written twice adds nothing.
  else if (attempt.endpoint !== 'setStock' && changes.every(({ state }) => state === 'applied'))
    proposeCorrection(context, writer, attempt, changes)
  else return false
  return true
}

/** Something else of ours that is in doubt may be what landed here. */
const isExplained = (reader: Reader, item: number, { changeIDs }: Attempt): boolean =>
  openChangesOf(reader, item).some(
    ({ id, state }) =>
      (state === 'inflight' || state === 'unknown' || state === 'quarantined') && !changeIDs.includes(id),
  )

const isSameMove = (deltas: readonly (readonly [number, number])[], moved: readonly MovedCell[]): boolean =>
  moved.length === deltas.length &&
  deltas.every(([warehouse, by]) =>
    moved.some((cell) => cell.warehouse === warehouse && equal(subtract(cell.after ?? 0, cell.before ?? 0), by)),
  )

/** It was about to go again: now it waits for a person. */
function askAgain(context: EngineContext, writer: Writer, attempt: Attempt, changes: readonly Change[]): void {
  for (const change of changes) {
    const question = questionFor({
      reason: 'lostAnswer',
      change,
      key: attempt.preImage.key ?? '',
      suggested: 'applied',
      attempt,
      cell: change.warehouse,
      likelihood: weighAttempt(context, writer, attempt),
    })
    moveChange(writer, change.id, 'quarantined', 'engine', {
      at: context.ports.clock.now(),
      question,
      assumed: 'applied',
    })
  }
  note(context, writer, attempt)
}

/** The movement the other way round, waiting for a person: nothing is ever corrected unasked. */
export function proposeCorrection(
  context: EngineContext,
  writer: Writer,
  attempt: Attempt,
  changes: readonly Change[],
): void {
  const [first] = changes
  const [from, to] = attempt.row.deltas
  if (first === undefined || from === undefined) return
  const at = context.ports.clock.now()
  const head = { connection: first.connection, uid: first.uid, recordKind: first.recordKind, at }
  const groupID = context.ports.ids.ulid()
  const id = addChange(writer, {
    ...head,
    groupID,
    stocktakeID: first.stocktakeID,
    ...(to === undefined
      ? { kind: 'stock-delta', warehouse: from[0], quantity: negate(from[1]) }
      : { kind: 'transfer', warehouse: to[0], toWarehouse: from[0], quantity: to[1] }),
  })
  const change = getChange(writer, id)
  if (change === undefined) return
  const question = questionFor({
    reason: 'lateLanding',
    change,
    key: attempt.preImage.key ?? '',
    suggested: 'compensate',
    attempt,
    cell: change.warehouse,
  })
  // The figure stands as the remote says it; the correction is only a proposal.
  moveChange(writer, id, 'quarantined', 'engine', { at, question, assumed: 'applied' })
  note(context, writer, attempt)
}

function note(context: EngineContext, writer: Writer, attempt: Attempt): void {
  const { ports, memory, connection } = context
  const at = ports.clock.now()
  const key = attempt.preImage.key ?? ''
  keepVerdict(writer, attempt.id, {
    verdict: 'asked',
    because: 'lateLanding',
    facts: {},
    at,
    serverDate: memory.newestDate,
  })
  writeLog(writer, connection, at, {
    level: 'warning',
    event: 'lateLanding',
    text: `A movement of ${key} that was sent again may have arrived twice; a person is asked.`,
    details: { key, changeIDs: attempt.changeIDs },
  })
}
