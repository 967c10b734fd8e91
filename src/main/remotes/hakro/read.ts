/** Listings: pages of items, each followed by the stock of what it names. */
import type { ReadFilter, ReadSummary, RemoteFailure, RemoteRecord, Turn } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { judgeStatus } from '../http/answer-status.ts'
import type { Conceal } from '../http/error-text.ts'
import { readJson } from '../http/read-json.ts'
import type { HttpAnswer } from '../http/transport.ts'
import { walkPages, type Page } from '../http/walk.ts'
import { asObject, badBody, explain, findProblemText } from './errors.ts'
import { itemsPath, pageSize, stockPath } from './paths.ts'
import { parseItem, parseStock, warehouse } from './rows.ts'
import { afterFirst, type Question, type Session } from './session.ts'

export interface Reading {
  readonly session: Session
  readonly conceal: Conceal
  /** The method and body for the items, which the documents don't show. */
  readonly filterRequest: Pick<Question, 'method' | 'body'>
  readonly signal: AbortSignal
  readonly turn: Turn
  readonly onRows: (rows: readonly RemoteRecord[]) => Promise<void>
}

/** No listing has it, so the address is asked for one item: what is said of the warehouse is then a proof of the connection. */
export async function readWarehouse(reading: Reading, filter: ReadFilter): Promise<Result<ReadSummary, RemoteFailure>> {
  const page = await readPage(reading, 1, 0, afterFirst(reading.turn))
  if (!page.ok) return page
  const rows = filter.key === undefined || filter.key === warehouse.key ? [warehouse] : []
  await reading.onRows(rows)
  const { bytes, serverDate } = page.value
  return ok({ rows: rows.length, bytes, serverDate, newest: null, tick: null })
}

/**
 * There is no question for one item by its code, so a filter is applied to what the walk brings. Each page but the first
 * begins with the last row of the one before: where that is another, the rows have moved, though their number be the same.
 */
export function readItems(reading: Reading, filter: ReadFilter): Promise<Result<ReadSummary, RemoteFailure>> {
  let edge: string | undefined
  const fetch = async (offset: number): Promise<Result<Page, RemoteFailure>> => {
    const overlap = offset === 0 ? 0 : 1
    const turn = afterFirst(reading.turn)
    const page = await readPage(reading, pageSize, offset - overlap, turn)
    if (!page.ok) return page
    const { items, total, bytes, serverDate } = page.value
    const fresh = items.slice(overlap)
    const shifted = overlap > 0 && items[0]?.key !== edge
    edge = items.at(-1)?.key
    const wanted = fresh.filter(({ key }) => filter.key === undefined || filter.key === key)
    const stock = await readStock(reading, wanted, turn)
    if (!stock.ok) return stock
    const rows = fresh.map((item) => ({
      id: item.key,
      record: wanted.includes(item) ? withStock(item, stock.value) : null,
    }))
    return ok({ rows, total, last: offset + fresh.length >= total, shifted, bytes, serverDate })
  }
  return walkPages({ turn: reading.turn, onRows: reading.onRows, fetch: ({ offset }) => fetch(offset) })
}

/** A code that the answer leaves out has no figure that is known; what was known of it stays. */
function withStock(record: RemoteRecord, stock: ReadonlyMap<string, number>): RemoteRecord {
  const figure = stock.get(record.key)
  return figure === undefined ? record : { ...record, stock: new Map([[warehouse.key, figure]]) }
}

interface ItemsPage {
  readonly items: readonly RemoteRecord[]
  readonly total: number
  readonly bytes: number
  readonly serverDate: number | null
}

const readPage = (
  { session, conceal, filterRequest, signal }: Reading,
  count: number,
  skip: number,
  turn: Turn,
): Promise<Result<ItemsPage, RemoteFailure>> =>
  session.ask(
    { ...filterRequest, path: itemsPath(count, skip) },
    async (answer) => {
      const read = await readPageJson(answer, conceal)
      if (!read.ok) return read
      const { TotalCount: total, Elements: elements } = asObject(read.value.json) ?? {}
      if (typeof total !== 'number' || !Number.isInteger(total) || total < 0 || !Array.isArray(elements))
        return err(badBody(answer.status, 'The answer is no page of TotalCount and Elements'))
      const items: RemoteRecord[] = []
      for (const [index, element] of elements.entries()) {
        const item = parseItem(element)
        if (!item.ok) return err(badBody(answer.status, `Row ${String(skip + index)} of the answer: ${item.error}`))
        items.push(item.value)
      }
      return ok({ items, total, bytes: read.value.bytes, serverDate: answer.date })
    },
    signal,
    turn,
  )

async function readStock(
  { session, conceal, signal }: Reading,
  items: readonly RemoteRecord[],
  turn: Turn,
): Promise<Result<ReadonlyMap<string, number>, RemoteFailure>> {
  if (items.length === 0) return ok(new Map())
  const question = { method: 'POST', path: stockPath, body: { ItemCodes: items.map(({ key }) => key) } } as const
  return session.ask(
    question,
    async (answer) => {
      const read = await readPageJson(answer, conceal)
      if (!read.ok) return read
      const stock = parseStock(read.value.json)
      return stock.ok ? stock : err(badBody(answer.status, stock.error))
    },
    signal,
    turn,
  )
}

async function readPageJson(
  answer: HttpAnswer,
  conceal: Conceal,
): Promise<Result<{ readonly json: unknown; readonly bytes: number }, RemoteFailure>> {
  const failure = await judgeStatus(answer, 'read', conceal, findProblemText)
  if (failure !== null) return err(explain(failure))
  const { text, parsed } = await readJson(answer.body)
  if (parsed === undefined) return err(badBody(answer.status, 'The answer is not complete JSON'))
  return ok({ json: parsed.value, bytes: Buffer.byteLength(text) })
}
