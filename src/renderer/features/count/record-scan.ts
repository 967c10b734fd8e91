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
  readonly state: Pick<CountState, 'show' | 'addRow' | 'keepUnsaved' | 'forget' | 'save'>
  play(this: void, kind: CardKind): void
}

export async function recordScan({ client, state, play }: Recording, attempt: Attempt): Promise<boolean> {
  const { stocktakeID, scanID, code, quantity } = attempt
  state.save(1)
  const answer = await client
    .call('stocktakes.scan', { stocktakeID, scanID, code, ...(quantity === null ? {} : { quantity }) })
    .catch((cause: unknown) => ({ ok: false as const, error: appError('internal', String(cause)) }))
  state.save(-1)
  if (!answer.ok) {
    play('error')
    state.keepUnsaved(attempt, answer.error)
    state.show(stocktakeID, eventOfError(attempt, answer.error))
    return false
  }
  const event = eventOfAnswer(attempt, answer.value)
  play(event.kind)
  state.forget(scanID)
  state.show(stocktakeID, event)
  const row = rowOfAnswer(attempt, answer.value)
  if (row !== null) state.addRow(stocktakeID, row)
  return true
}
