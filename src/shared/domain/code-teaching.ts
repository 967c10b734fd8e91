import type { ScannedCode } from './barcode.ts'
import { readContent } from './code-content.ts'
import { readByRules, type CodeRule } from './code-rules.ts'
import { printedGtin } from './gtin.ts'

/**
 * The part of a scanned code that says which item it is, and that an item is taught: the GTIN of a GS1 code, an in-store code
 * without its weight or price, and any other code as it is. The next lot, serial number or weight is then known too.
 */
export function teachableCode(scanned: ScannedCode, rules: readonly CodeRule[]): string {
  const gtin = scanned.gtin === null ? (readContent(scanned)?.gtin ?? null) : null
  if (gtin !== null) return printedGtin(gtin)
  return readByRules(rules, scanned.gtin)?.reading.base ?? scanned.text
}
