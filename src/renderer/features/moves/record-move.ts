import type { Client } from '../../../shared/contract/contract.ts'
import { momentOf } from '../../data/signed-in.ts'
import { saveScan } from '../../data/unsaved-scans.ts'
import type { Signal } from '../../sounds/signals.ts'
import type { Attempt } from './attempt.ts'
import type { RecordingState } from './moves-state.ts'
import { moveOfAnswer, moveOfError, type MoveCardKind } from './shown-move.ts'

/** One scan of a draft: to disk first, and only on the core's answer a sound and a flash. */
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
  const send = () =>
    client.call('moves.scan', {
      ...{ kind, scanID, code, ...momentOf(attempt) },
      ...(quantity === null ? {} : { quantity }),
      ...(connectionID === undefined ? {} : { connectionID }),
    })
  const answer = await saveScan(attempt, state, send, onHeld)
  if (!answer.ok) {
    play('error')
    state.show(kind, moveOfError(attempt, answer.error))
    return false
  }
  const move = moveOfAnswer(attempt, answer.value)
  play(signalOf[move.kind])
  state.forget(scanID)
  state.show(kind, move)
  return true
}
