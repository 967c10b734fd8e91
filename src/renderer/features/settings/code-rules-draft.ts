import { readByRules, rulesProblem, type CodeRule, type RuleProblem } from '../../../shared/domain/code-rules.ts'
import { readScannedCode } from '../../../shared/domain/barcode.ts'

/** The first thing that keeps a list of patterns from being saved, and in which row it is. */
export function draftProblem(
  rules: readonly CodeRule[],
): { readonly index: number; readonly problem: RuleProblem | 'noName' } | null {
  const unnamed = rules.findIndex(({ name }) => name.trim() === '')
  return rulesProblem(rules) ?? (unnamed === -1 ? null : { index: unnamed, problem: 'noName' })
}

/** A usual pattern with the first prefix that no other pattern has. */
export function newRule(rules: readonly CodeRule[]): Omit<CodeRule, 'name'> {
  const prefixes = ['21', '22', '23', '24', '25', '26', '27', '28', '29', '20', '02']
  const free = prefixes.find((prefix) => !rules.some(({ pattern }) => pattern.startsWith(prefix))) ?? '21'
  return { pattern: `${free}IIIIIWWWWWC`, decimals: 3, counts: 'measure' }
}

export interface TriedCode {
  readonly name: string
  readonly item: string
  readonly kind: 'weight' | 'price' | 'count' | 'item'
  /** Kilograms, money or pieces; 0 where the pattern has none. */
  readonly value: number
}

/** What the patterns as they stand make of a code; null: nothing. */
export function tryCode(rules: readonly CodeRule[], text: string): TriedCode | null {
  const ruled = readByRules(rules, readScannedCode(text).gtin)
  if (ruled === null) return null
  const { weight, price, count, item } = ruled.reading
  const { name } = ruled.rule
  if (weight !== null) return { name, item, kind: 'weight', value: weight }
  if (price !== null) return { name, item, kind: 'price', value: price }
  return count === null ? { name, item, kind: 'item', value: 0 } : { name, item, kind: 'count', value: count }
}
