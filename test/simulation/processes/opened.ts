import { isQuestion } from '../../../src/shared/domain/change.ts'
import type { Reader } from '../../../src/main/core/store/database.ts'
import type { ChangeRow } from '../invariants/facts.ts'
import { checkView, type RecordRow } from '../invariants/view-law.ts'
import { Broken } from './shift.ts'

/** What really happened to the changes of a folder. */
export interface Truth {
  /** Movements that the remote has carried out. */
  readonly landed: ReadonlySet<number>
}

/** The promises that hold for a data folder that was just opened (I1, I3, I4, I6, I7, I16), whatever happened to its files. */
export function checkOpened(reader: Reader, { landed }: Truth): void {
  const problems = reader.rows<Record<string, string>>('PRAGMA integrity_check').flatMap((row) => Object.values(row))
  if (problems.some((problem) => problem !== 'ok')) throw new Broken(`integrity_check says ${problems.join('; ')}`)
  const changes = reader.rows<ChangeRow>('SELECT * FROM changes ORDER BY id')
  for (const { id, state, question } of changes) {
    if (state === 'inflight') throw new Broken(`I16: change ${String(id)} is in flight after a start`)
    if (landed.has(id) && (state === 'ready' || state === 'blocked'))
      throw new Broken(`I6: change ${String(id)} was carried out and is ${state} to be sent again`)
    if (isQuestion(state) && question === null)
      throw new Broken(`I3: change ${String(id)} is ${state} without a question`)
  }
  checkExclusive(reader, changes)
  const open = Map.groupBy(
    changes.filter(({ state }) => !['applied', 'superseded', 'discarded'].includes(state)),
    (change) => change.uid,
  )
  const observed = {
    name: 'folder',
    rows: <R>(text: string, ...values: readonly (string | number | null)[]) => reader.rows<R>(text, ...values),
    row: <R>(text: string, ...values: readonly (string | number | null)[]) => reader.row<R>(text, ...values),
  }
  for (const record of reader.rows<RecordRow>('SELECT * FROM records'))
    checkView(observed, record, open.get(record.uid) ?? [])
}

/** What the database has forgotten has no attempt, so no evidence that a later write could spoil: it is asked about at once. */
function checkExclusive(reader: Reader, changes: readonly ChangeRow[]): void {
  const attempted = new Set(reader.rows<{ id: string }>('SELECT request_id AS id FROM attempts').map(({ id }) => id))
  const doubted = changes.filter(({ state, request_id }) => state === 'unknown' && attempted.has(request_id ?? ''))
  for (const [uid, own] of Map.groupBy(doubted, (change) => change.uid))
    if (new Set(own.map((change) => change.request_id)).size > 1)
      throw new Broken(`I7: record ${String(uid)} has ${String(own.length)} open doubts`)
}
