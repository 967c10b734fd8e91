import type { Output } from '../../../../shared/contract/contract.ts'
import { doubtOf } from '../../../../shared/domain/quantity-doubts.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import type { Recorded } from './record.ts'

type Doubts = Pick<Output<'stocktakes.count'>, 'doubts'>

/** What to doubt of an event that was counted. Single scans are believed: a finger slips on keys, not on a trigger. */
export function doubtsOf(
  stocktake: Stocktake,
  { counted, expected }: Recorded,
  { typed, sameSerial }: { readonly typed: boolean; readonly sameSerial: boolean },
): Doubts {
  const blind = stocktake.blind || stocktake.method === 'double'
  const quantity = typed ? doubtOf(counted, expected, blind) : null
  const doubts = [...(quantity === null ? [] : [quantity]), ...(sameSerial ? (['sameSerial'] as const) : [])]
  return doubts.length === 0 ? {} : { doubts }
}
