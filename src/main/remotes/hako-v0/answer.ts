/** The answer to a write. A row that can't be read spoils the whole answer: nothing is acknowledged by halves in silence. */
import type { Acknowledgement, Batch, RemoteFailure, RemoteRecord } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { badBody, malformedRow } from '../hako/errors.ts'
import { judgeStatus } from '../http/answer-status.ts'
import { findErrorText, type Conceal } from '../http/error-text.ts'
import { readJson } from '../http/read-json.ts'
import type { HttpAnswer } from '../http/transport.ts'
import { parseInventory, parseKey, parseRecord, type InventoryRow } from './rows.ts'

/** `stamped`: listings say when stock was written. Else a stamp of an answer would be one that no reading ever shows. */
export async function receiveAcknowledgement(
  answer: HttpAnswer,
  batch: Batch,
  stamped: boolean,
  conceal: Conceal,
): Promise<Result<Acknowledgement, RemoteFailure>> {
  const failure = await judgeStatus(answer, 'write', conceal)
  if (failure !== null) return err(failure)
  const { text, parsed } = await readJson(answer.body)
  if (parsed === undefined) return err(badBody(answer.status, 'The answer is not complete JSON', false))
  if (!Array.isArray(parsed.value))
    return err(badBody(answer.status, findErrorText(text, conceal) ?? 'The answer is not a JSON array', true))
  const said = parseAnswer(batch, parsed.value, stamped, answer.status)
  return said.ok ? ok({ ...said.value, cells: [], serverDate: answer.date, status: answer.status }) : said
}

type Said = Pick<Acknowledgement, 'records' | 'keys'>

function parseAnswer(
  batch: Batch,
  rows: readonly unknown[],
  stamped: boolean,
  status: number,
): Result<Said, RemoteFailure> {
  if (batch.endpoint === 'delete') {
    const keys = parseEach(rows, (row) => parseKey(batch.kind, row), status)
    return keys.ok ? ok({ records: [], keys: keys.value }) : keys
  }
  if (batch.endpoint === 'create' || batch.endpoint === 'update') {
    const records = parseEach(rows, (row) => parseRecord(batch.kind, row), status)
    return records.ok ? ok({ records: records.value, keys: [] }) : records
  }
  const figures = parseEach(rows, parseInventory, status)
  return figures.ok ? ok({ records: itemsOf(figures.value, stamped), keys: [] }) : figures
}

function parseEach<T>(
  rows: readonly unknown[],
  parse: (row: unknown) => Result<T, string>,
  status: number,
): Result<readonly T[], RemoteFailure> {
  const parsed: T[] = []
  for (const [index, row] of rows.entries()) {
    const one = parse(row)
    if (!one.ok) return err(malformedRow(status, index, one.error, true))
    parsed.push(one.value)
  }
  return ok(parsed)
}

/** What the answer says of each item: the figures it names, and their stamp. The others stay as they are. */
const itemsOf = (rows: readonly InventoryRow[], stamped: boolean): RemoteRecord[] =>
  [...Map.groupBy(rows, ({ sku }) => sku)].map(([sku, own]) => {
    const stamps = own.flatMap(({ updatedAt }) => updatedAt ?? [])
    return {
      kind: 'item',
      key: sku,
      stock: new Map(own.map(({ warehouseID, quantity }) => [warehouseID, quantity])),
      ...(stamped && stamps.length > 0 ? { updatedAt: Math.max(...stamps) } : {}),
    }
  })
