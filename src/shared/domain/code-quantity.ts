import type { CodeContent } from './code-content.ts'
import type { CodeRule, RuleReading } from './code-rules.ts'
import { multiply } from './quantity.ts'

/** What a counter should know of how a code was read. */
export const codeWarnings = [
  /** A group separator seems lost: lot or serial number may hold what comes after them. */
  'lostSeparator',
  /** The code should say a weight, a price or a number and says zero; one piece is counted. */
  'emptyMeasure',
  /** The code says a price and the item has none to divide it by; one piece is counted. */
  'noPrice',
] as const
export type CodeWarning = (typeof codeWarnings)[number]

export interface CodeQuantity {
  /** What one scan counts. */
  readonly quantity: number
  readonly warning: CodeWarning | null
}

/**
 * What one scan of a GS1 code counts. `pack`: the pieces that its GTIN stands for. A GTIN that begins with 9 is of goods sold
 * by measure (GS1 General Specifications, 2.1.11), so its measure is the quantity.
 */
export function quantityOfContent(content: CodeContent, pack: number): CodeQuantity {
  const { gtin, measure, count, lostSeparator } = content
  const bySize = gtin?.startsWith('9') === true && measure !== null
  return { ...times(pack, bySize ? measure : count), ...(lostSeparator ? { warning: 'lostSeparator' } : {}) }
}

/** What one scan of an in-store code counts. `price`: the item's price per piece or kilogram, to divide a printed price by. */
export function quantityOfRule(rule: CodeRule, reading: RuleReading, pack: number, price: number | null): CodeQuantity {
  if (rule.counts === 'piece') return { quantity: pack, warning: null }
  if (reading.price === null) return times(pack, reading.weight ?? reading.count)
  if (price === null || price <= 0) return { quantity: pack, warning: 'noPrice' }
  return times(pack, reading.price / price)
}

/** Rounded to thousandths, like every quantity; what comes to nothing is one pack with a warning. */
function times(pack: number, said: number | null): CodeQuantity {
  const quantity = multiply(pack, said ?? 1)
  return quantity > 0 ? { quantity, warning: null } : { quantity: pack, warning: 'emptyMeasure' }
}
