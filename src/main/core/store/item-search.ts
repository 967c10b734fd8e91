import { searchText } from '../../../shared/domain/search-text.ts'
import type { Reader, SqlValue } from './database.ts'
import { isOnlyMirror } from './tallies.ts'

/**
 * Finding items by words. Every word must occur somewhere in the item's search text (SKU, name, barcodes), as a part of a
 * word too. Words of three characters and more are found through trigrams, shorter ones by reading a narrow index; so are
 * the newest items, which have no trigrams yet.
 */
export interface Search {
  /** Folded, without repetitions; empty where nothing is searched. */
  readonly words: readonly string[]
  readonly trigrams: string | null
}

export function parseSearch(text: string | undefined): Search {
  const words = [...new Set(searchText(text ?? '').split(' '))].filter((word) => word !== '')
  const long = words.filter(isLong)
  return { words, trigrams: long.length === 0 ? null : long.map(quoted).join(' AND ') }
}

const isLong = (word: string): boolean => [...word].length >= 3

/** As a string of FTS5, in which only the quotation mark is special. */
const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`

/** A condition on a search text, with its parameters. */
export interface Condition {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

export const textCondition = (column: string, words: readonly string[]): Condition => ({
  sql: words.map(() => ` AND instr(${column}, ?) > 0`).join(''),
  parameters: words,
})

/** `LIKE` is quicker than `instr` over a whole index; wildcards in the word are taken literally. */
function likeCondition(words: readonly string[]): Condition {
  return {
    sql: words
      .map((word) => (/[\\%_]/.test(word) ? ` AND search_text LIKE ? ESCAPE '\\'` : ' AND search_text LIKE ?'))
      .join(''),
    parameters: words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`),
  }
}

const textIndex = "FROM records INDEXED BY records_by_text WHERE connection = ? AND search_text <> ''"
const unindexed = `${textIndex} AND uid > (SELECT indexed_to FROM search_progress)`

/** Up to `limit` records that may match: all that do are among them, unless there are `limit`. */
export function searchSource(connection: number, search: Search, limit: number): Condition {
  const like = likeCondition(search.words)
  if (search.trigrams === null)
    return { sql: `SELECT uid ${textIndex}${like.sql} LIMIT ?`, parameters: [connection, ...like.parameters, limit] }
  const found = trigramSource(connection, search.trigrams, search.words)
  return {
    sql: `SELECT uid FROM (${found.sql}) UNION ALL SELECT uid ${unindexed}${like.sql} LIMIT ?`,
    parameters: [...found.parameters, connection, ...like.parameters, limit],
  }
}

function trigramSource(connection: number, trigrams: string, words: readonly string[]): Condition {
  const short = words.filter((word) => !isLong(word))
  const found = 'SELECT rowid AS uid FROM item_search WHERE item_search MATCH ?'
  if (short.length === 0) return { sql: found, parameters: [trigrams] }
  const text = textCondition('t.search_text', short)
  return {
    sql: `SELECT t.uid FROM (${found}) AS f CROSS JOIN records AS t INDEXED BY records_by_text
      ON t.connection = ? AND t.uid = f.uid AND t.search_text <> ''${text.sql}`,
    parameters: [trigrams, connection, ...text.parameters],
  }
}

/** How many items of the connection match the words. */
export function countMatches(reader: Reader, connection: number, search: Search): number {
  const like = likeCondition(search.words)
  const long = search.words.every(isLong)
  if (search.trigrams === null || !long || !isOnlyMirror(reader, connection)) {
    const parameters = [connection, ...like.parameters]
    return count(reader, { sql: `SELECT count(*) AS count ${textIndex}${like.sql}`, parameters })
  }
  return count(reader, {
    sql: `SELECT (SELECT count(*) FROM item_search WHERE item_search MATCH ?) +
      (SELECT count(*) ${unindexed}${like.sql}) AS count`,
    parameters: [search.trigrams, connection, ...like.parameters],
  })
}

const count = (reader: Reader, condition: Condition): number =>
  reader.row<{ count: number }>(condition.sql, ...condition.parameters)?.count ?? 0
