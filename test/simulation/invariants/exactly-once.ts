import type { ChangeState } from '../../../src/shared/domain/change.ts'
import type { Truth } from '../ledger.ts'
import { broken, type ChangeRow, type Observed } from './facts.ts'

/**
 * What of a change need not be true. `end`: a person closed it without knowing (by a count, or because its record is
 * gone), so how it ended says nothing. `overwritten`: somebody else wrote the cell while it was in hand, so that theirs may
 * pass for ours. `all`: the world broke an assumption of the protocol (sync.md §2), or the disk lied.
 */
export type Excuse = 'none' | 'end' | 'overwritten' | 'all'

/** I1: what the device believes of a movement is what happened. */
export function checkTruth(device: Observed, change: ChangeRow, truth: Truth, excuseOf: () => Excuse): void {
  if (isTrue(change.state, truth, false)) return
  const excuse = excuseOf()
  if (excuse === 'overwritten' && change.state === 'applied' && truth.times === 0) return
  if (excuse !== 'all' && !isTrue(change.state, truth, excuse === 'end'))
    broken(
      'I1',
      device,
      `change ${String(change.id)} is ${change.state} and was carried out ${String(truth.times)} times${truth.half ? ', one leg of it' : ''}`,
    )
}

/** Kinds of change that have no goal but their own history. */
export const isMovement = ({ kind, payload }: Pick<ChangeRow, 'kind' | 'payload'>): boolean =>
  kind === 'stock-delta' || kind === 'transfer' || (kind === 'stock-set' && payload.includes('"difference"'))

/**
 * What became of the change was inferred from a declaration that nobody else writes there (SOLE of sync.md §2); or it was
 * sent again because of that, before the declaration turned out wrong and a correction was put before a person.
 */
export const wasInferred = (device: Observed, changeID: number): boolean =>
  device.row(
    `SELECT 1 FROM attempts AS judged WHERE EXISTS (SELECT 1 FROM json_each(judged.change_ids) WHERE value = ?)
       AND (because = 'sole' OR because = 'revoked' AND EXISTS (SELECT 1 FROM attempts AS later, json_each(later.change_ids)
         WHERE value = ? AND later.id > judged.id AND later.sent_at < judged.verdict_at))`,
    changeID,
    changeID,
  ) !== undefined

function isTrue(state: ChangeState, { times, half }: Truth, endIsFree: boolean): boolean {
  switch (state) {
    case 'applied':
      return endIsFree || (times === 1 && !half)
    case 'discarded':
      return endIsFree || times === 0
    case 'blocked':
    case 'ready':
    case 'rejected':
    case 'superseded':
      return times === 0
    case 'conflict':
    case 'inflight':
    case 'unknown':
    case 'quarantined':
      return times <= 1
  }
}
