import type { ChangeState, RecordKind } from '../../../shared/domain/change.ts'
import type { FoldFields, RecordState } from '../../../shared/domain/fold.ts'
import { getChange, moveChange, type Change } from '../store/changes.ts'
import type { Reader, Writer } from '../store/database.ts'
import { keepConfirmed } from '../store/mirror.ts'
import { perKind, type Base } from '../store/records.ts'
import { reviewBehindCreate } from './behind-create.ts'
import type { EngineContext } from './context.ts'
import { differingFields } from './fields.ts'
import { takeKey } from './key-owner.ts'
import { questionFor } from './questions.ts'
import { ask } from './rebase-record.ts'

/** A record of ours that wants a key which the remote now shows on a record we don't know. */
export interface Claim {
  readonly uid: number
  readonly changeID: number
  readonly kind: 'create' | 'rename'
  readonly state: ChangeState
}

/** Whether any create or rename is open at all: almost never, and then no row needs a closer look. */
export const hasClaims = (reader: Reader, connection: number): boolean =>
  reader.row(
    `SELECT 1 FROM changes WHERE connection = ? AND kind IN ('create', 'rename')
       AND state NOT IN ('applied', 'superseded', 'discarded') LIMIT 1`,
    connection,
  ) !== undefined

const claimsOnKey = perKind(
  (kind) =>
    `SELECT record.uid, change.id AS changeID, change.kind, change.state
     FROM records AS record JOIN changes AS change ON change.uid = record.uid
     WHERE record.connection = ?1 AND record.kind = '${kind}' AND record.present = 1 AND record.key = ?2
       AND (record.base_key IS NULL OR record.base_key <> record.key)
       AND change.kind IN ('create', 'rename') AND change.state NOT IN ('applied', 'superseded', 'discarded')
     UNION
     SELECT record.uid, change.id, change.kind, change.state
     FROM changes AS change JOIN attempts AS sent ON sent.request_id = change.request_id AND sent.uid = change.uid
       JOIN records AS record ON record.uid = change.uid
     WHERE change.connection = ?1 AND change.record_kind = '${kind}' AND change.kind = 'create'
       AND change.state IN ('inflight', 'unknown') AND record.base_key IS NULL
       AND json_extract(sent.row, '$.newKey') = ?2
     ORDER BY 3, 2`,
)

/**
 * Open creates and renames towards this key: the one that users see, or the one that a create was sent with, because the
 * record may have been renamed here since.
 */
export const claimsOn = (reader: Reader, connection: number, kind: RecordKind, key: string): Claim[] =>
  reader.rows<Claim>(claimsOnKey[kind], connection, key)

/**
 * The remote has a record under the key that a change here wants. While that change is unknown its judge will decide
 * whose record it is; a create that was not sent adopts it: equal is "already so", different is a question.
 * Answers whether anything was kept.
 */
export function adoptCreated(
  context: EngineContext,
  writer: Writer,
  claim: Claim,
  base: Base,
  cells: ReadonlyMap<number, number> | null,
): boolean {
  if (claim.state === 'unknown' || claim.state === 'inflight') return false
  const change = getChange(writer, claim.changeID)
  if (!change) return false
  takeKey(context, writer, { uid: claim.uid, kind: change.recordKind, key: base.state.key })
  keepConfirmed(writer, change.recordKind, claim.uid, base, cells)
  if (claim.state !== 'quarantined') compareCreated(writer, change, base, cells, context.ports.clock.now())
  return true
}

/** What a create that was not carried out wants, beside the record that it met: already so, or a question. */
export function compareCreated(
  writer: Writer,
  change: Change,
  base: Pick<Base, 'state' | 'updatedAt'>,
  cells: ReadonlyMap<number, number> | null,
  at: number,
): void {
  const fields = change.payload.fields ?? {}
  const sameStock = (change.payload.stock ?? []).every(
    (figure) => (cells?.get(figure.warehouse) ?? 0) === figure.quantity,
  )
  if (differingFields(fields, base.state).length === 0 && sameStock) {
    moveChange(writer, change.id, 'superseded', 'engine', { at })
    reviewBehindCreate(writer, change, new Set(), at)
    return
  }
  const question = questionFor({
    reason: 'keyTaken',
    change,
    key: base.state.key,
    fields: conflictFields(fields, base.state),
    theirsAt: base.updatedAt,
  })
  ask(writer, change, question, at)
}

const conflictFields = (mine: FoldFields, theirs: RecordState) =>
  differingFields(mine, theirs).map((field) => ({ field, base: null, mine: mine[field], theirs: theirs[field] }))
