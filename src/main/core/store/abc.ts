import { cutClasses } from '../../../shared/domain/abc.ts'
import type { AbcClass } from '../../../shared/domain/counting-rules.ts'
import type { Reader } from './database.ts'

/** Items by what their stock is worth (price × quantity): no remote knows consumption, so stock stands for it. */
export const abcClasses = (reader: Reader, connection: number): Map<number, AbcClass> =>
  cutClasses(
    reader.rows<{ item: number; measure: number }>(
      `SELECT uid AS item, max(0, coalesce(price, 0) * quantity) AS measure FROM records
       WHERE connection = ? AND kind = 'item' AND present = 1 ORDER BY measure DESC, uid`,
      connection,
    ),
  )
