import type { suggestReasons } from '../../../shared/contract/scoping.ts'
import type { AbcMeasure } from '../../../shared/domain/abc.ts'

/** What a new count is limited to, as it is chosen in the panel. */
export const scopeWays = ['all', 'place', 'list', 'search', 'abc', 'suggest'] as const
export type ScopeWay = (typeof scopeWays)[number]

export type SuggestReason = (typeof suggestReasons)[number]

export interface ScopeChoice {
  readonly way: ScopeWay
  /** Barcodes and SKUs, one a line. */
  readonly list: string
  readonly search: string
  readonly places: readonly string[]
  readonly classes: readonly ('A' | 'B' | 'C')[]
  readonly classesBy: AbcMeasure
  readonly days: number
  /** Why something is due; none: whatever the reason. */
  readonly reasons: readonly SuggestReason[]
  /** Most items of what is due. */
  readonly most: number
}

export const wholeWarehouse: ScopeChoice = {
  way: 'all',
  list: '',
  search: '',
  places: [],
  classes: ['A'],
  classesBy: 'worth',
  days: 90,
  reasons: [],
  most: 50,
}

/** What was chosen, as items. */
export interface FoundScope {
  readonly skus: readonly string[]
  readonly unknown: readonly string[]
  /** Places to choose from. */
  readonly knownPlaces: readonly string[]
  /** How many are due in all; null: it was not asked what is due. */
  readonly due: number | null
  readonly pending: boolean
}

/** The codes of a pasted list, each once: one a line, or the first column of a table. */
export function codesOf(list: string): string[] {
  const codes = list.split(/\r?\n/).map((line) => (line.split(/[\t;,]/)[0] ?? '').trim().replace(/^"(.*)"$/, '$1'))
  return [...new Set(codes.filter((code) => code !== ''))]
}
