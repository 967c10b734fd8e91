import type { Client } from '../../../shared/contract/contract.ts'
import { momentOf } from '../../data/signed-in.ts'
import { saveScan } from '../../data/unsaved-scans.ts'
import type { CountState } from './count-state.ts'
import { eventOfAnswer, eventOfError, rowOfAnswer, type Attempt, type CardKind } from './shown-event.ts'

/** One scan of a stocktake: to disk first, and only on the core's answer a sound, a flash and a row on the tape. */
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
  const send = () =>
    client.call('stocktakes.scan', {
      ...{ stocktakeID, scanID, code, ...momentOf(attempt) },
      ...(quantity === null ? {} : { quantity }),
      ...(place === null ? {} : { place }),
    })
  const answer = await saveScan(attempt, state, send, onHeld)
  if (!answer.ok) {
    play('error')
    state.show(stocktakeID, eventOfError(attempt, answer.error))
    return false
  }
  const event = eventOfAnswer(attempt, answer.value)
  play(event.doubts === undefined ? event.kind : 'duplicate', event.added)
  state.land(attempt, event, rowOfAnswer(attempt, answer.value))
  return true
}
