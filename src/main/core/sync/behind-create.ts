import { isQuestion, type ChangeKind } from '../../../shared/domain/change.ts'
import type { RecordState } from '../../../shared/domain/fold.ts'
import { moveChange, openChangesOf, type Change } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { getRecord } from '../store/records.ts'
import { differingFields, saidFields, sameValue, type FieldName } from './fields.ts'
import { questionFor } from './questions.ts'
import { ask } from './rebase-record.ts'

/**
 * What was done to a new record after its create, which met somebody else's: it was meant for ours, so what would change
 * theirs is asked first, also what had gone along with the create and is a question already. Movements go on, because the
 * goods are there whoever made the record. `mine`: the fields that a person has just decided for ours. Answers the fields
 * that later edits say instead.
 */
export function reviewBehindCreate(
  writer: Writer,
  create: Change,
  mine: ReadonlySet<FieldName>,
  at: number,
): ReadonlySet<FieldName> {
  const record = getRecord(writer, create.uid)
  const saidLater = new Set<FieldName>()
  if (!record?.base) return saidLater
  const { base, serverUpdatedAt: theirsAt } = record
  for (const change of openChangesOf(writer, create.uid)) {
    if (!reviewed.includes(change.kind) || !isToBeReviewed(change)) continue
    const fields = disputedWith(base, create, change, mine)
    if (fields.length > 0 || change.kind === 'delete') {
      const reason = change.kind === 'delete' ? 'changedRemotely' : 'keyTaken'
      ask(writer, change, questionFor({ reason, change, key: base.key, fields, theirsAt }), at)
    } else if (isQuestion(change.state)) goOn(writer, change, base, at)
    if (change.kind === 'set-field') for (const name of saidFields(change.payload.fields ?? {})) saidLater.add(name)
  }
  return saidLater
}

const reviewed: readonly ChangeKind[] = ['set-field', 'rename', 'delete']

/** What is on its way or in doubt has its own judges. */
const isToBeReviewed = ({ state }: Change): boolean =>
  state === 'ready' || state === 'blocked' || state === 'conflict' || state === 'rejected'

/** A question that is decided by now: by a person for ours, or because the remote says the same. */
function goOn(writer: Writer, { id, kind, payload }: Change, base: RecordState, at: number): void {
  const isSo = kind === 'rename' || differingFields(payload.fields ?? {}, base).length === 0
  if (isSo) moveChange(writer, id, 'superseded', 'engine', { at, question: null })
  else moveChange(writer, id, 'ready', 'person', { at, question: null })
}

function disputedWith(base: RecordState, create: Change, change: Change, mine: ReadonlySet<FieldName>) {
  const [made = {}, wanted = {}] = [create.payload.fields, change.payload.fields]
  switch (change.kind) {
    case 'set-field': {
      const undecided = differingFields(wanted, base).filter((name) => !mine.has(name))
      return undecided.map((field) => ({ field, base: null, mine: wanted[field], theirs: base[field] }))
    }
    case 'rename':
      return sameValue(change.payload.key, base.key)
        ? []
        : [{ field: 'key', base: null, mine: change.payload.key, theirs: base.key }]
    case 'delete':
      return differingFields(made, base).map((field) => ({ field, base: made[field], mine: null, theirs: base[field] }))
    default:
      return []
  }
}
