/** Reads a listing: asks with a filter, parses the rows as they stream in, and checks that they keep to the filter. */
import type { ReadFilter, ReadSummary, RemoteFailure, RemoteRecord } from '../../core/ports.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { judgeStatus } from '../http/answer-status.ts'
import { findErrorText, type Conceal } from '../http/error-text.ts'
import { readJsonRows } from '../http/json-rows.ts'
import type { HttpAnswer, HttpRequest } from '../http/transport.ts'
import { badBody, filterIgnored, malformedRow } from '../hako/errors.ts'
import { filterBody, toWireFilter, whyOutside, type WireFilter } from './filter.ts'
import { collectionPath } from './paths.ts'
import { parseRecord } from './rows.ts'

type OnRows = (rows: readonly RemoteRecord[]) => Promise<void>

export const readRequest = (
  kind: RecordKind,
  filter: ReadFilter,
): Pick<HttpRequest, 'kind' | 'method' | 'path' | 'body'> => ({
  kind: 'read',
  method: 'GET',
  path: collectionPath(kind),
  body: filterBody(kind, toWireFilter(filter)),
})

export async function receiveListing(
  answer: HttpAnswer,
  kind: RecordKind,
  filter: ReadFilter,
  onRows: OnRows,
  conceal: Conceal,
): Promise<Result<ReadSummary, RemoteFailure>> {
  const failure = await judgeStatus(answer, 'read', conceal)
  if (failure !== null) return err(failure)
  const wireFilter = toWireFilter(filter)
  const times = createTimes()
  const read = await readJsonRows<RemoteFailure>(answer.body, async (rows, first) => {
    const records = parseRows(rows, first, kind, wireFilter, answer.status)
    if (!records.ok) return records
    times.note(records.value)
    await onRows(records.value)
    return ok(undefined)
  })
  if (read.ok) return ok({ ...read.value, ...times.learnt(), serverDate: answer.date })
  if (read.error.by === 'taker') return err(read.error.failure)
  const said = findErrorText(read.error.body, conceal) ?? read.error.problem.text
  return err(badBody(answer.status, said, false))
}

function parseRows(
  rows: readonly unknown[],
  first: number,
  kind: RecordKind,
  filter: WireFilter,
  status: number,
): Result<readonly RemoteRecord[], RemoteFailure> {
  const records: RemoteRecord[] = []
  for (const [offset, row] of rows.entries()) {
    const parsed = parseRecord(kind, row)
    if (!parsed.ok) return err(malformedRow(status, first + offset, parsed.error, false))
    const problem = whyOutside(parsed.value, filter)
    if (problem !== null) return err(filterIgnored(status, first + offset, problem))
    records.push(parsed.value)
  }
  return ok(records)
}

/** What the rows' time stamps teach: the newest change, and the tick, which is a second until a fraction is seen. */
function createTimes() {
  let newest: number | null = null
  let tick: number | null = null
  const noteTick = (time: number | undefined): void => {
    if (time !== undefined && tick !== 1) tick = time % 1000 === 0 ? 1000 : 1
  }
  return {
    note(records: readonly RemoteRecord[]): void {
      for (const { createdAt, updatedAt } of records) {
        if (updatedAt !== undefined && (newest === null || updatedAt > newest)) newest = updatedAt
        noteTick(createdAt)
        noteTick(updatedAt)
      }
    },
    learnt: (): Pick<ReadSummary, 'newest' | 'tick'> => ({ newest, tick }),
  }
}
