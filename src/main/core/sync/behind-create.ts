import type { ChangeState } from '../../../shared/domain/change.ts'
import type { FieldName } from './fields.ts'
import type { RecordState } from '../../../shared/domain/fold.ts'
import { openChangesOf, type Change } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { getRecord } from '../store/records.ts'
import { differingFields, saidFields, sameValue } from './fields.ts'
import { questionFor } from './questions.ts'
import { ask } from './rebase-record.ts'

/**
 * What was done to a new record after its create, which met somebody else's: it was meant for ours, so what would change
 * theirs is asked first. Movements go on, because the goods are there whoever made the record. `mine`: the fields that a
 * person has just decided for ours. Answers the fields that later edits set unasked.
 */
export function reviewBehindCreate(
  writer: Writer,
  create: Change,
  mine: ReadonlySet<FieldName>,
  at: number,
): ReadonlySet<FieldName> {
  const record = getRecord(writer, create.uid)
  const goOn = new Set<FieldName>()
  if (!record?.base) return goOn
  const { base } = record
  const waiting = openChangesOf(writer, create.uid).filter(({ state }) => compared.includes(state))
  for (const change of waiting) {
    const fields = disputedWith(base, create, change, mine)
    if (fields.length > 0 || change.kind === 'delete') {
      const reason = change.kind === 'delete' ? 'changedRemotely' : 'keyTaken'
      const theirsAt = record.serverUpdatedAt
      ask(writer, change, questionFor({ reason, change, key: base.key, fields, theirsAt }), at)
    } else if (change.kind === 'set-field' && change.state !== 'rejected')
      for (const name of saidFields(change.payload.fields ?? {})) goOn.add(name)
  }
  return goOn
}

/** What waits, and what was refused together with the create: to send that again is to change theirs as well. */
const compared: readonly ChangeState[] = ['ready', 'blocked', 'rejected']

function disputedWith(base: RecordState, create: Change, change: Change, mine: ReadonlySet<FieldName>) {
  const [made = {}, wanted = {}] = [create.payload.fields, change.payload.fields]
  switch (change.kind) {
    case 'set-field': {
      const open = differingFields(wanted, base)
      const isDecided = open.every((name) => mine.has(name))
      return isDecided ? [] : open.map((field) => ({ field, base: null, mine: wanted[field], theirs: base[field] }))
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
