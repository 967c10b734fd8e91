import type { AbcClass } from '../../../shared/domain/counting-rules.ts'
import type { Reader } from './database.ts'

/**
 * Items by what their stock is worth (price × quantity): A up to 80 % of the whole value, B up to 95 %, C the rest and
 * everything without a price. The usual cut of the Pareto analysis; no remote knows consumption, so stock stands for it.
 */
export function abcClasses(reader: Reader, connection: number): Map<number, AbcClass> {
  const rows = reader.rows<{ uid: number; worth: number }>(
    `SELECT uid, max(0, coalesce(price, 0) * quantity) AS worth FROM records
     WHERE connection = ? AND kind = 'item' AND present = 1 ORDER BY worth DESC, uid`,
    connection,
  )
  const whole = rows.reduce((sum, { worth }) => sum + worth, 0)
  let before = 0
  return new Map(
    rows.map(({ uid, worth }) => {
      const share = whole === 0 ? 1 : before / whole
      before += worth
      return [uid, worth === 0 ? 'C' : share < 0.8 ? 'A' : share < 0.95 ? 'B' : 'C'] as const
    }),
  )
}
