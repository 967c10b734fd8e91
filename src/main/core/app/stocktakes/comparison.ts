import type { Topic } from '../../../../shared/contract/events.ts'
import type { Breathe, Clock } from '../../ports.ts'
import type { Reader } from '../../store/database.ts'
import type { Store } from '../../store/open-store.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import { readTapeFacts, type TapeFacts } from '../../store/tape-facts.ts'
import { unhurried } from '../../sync/unhurried.ts'
import { comparing, type ComparedLine } from './compare.ts'
import { summarising, type Summary } from './review-summary.ts'

/** A whole stocktake compared: seconds of work at 100,000 lines, done in pieces, and once for all who ask. */
export interface Comparison {
  /** By SKU. */
  readonly lines: readonly ComparedLine[]
  readonly tape: TapeFacts
  readonly summary: Summary
}

/**
 * The last comparison is kept until something it was made of changes. Scans and everything else go on while one is made; what
 * they change in the meantime may be in it or not, and makes the next one.
 */
export interface Comparisons {
  of(stocktake: Stocktake): Promise<Comparison>
}

/** What no comparison is made of. */
const irrelevant: readonly Topic[] = [
  'status',
  'progress',
  'log',
  'settings',
  'people',
  'practice',
  'barcodes',
  'bundles',
]

interface Kept {
  readonly stocktakeID: string
  readonly comparison: Promise<Comparison>
}

export function createComparisons({ reader, listen }: Store, ports: { clock: Clock; breathe: Breathe }): Comparisons {
  let kept: Kept | null = null
  let changes = 0
  listen((topics) => {
    if ([...topics].every((topic) => irrelevant.includes(topic))) return
    changes += 1
    kept = null
  })
  return {
    of(stocktake) {
      if (kept?.stocktakeID === stocktake.id) return kept.comparison
      const before = changes
      const comparison = unhurried(compareAll(reader, stocktake), ports)
      if (changes === before) kept = { stocktakeID: stocktake.id, comparison }
      comparison.catch(() => {
        kept = null
      })
      return comparison
    },
  }
}

function* compareAll(reader: Reader, stocktake: Stocktake): Generator<undefined, Comparison> {
  const lines = yield* comparing(reader, stocktake)
  yield
  const tape = yield* readTapeFacts(reader, stocktake.id)
  yield
  const summary = yield* summarising(reader, stocktake, lines, tape)
  return { lines, tape, summary }
}
