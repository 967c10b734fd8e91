/** The answer to a write. A row that can't be read spoils the whole answer: nothing is acknowledged by halves in silence. */
import type { Acknowledgement, Batch, RemoteCell, RemoteFailure, RemoteRecord } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { judgeStatus } from '../http/answer-status.ts'
import { findErrorText, type Conceal } from '../http/error-text.ts'
import { readJson } from '../http/read-json.ts'
import type { HttpAnswer } from '../http/transport.ts'
import { badBody, malformedRow } from '../hako/errors.ts'
import { parseKey, parseMovement, parseRecord } from './rows.ts'

export async function receiveAcknowledgement(
  answer: HttpAnswer,
  batch: Batch,
  conceal: Conceal,
): Promise<Result<Acknowledgement, RemoteFailure>> {
  const failure = await judgeStatus(answer, 'write', conceal)
  if (failure !== null) return err(failure)
  const { text, parsed } = await readJson(answer.body)
  if (parsed === undefined) return err(badBody(answer.status, 'The answer is not complete JSON', false))
  if (!Array.isArray(parsed.value)) {
    return err(badBody(answer.status, findErrorText(text, conceal) ?? 'The answer is not a JSON array', true))
  }
  const rows = parseAnswerRows(batch, parsed.value, answer.status)
  return rows.ok ? ok({ ...rows.value, serverDate: answer.date, status: answer.status }) : rows
}

function parseAnswerRows(
  batch: Batch,
  rows: readonly unknown[],
  status: number,
): Result<Pick<Acknowledgement, 'records' | 'cells' | 'keys'>, RemoteFailure> {
  const records: RemoteRecord[] = []
  const cells: RemoteCell[] = []
  const keys: string[] = []
  for (const [index, row] of rows.entries()) {
    const parsed = parseAnswerRow(batch, row)
    if (!parsed.ok) return err(malformedRow(status, index, parsed.error, true))
    if (typeof parsed.value === 'string') keys.push(parsed.value)
    else if ('kind' in parsed.value) records.push(parsed.value)
    else cells.push(parsed.value)
  }
  return ok({ records, cells, keys })
}

function parseAnswerRow(batch: Batch, row: unknown): Result<string | RemoteCell | RemoteRecord, string> {
  switch (batch.endpoint) {
    case 'delete':
      return parseKey(batch.kind, row)
    case 'create':
    case 'update':
      return parseRecord(batch.kind, row)
    default:
      return parseMovement(row)
  }
}
