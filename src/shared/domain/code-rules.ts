import { checkDigit } from './gtin.ts'

/**
 * In-store codes: EAN-13 with the prefixes 02 and 20 to 29, whose digits every shop and scale lays out for itself. A pattern
 * says how, one sign a digit: digits stand for themselves, `I` the item, `W` its weight, `P` its price, `N` its pieces, `V` any
 * digit (a price check digit, say), `C` the check digit of the whole. Example: `21IIIIIWWWWWC`.
 */
export interface CodeRule {
  readonly name: string
  readonly pattern: string
  /** Decimal places of the weight (3: grams, as kilograms) or of the price (2: cents). */
  readonly decimals: number
  /** Whether one scan counts what it weighs or costs, or one piece. */
  readonly counts: 'measure' | 'piece'
}

export type RuleProblem =
  | 'length'
  | 'signs'
  | 'prefix'
  | 'checkDigit'
  | 'noItem'
  | 'split'
  | 'twoMeasures'
  /** Another rule would read some of the same codes. */
  | 'overlaps'

export interface RuleReading {
  /** The item's digits. */
  readonly item: string
  /** The same code with nothing weighed, priced or counted: what an item is taught. */
  readonly base: string
  /** Kilograms. */
  readonly weight: number | null
  readonly price: number | null
  readonly count: number | null
}

/** What is wrong with a pattern, or null. */
export function patternProblem(pattern: string): RuleProblem | null {
  if (pattern.length !== 13) return 'length'
  if (!/^[0-9IWPNVC]+$/.test(pattern)) return 'signs'
  if (!/^(02|2\d)/.test(pattern)) return 'prefix'
  if (pattern.indexOf('C') !== 12) return 'checkDigit'
  if (!pattern.includes('I')) return 'noItem'
  if (new Set(pattern.match(/[WPN]/g)).size > 1) return 'twoMeasures'
  return /I[^I]+I|W[^W]+W|P[^P]+P|N[^N]+N/.test(pattern) ? 'split' : null
}

/** The first problem of a list of rules, with its place; the list is read only if there is none. */
export function rulesProblem(
  rules: readonly Pick<CodeRule, 'pattern'>[],
): { readonly index: number; readonly problem: RuleProblem; readonly other: number | null } | null {
  for (const [index, { pattern }] of rules.entries()) {
    const problem = patternProblem(pattern)
    if (problem !== null) return { index, problem, other: null }
    const other = rules.slice(0, index).findIndex((earlier) => overlap(earlier.pattern, pattern))
    if (other !== -1) return { index, problem: 'overlaps', other }
  }
  return null
}

const overlap = (a: string, b: string): boolean =>
  Array.from(a).every((sign, index) => !isDigit(sign) || !isDigit(b[index] ?? '') || sign === b[index])

const isDigit = (sign: string): boolean => /\d/.test(sign)

/** Reads a canonical GTIN-14 by one rule; null where the rule is not about it. */
export function readByRule(rule: CodeRule, gtin: string): RuleReading | null {
  const { pattern, decimals } = rule
  if (!gtin.startsWith('0') || patternProblem(pattern) !== null) return null
  const code = gtin.slice(1)
  if (!Array.from(pattern).every((sign, index) => !isDigit(sign) || sign === code[index])) return null
  const digitsOf = (sign: string): string =>
    Array.from(code)
      .filter((_digit, index) => pattern[index] === sign)
      .join('')
  const decimal = (digits: string): number | null => (digits === '' ? null : Number(digits) / 10 ** decimals)
  const count = digitsOf('N')
  return {
    item: digitsOf('I'),
    base: baseOf(pattern, code),
    weight: decimal(digitsOf('W')),
    price: decimal(digitsOf('P')),
    count: count === '' ? null : Number(count),
  }
}

function baseOf(pattern: string, code: string): string {
  const digits = Array.from(code.slice(0, 12), (digit, index) => (/[WPNV]/.test(pattern[index] ?? '') ? '0' : digit))
  return digits.join('') + String(checkDigit(digits.join('')))
}

/** The reading of a code by the rule that is about it; no two are, because overlapping rules are refused. */
export function readByRules(
  rules: readonly CodeRule[],
  gtin: string | null,
): { readonly rule: CodeRule; readonly reading: RuleReading } | null {
  if (gtin === null) return null
  for (const rule of rules) {
    const reading = readByRule(rule, gtin)
    if (reading !== null) return { rule, reading }
  }
  return null
}
