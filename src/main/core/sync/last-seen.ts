import { withFields, type RecordState } from '../../../shared/domain/fold.ts'
import type { Change } from '../store/changes.ts'
import type { Reader } from '../store/database.ts'
import { decisionAbout } from '../store/decisions.ts'
import { givenUpOf } from '../store/past-changes.ts'
import type { MirrorRecord } from '../store/records.ts'
import { saidFields, sameValue } from './fields.ts'

/** A record that is gone, as it was last seen here, without the edits that a person gave up when told so. */
export const lastSeen = (reader: Reader, { uid, view }: MirrorRecord): RecordState =>
  givenUpOf(reader, uid)
    .filter((change) => isGivenUpAsGone(reader, change))
    .toSorted((a, b) => b.id - a.id)
    .reduce(without, view)

function isGivenUpAsGone(reader: Reader, { id }: Change): boolean {
  const decision = decisionAbout(reader, id)
  const asked = decision?.touched.find(({ before }) => before.id === id)?.before.question
  return decision?.answer === 'theirs' && asked?.reason === 'deletedRemotely'
}

/** What it set, and still stands, is again what was seen when it was made. */
function without(state: RecordState, { kind, payload, baseSeen }: Change): RecordState {
  if (kind === 'rename')
    return state.key === payload.key && baseSeen.key != null ? { ...state, key: baseSeen.key } : state
  const { fields = {} } = payload
  const set = saidFields(fields).filter((name) => sameValue(state[name], fields[name]))
  return withFields(state, Object.fromEntries(set.map((name) => [name, baseSeen.fields?.[name]])))
}
