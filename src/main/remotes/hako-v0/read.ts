/** Reads listings: asks, parses the rows as they stream in, and checks that they are of the key that was asked for. */
import type { ReadFilter, ReadSummary, RemoteFailure, RemoteRecord, Turn } from '../../core/ports.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { badBody, filterIgnored, malformedRow } from '../hako/errors.ts'
import { judgeStatus } from '../http/answer-status.ts'
import { findErrorText, type Conceal } from '../http/error-text.ts'
import { readJsonRows } from '../http/json-rows.ts'
import type { HttpAnswer, HttpRequest } from '../http/transport.ts'
import type { Collection } from './paths.ts'
import { keyName, parseInventory, parseRecord } from './rows.ts'
import { createShelf } from './shelf.ts'

type OnRows = (rows: readonly RemoteRecord[]) => Promise<void>
type Request = Pick<HttpRequest, 'kind' | 'method' | 'path' | 'body'>
type Exchange = <T>(
  request: Request,
  receive: (answer: HttpAnswer) => Promise<Result<T, RemoteFailure>>,
) => Promise<Result<T, RemoteFailure>>

interface Reading {
  readonly exchange: Exchange
  readonly conceal: Conceal
  readonly onRows: OnRows
  readonly turn: Turn
  /** Told that inventory rows say when they were written. */
  readonly onStamped: () => void
}

export function readRecords(
  reading: Reading,
  kind: RecordKind,
  filter: ReadFilter,
): Promise<Result<ReadSummary, RemoteFailure>> {
  if (filter.updatedFrom !== undefined || filter.createdFrom !== undefined || filter.createdBefore !== undefined)
    throw new Error('Hako version 0 knows exact filters only')
  if (kind === 'bundle') return Promise.resolve(ok(nothing))
  return kind === 'item' ? readItems(reading, filter.key) : readWarehouses(reading, filter.key)
}

/** There are no bundles here, and nobody has to be asked for them. */
const nothing: ReadSummary = { rows: 0, bytes: 0, serverDate: null, newest: null, tick: null }

const readWarehouses = async (
  reading: Reading,
  key: string | undefined,
): Promise<Result<ReadSummary, RemoteFailure>> => {
  const times = createTimes()
  const read = await list(reading, 'warehouses', { kind: 'warehouse', key }, async (rows, parse) => {
    const records = parse(
      rows,
      (row) => parseRecord('warehouse', row),
      ({ key: own }) => own,
    )
    if (!records.ok) return records
    for (const record of records.value) times.note(record)
    await reading.onRows(records.value)
    return ok(undefined)
  })
  return read.ok ? ok({ ...read.value, ...times.learnt() }) : read
}

/**
 * Stock first, items after: an item that comes in between shows no stock yet, and the next reading has it. The other way
 * round the stock of an item that goes in between would hang in the air, which is no worse, but a row of stock has nowhere
 * to wait while items stream by. The summary has the time of the first request: nothing is newer than it says.
 */
async function readItems(reading: Reading, key: string | undefined): Promise<Result<ReadSummary, RemoteFailure>> {
  const shelf = createShelf()
  const times = createTimes()
  const stock = await list(reading, 'inventory', { kind: 'item', key }, (rows, parse) => {
    const parsed = parse(rows, parseInventory, ({ sku }) => sku)
    if (!parsed.ok) return Promise.resolve(parsed)
    for (const row of parsed.value) {
      times.note(row)
      shelf.put(row)
    }
    return Promise.resolve(ok(undefined))
  })
  if (!stock.ok) return stock
  if (shelf.stamped) reading.onStamped()
  await reading.turn()
  const items = await list(reading, 'items', { kind: 'item', key }, async (rows, parse) => {
    const parsed = parse(
      rows,
      (row) => parseRecord('item', row),
      ({ key: own }) => own,
    )
    if (!parsed.ok) return parsed
    for (const item of parsed.value) times.note(item)
    await reading.onRows(parsed.value.map((item) => shelf.join(item)))
    return ok(undefined)
  })
  if (!items.ok) return items
  const { rows, bytes } = items.value
  const { serverDate } = stock.value
  return ok({ rows, bytes: bytes + stock.value.bytes, serverDate, ...times.learnt() })
}

type Parse = <T>(
  rows: readonly unknown[],
  parseRow: (row: unknown) => Result<T, string>,
  keyOf: (row: T) => string,
) => Result<readonly T[], RemoteFailure>

type Listed = Pick<ReadSummary, 'rows' | 'bytes' | 'serverDate'>

/** One listing. A proxy that strips the body of a GET turns a filtered read into a full one, so every row is checked. */
function list(
  { exchange, conceal }: Reading,
  collection: Collection,
  { kind, key }: { readonly kind: RecordKind; readonly key: string | undefined },
  take: (rows: readonly unknown[], parse: Parse) => Promise<Result<void, RemoteFailure>>,
): Promise<Result<Listed, RemoteFailure>> {
  const body = JSON.stringify(key === undefined ? {} : { [keyName(kind)]: key })
  return exchange({ kind: 'read', method: 'GET', path: collection, body }, async (answer) => {
    const failure = await judgeStatus(answer, 'read', conceal)
    if (failure !== null) return err(failure)
    const read = await readJsonRows<RemoteFailure>(answer.body, (rows, first) =>
      take(rows, (group, parseRow, keyOf) => {
        const parsed = []
        for (const [offset, row] of group.entries()) {
          const one = parseRow(row)
          if (!one.ok) return err(malformedRow(answer.status, first + offset, one.error, false))
          if (key !== undefined && keyOf(one.value) !== key)
            return err(filterIgnored(answer.status, first + offset, 'has another key than the one asked for'))
          parsed.push(one.value)
        }
        return ok(parsed)
      }),
    )
    if (read.ok) return ok({ ...read.value, serverDate: answer.date })
    if (read.error.by === 'taker') return err(read.error.failure)
    return err(badBody(answer.status, findErrorText(read.error.body, conceal) ?? read.error.problem.text, false))
  })
}

/** What the rows' time stamps teach: the newest change, and the tick, which is a second until a fraction is seen. */
function createTimes() {
  let newest: number | null = null
  let tick: number | null = null
  return {
    note({ createdAt, updatedAt }: { readonly createdAt?: number; readonly updatedAt?: number }): void {
      if (updatedAt !== undefined) newest = Math.max(newest ?? 0, updatedAt)
      for (const time of [createdAt, updatedAt])
        if (time !== undefined && tick !== 1) tick = time % 1000 === 0 ? 1000 : 1
    },
    learnt: (): Pick<ReadSummary, 'newest' | 'tick'> => ({ newest, tick }),
  }
}
