import { db, type Reader, type Writer } from './database.ts'

/** Small facts about this data folder, by name; values are JSON. */
export function readMeta(reader: Reader, key: string): unknown {
  const row = reader.first(db.selectFrom('meta').select('value').where('key', '=', key))
  return row === undefined ? undefined : JSON.parse(row.value)
}

export function writeMeta(writer: Writer, key: string, value: unknown): void {
  const text = JSON.stringify(value)
  writer.run(
    db
      .insertInto('meta')
      .values({ key, value: text })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text })),
  )
}
