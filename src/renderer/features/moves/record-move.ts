import type { Client } from '../../../shared/contract/contract.ts'
import { appError } from '../../../shared/contract/errors.ts'
import { momentOf } from '../../data/signed-in.ts'
import { watchAnswer } from '../../data/slow-scans.ts'
import type { Signal } from '../../sounds/signals.ts'
import type { Attempt } from './attempt.ts'
import type { RecordingState } from './moves-state.ts'
import { moveOfAnswer, moveOfError, type MoveCardKind } from './shown-move.ts'

/**
 * The path of one scan: to disk first, and only on the core's answer a sound and a flash. An answer that is an error
 * keeps the scan with its scanID. Never rejects, so that the next scan is never lost behind it.
 */
export interface Recording {
  readonly client: Client
  readonly state: RecordingState
  play(this: void, signal: Signal): void
}

const signalOf: Readonly<Record<MoveCardKind, Signal>> = {
  known: 'known',
  unknown: 'unknown',
  duplicate: 'question',
  error: 'error',
  set: 'known',
  undo: 'command',
}

export async function recordMove(
  { client, state, play }: Recording,
  attempt: Attempt,
  onHeld: () => void = () => undefined,
): Promise<boolean> {
  const { kind, scanID, code, quantity, connectionID } = attempt
  const answered = watchAnswer(
    () => {
      state.hold(attempt)
      onHeld()
    },
    () => state.release(scanID),
  )
  const answer = await client
    .call('moves.scan', {
      ...{ kind, scanID, code, ...momentOf(attempt) },
      ...(quantity === null ? {} : { quantity }),
      ...(connectionID === undefined ? {} : { connectionID }),
    })
    .catch((cause: unknown) => ({ ok: false as const, error: appError('internal', String(cause)) }))
  answered()
  if (!answer.ok) {
    play('error')
    state.keepUnsaved(attempt, answer.error)
    state.show(kind, moveOfError(attempt, answer.error))
    return false
  }
  const move = moveOfAnswer(attempt, answer.value)
  play(signalOf[move.kind])
  state.forget(scanID)
  state.show(kind, move)
  return true
}
