import type { Client } from '../../../shared/contract/contract.ts'
import { appError } from '../../../shared/contract/errors.ts'
import { momentOf } from '../../data/signed-in.ts'
import { watchAnswer } from '../../data/slow-scans.ts'
import type { CountState } from './count-state.ts'
import { eventOfAnswer, eventOfError, rowOfAnswer, type Attempt, type CardKind } from './shown-event.ts'

/**
 * The path of one scan: to disk first, and only on the core's answer a sound, a flash and a row on the tape. An answer
 * that is an error keeps the scan with its scanID. Never rejects, so that the next scan is never lost behind it.
 */
export interface Recording {
  readonly client: Client
  readonly state: Pick<CountState, 'show' | 'land' | 'keepUnsaved' | 'hold' | 'release'>
  /** `quantity`: what was counted, to be said aloud by who wants to hear it. */
  play(this: void, kind: CardKind, quantity?: number | null): void
}

export async function recordScan(
  { client, state, play }: Recording,
  attempt: Attempt,
  onHeld: () => void = () => undefined,
): Promise<boolean> {
  const { stocktakeID, scanID, code, quantity, place } = attempt
  const answered = watchAnswer(
    () => {
      state.hold(attempt)
      onHeld()
    },
    () => state.release(scanID),
  )
  const answer = await client
    .call('stocktakes.scan', {
      stocktakeID,
      scanID,
      code,
      ...(quantity === null ? {} : { quantity }),
      ...(place === null ? {} : { place }),
      ...momentOf(attempt),
    })
    .catch((cause: unknown) => ({ ok: false as const, error: appError('internal', String(cause)) }))
  answered()
  if (!answer.ok) {
    play('error')
    state.keepUnsaved(attempt, answer.error)
    state.show(stocktakeID, eventOfError(attempt, answer.error))
    return false
  }
  const event = eventOfAnswer(attempt, answer.value)
  play(event.doubts === undefined ? event.kind : 'duplicate', event.added)
  state.land(attempt, event, rowOfAnswer(attempt, answer.value))
  return true
}
