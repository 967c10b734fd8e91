import { useState } from 'react'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import type { RowWindow } from '../../data/rows.ts'

export interface Lines {
  /** The line the panel shows: the chosen one, or the first that is here. */
  readonly row: ReviewRow | undefined
  /** Its index in the list; null: it is not among the rows here (found by a scan, or gone from the tab). */
  readonly index: number | null
  choose(this: void, row: ReviewRow | null): void
  /** On from a line that is done, unless somebody has chosen another one meanwhile. */
  goOn(this: void, from: string, to: ReviewRow | null): void
  step(this: void, step: 1 | -1): void
}

/** Which line is looked at. Follows the line itself when the list changes under it, not its place. */
export function useLines(rows: RowWindow<ReviewRow>): Lines {
  const [chosen, setChosen] = useState<ReviewRow | null>(null)
  const index = chosen === null ? (rows.total > 0 ? 0 : null) : indexOf(rows, chosen.sku)
  const row = (index === null ? undefined : rows.rowAt(index)) ?? chosen ?? undefined
  return {
    row,
    index,
    choose: setChosen,
    goOn: (from, to) => setChosen((now) => (now === null || now.sku === from ? to : now)),
    step: (step) => {
      const next = index === null ? undefined : rows.rowAt(index + step)
      if (next !== undefined) setChosen(next)
    },
  }
}

export function indexOf(rows: RowWindow<ReviewRow>, sku: string): number | null {
  for (let index = 0; index < rows.total; index += 1) if (rows.rowAt(index)?.sku === sku) return index
  return null
}

/** The rows of the list that are here; in a long list the pages far from what is shown are not. */
export function rowsHere(rows: RowWindow<ReviewRow>): readonly ReviewRow[] {
  return Array.from({ length: rows.total }, (_, index) => rows.rowAt(index)).filter((row) => row !== undefined)
}
