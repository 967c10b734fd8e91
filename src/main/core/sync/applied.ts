import type { Mover } from '../../../shared/domain/change.ts'
import { getChange, moveChange } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { overtake } from './overtake.ts'
import { confirmFound, type Moves } from './own-moves.ts'

/**
 * Ends changes that are known to have happened by other ways than their answer: read back, or said by a person. `landed`:
 * of half a transfer, the side that did.
 */
export function markFound(writer: Writer, ids: readonly number[], mover: Mover, at: number, landed?: Moves): void {
  for (const id of ids) {
    const change = getChange(writer, id)
    const payload = { ...change?.payload, ...(landed === undefined ? {} : { landed }) }
    if (change !== undefined) confirmFound(writer, { ...change, payload })
    moveChange(writer, id, 'applied', mover, { at, question: null, assumed: null, payload })
  }
  overtake(writer, ids, at)
}
