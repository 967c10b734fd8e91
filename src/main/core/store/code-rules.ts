import type { CodeRule } from '../../../shared/domain/code-rules.ts'
import type { Reader, Writer } from './database.ts'

/** The patterns of in-store codes, in the order in which a person keeps them. */
export const readCodeRules = (reader: Reader): CodeRule[] =>
  reader.rows<CodeRule>('SELECT name, pattern, decimals, counts FROM code_rules ORDER BY place')

export function saveCodeRules(writer: Writer, rules: readonly CodeRule[]): void {
  writer.exec('DELETE FROM code_rules')
  for (const [place, { name, pattern, decimals, counts }] of rules.entries()) {
    writer.exec(
      'INSERT INTO code_rules (place, name, pattern, decimals, counts) VALUES (?, ?, ?, ?, ?)',
      place,
      name,
      pattern,
      decimals,
      counts,
    )
  }
  writer.touch('barcodes')
}
