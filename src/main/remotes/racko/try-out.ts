/** Reads one page of each listing that the mapping names, and tells what was understood. Writes nothing. */
import type { RemoteFailure, TriedPart } from '../../core/ports.ts'
import type { Field, Listing } from '../../../shared/domain/mapping/schema.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { fetchPage } from './pages.ts'
import type { Reading } from './read.ts'
import { lookUpFirst } from './routes.ts'
import { readItem, readLocation, readStockRow } from './rows.ts'

/** Rows asked for, and of them shown. */
const askedRows = 25
const shownRows = 5

interface Trial {
  readonly part: TriedPart['part']
  readonly listing: Listing
  readonly fields: Readonly<Record<string, Field | undefined>>
  /** What a row can't do without. */
  readonly check: (row: unknown) => Result<unknown, string>
}

const anything = (): Result<unknown, string> => ({ ok: true, value: null })

export async function tryOut(reading: Reading): Promise<readonly TriedPart[]> {
  const { mapping, turn } = reading
  const { items, locations, stock, adjustments } = mapping
  const inItem = stock?.in === 'item' ? { stock: stock.rows } : {}
  const trials: Trial[] = [
    { part: 'items', listing: items, fields: { ...items.fields, ...inItem }, check: (row) => readItem(mapping, row) },
    { part: 'locations', listing: locations, fields: locations.fields, check: (row) => readLocation(locations, row) },
  ]
  if (stock?.in === 'path')
    trials.push({ part: 'stock', listing: stock, fields: stock.fields, check: (row) => readStockRow(stock, row) })
  if (adjustments !== undefined)
    trials.push({ part: 'adjustments', listing: adjustments, fields: adjustments.fields, check: anything })
  const tried: TriedPart[] = []
  for (const [place, trial] of trials.entries()) {
    if (place > 0) await turn()
    tried.push(await tryPart(reading, trial))
  }
  return tried
}

async function tryPart(
  { client, signal, pageSize }: Reading,
  { part, listing, fields, check }: Trial,
): Promise<TriedPart> {
  const page = await fetchPage(client, listing, { limit: Math.min(pageSize, askedRows), offset: 0 }, signal)
  if (!page.ok) return { part, ok: false, problem: textOf(page.error), found: 0, rows: [], missing: [] }
  const { rows } = page.value
  const names = Object.keys(fields)
  const missing = names.filter((name) => rows.every((row) => lookUpFirst(row, fields[name]) === undefined))
  const bad = rows.map((row, place) => ({ place, read: check(row) })).find(({ read }) => !read.ok)
  const problem = bad !== undefined && !bad.read.ok ? `Row ${String(bad.place + 1)}: ${bad.read.error}` : null
  return {
    part,
    ok: problem === null,
    problem,
    found: rows.length,
    rows: rows
      .slice(0, shownRows)
      .map((row) => names.map((name) => ({ name, value: show(lookUpFirst(row, fields[name])) }))),
    missing: rows.length === 0 ? [] : missing,
  }
}

const textOf = (failure: RemoteFailure): string => failure.text

function show(value: unknown): string {
  if (value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
