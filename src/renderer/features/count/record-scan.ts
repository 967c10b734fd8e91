import type { Client } from '../../../shared/contract/contract.ts'
import { appError } from '../../../shared/contract/errors.ts'
import type { CountState } from './count-state.ts'
import { eventOfAnswer, eventOfError, rowOfAnswer, type Attempt, type CardKind } from './shown-event.ts'

/**
 * The path of one scan: to disk first, and only on the core's answer a sound, a flash and a row on the tape. An answer
 * that is an error keeps the scan with its scanID. Never rejects, so that the next scan is never lost behind it.
 */
export interface Recording {
  readonly client: Client
  readonly state: Pick<CountState, 'show' | 'land' | 'keepUnsaved' | 'save'>
  /** `quantity`: what was counted, to be said aloud by who wants to hear it. */
  play(this: void, kind: CardKind, quantity?: number | null): void
}

/** Only an answer that takes this long is worth a word. Milliseconds. */
const longWait = 400

export async function recordScan({ client, state, play }: Recording, attempt: Attempt): Promise<boolean> {
  const { stocktakeID, scanID, code, quantity, place } = attempt
  const answered = sayWaiting(state)
  const answer = await client
    .call('stocktakes.scan', {
      stocktakeID,
      scanID,
      code,
      ...(quantity === null ? {} : { quantity }),
      ...(place === null ? {} : { place }),
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

/** Says that a scan is being saved once that takes long; the returned function ends it. */
function sayWaiting(state: Recording['state']): () => void {
  let said = 0
  const timer = setTimeout(() => {
    said = 1
    state.save(1)
  }, longWait)
  return () => {
    clearTimeout(timer)
    if (said > 0) state.save(-1)
  }
}
