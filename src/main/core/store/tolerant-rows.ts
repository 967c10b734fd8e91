import type Sqlite from 'better-sqlite3'

/**
 * Reads what can be read of a table in a damaged file: rows in the order of their key until a page fails, then from the
 * other side of the damage. A seek goes straight to its page, so that a damaged page costs its own rows and no others.
 */
export interface TolerantTable {
  readonly name: string
  /** Its primary key, or its rowid. */
  readonly key: readonly string[]
  readonly columns: readonly string[]
  /** The key is one whole number, so that one can jump over damage. */
  readonly numbered: boolean
}

export type Row = Readonly<Record<string, unknown>>

export interface TolerantReading {
  readonly rows: number
  /** Not every row could be read. */
  readonly damaged: boolean
}

export function readTolerantly(
  sqlite: Sqlite.Database,
  table: TolerantTable,
  onRow: (row: Row) => void,
): TolerantReading {
  let rows = 0
  const seen = new Set<string>()
  const take = (row: Row): void => {
    const key = table.key.map((name) => String(row[name])).join('\u0000')
    if (seen.has(key)) return
    seen.add(key)
    rows += 1
    onRow(row)
  }
  const read = (direction: 'ASC' | 'DESC', condition = '', ...values: readonly unknown[]): ReadTo => {
    const order = table.key.map((name) => `"${name}" ${direction}`).join(', ')
    let last: Row | null = null
    try {
      const text = `SELECT ${table.columns.map((name) => `"${name}"`).join(', ')} FROM "${table.name}" NOT INDEXED ${condition} ORDER BY ${order}`
      for (const row of sqlite.prepare(text).iterate(...values)) {
        last = row as Row // safe: better-sqlite3 answers objects by column name
        take(last)
      }
      return { last, whole: true }
    } catch {
      return { last, whole: false }
    }
  }
  const up = read('ASC')
  if (up.whole) return { rows, damaged: false }
  const down = read('DESC')
  if (table.numbered) jumpOver(table.key[0] ?? '', numberOf(up, table), numberOf(down, table), read)
  return { rows, damaged: true }
}

interface ReadTo {
  readonly last: Row | null
  readonly whole: boolean
}

type Read = (direction: 'ASC' | 'DESC', condition?: string, ...values: readonly unknown[]) => ReadTo

const numberOf = ({ last }: ReadTo, { key }: TolerantTable): number | null => {
  const value = last?.[key[0] ?? '']
  return typeof value === 'number' ? value : null
}

/** Looks for islands between two damaged places, with steps that double until something can be read again. */
function jumpOver(key: string, from: number | null, to: number | null, read: Read): void {
  const end = to ?? 2 ** 40
  let start = from ?? 0
  let step = 1
  while (start + step < end) {
    const place = start + step
    const up = read('ASC', `WHERE "${key}" >= ? AND "${key}" < ?`, place, end)
    const reached = up.last?.[key]
    if (typeof reached === 'number') {
      // What lies between the damage and the place where the jump came down.
      read('DESC', `WHERE "${key}" < ? AND "${key}" > ?`, place, start)
      if (up.whole) return
      start = reached
      step = 1
    } else if (up.whole) return
    else step *= 2
  }
}
