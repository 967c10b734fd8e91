import { sum } from '../../../shared/domain/quantity.ts'

export interface MovedCell {
  readonly warehouse: number
  readonly before: number | null
  readonly after: number | null
}

export function movedCells(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): MovedCell[] {
  const moved: MovedCell[] = []
  for (const [warehouse, quantity] of after) {
    const was = before.get(warehouse)
    if (was !== quantity) moved.push({ warehouse, before: was ?? null, after: quantity })
  }
  for (const [warehouse, quantity] of before)
    if (!after.has(warehouse)) moved.push({ warehouse, before: quantity, after: null })
  return moved
}

export const totalsOf = (
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): { readonly before: number; readonly after: number } => ({ before: sum(before.values()), after: sum(after.values()) })
