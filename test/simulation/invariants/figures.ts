/** What must be true of figures that stand for movements, at the moment they leave (sync.md §7). */
import { negate, sum } from '../../../src/shared/domain/quantity.ts'
import type { Wire } from '../wire-rows.ts'
import type { Cell } from '../wire-rows.ts'
import { isMovement } from './exactly-once.ts'
import { broken, type ChangeRow, type Observed } from './facts.ts'

type Believed = readonly (number | null)[]

/** Whether the changes of a row are movements, which have no goal of their own. */
export const isMoved = (device: Observed, changeIDs: readonly number[]): boolean =>
  device
    .rows<Pick<ChangeRow, 'kind' | 'payload'>>(
      'SELECT kind, payload FROM changes WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(changeIDs),
    )
    .every(isMovement)

/** A first figure is made where there is none, every other one is updated; a transfer never goes by halves. */
export function checkFigures(
  device: Observed,
  { method }: Wire,
  cells: readonly Cell[],
  believed: Believed,
  kinds: readonly string[],
): void {
  if (believed.some((figure) => (figure === null) !== (method === 'POST')))
    broken('I2', device, `${method} of ${JSON.stringify(cells)} where the figures are ${JSON.stringify(believed)}`)
  const isTransfer = kinds.includes('transfer')
  if (isTransfer && method === 'POST' ? cells.some(({ to }) => to !== 0) : cells.length !== (isTransfer ? 2 : 1))
    broken('I2', device, `${method} of ${JSON.stringify(cells)} for ${kinds.join(', ')}`)
}

/** By how much each figure moves its cell; what only makes room for a transfer moves nothing. */
export const movesOf = (
  { method }: Wire,
  cells: readonly Cell[],
  believed: Believed,
  kinds: readonly string[],
): readonly Cell[] =>
  kinds.includes('transfer') && method === 'POST'
    ? []
    : cells.map((cell, index) => ({ ...cell, by: sum([cell.to, negate(believed[index] ?? 0)]) }))
