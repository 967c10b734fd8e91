import type Sqlite from 'better-sqlite3'
import { z } from 'zod'
import { toChange } from './changes.ts'
import type { Tables } from './tables.ts'
import { readTolerantly, type Row, type TolerantTable } from './tolerant-rows.ts'
import type { Selectable } from 'kysely'

/**
 * Copies rows of a damaged database into a new one, table by table and row by row. The new one checks every row by its
 * own types; what does not fit, or can't be read as what it should be, is told and left out.
 */
export interface CopiedTable {
  readonly table: string
  readonly saved: number
  /** Some rows could not be read or did not fit. */
  readonly damaged: boolean
  readonly unfit: readonly Row[]
}

/** Kept by triggers or filled again by themselves. */
const derived = /^(sqlite_|item_search|search_progress$|tallies$|warehouse_totals$)/

export function tablesOf(sqlite: Sqlite.Database): string[] {
  const rows = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()
  return z
    .array(z.string())
    .parse(rows)
    .filter((name) => !derived.test(name))
}

/** Rows that are there already stay as they are. */
export function copyTable(from: Sqlite.Database, into: Sqlite.Database, name: string): CopiedTable {
  const table = commonTable(from, into, name)
  if (table === null) return { table: name, saved: 0, damaged: true, unfit: [] }
  const columns = table.columns.map((column) => `"${column}"`).join(', ')
  const places = table.columns.map(() => '?').join(', ')
  const insert = into.prepare(`INSERT OR IGNORE INTO "${name}" (${columns}) VALUES (${places})`)
  const unfit: Row[] = []
  let saved = 0
  const { damaged } = readTolerantly(from, table, (row) => {
    try {
      if (name === 'changes') toChange(row as unknown as Selectable<Tables['changes']>) // safe: it throws where it is not
      saved += insert.run(...table.columns.map((column) => row[column])).changes
    } catch {
      unfit.push(row)
    }
  })
  return { table: name, saved, damaged: damaged || unfit.length > 0, unfit }
}

const columnSchema = z.object({ name: z.string(), type: z.string(), pk: z.number() })

const columnsOf = (sqlite: Sqlite.Database, table: string): z.infer<typeof columnSchema>[] =>
  z.array(columnSchema).parse(sqlite.pragma(`table_info("${table}")`))

/** What both know of a table; null where the damaged file does not have it. */
function commonTable(from: Sqlite.Database, into: Sqlite.Database, name: string): TolerantTable | null {
  const wanted = columnsOf(into, name)
  const found = new Set(columnsOrNone(from, name).map((column) => column.name))
  const key = wanted.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk)
  if (key.length === 0 || key.some((column) => !found.has(column.name))) return null
  return {
    name,
    key: key.map((column) => column.name),
    columns: wanted.map((column) => column.name).filter((column) => found.has(column)),
    numbered: key.length === 1 && key[0]?.type === 'INTEGER',
  }
}

function columnsOrNone(sqlite: Sqlite.Database, name: string): z.infer<typeof columnSchema>[] {
  try {
    return columnsOf(sqlite, name)
  } catch {
    return []
  }
}

/** No number that was given once may be given again: the journal names changes by theirs. */
export function keepSequences(from: Sqlite.Database, into: Sqlite.Database): void {
  const raise = into.prepare(
    `INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)`,
  )
  const lift = into.prepare('UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1')
  for (const { name, seq } of sequencesOf(from)) {
    raise.run({ 1: name, 2: seq })
    lift.run({ 1: name, 2: seq })
  }
}

const sequenceSchema = z.array(z.object({ name: z.string(), seq: z.number() }))

export function sequencesOf(sqlite: Sqlite.Database): z.infer<typeof sequenceSchema> {
  try {
    return sequenceSchema.parse(sqlite.prepare('SELECT name, seq FROM sqlite_sequence').all())
  } catch {
    return []
  }
}
