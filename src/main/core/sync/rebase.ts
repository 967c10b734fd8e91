import type { RecordState } from '../../../shared/domain/fold.ts'
import { overrides } from './overrides.ts'
import { mergeComponents, sameValue, saidFields, type FieldName } from './fields.ts'
import { askAnew, sinceDelete } from './rebase-questions.ts'
import type { ConflictField, Rebased, RebaseChange, Remote, Rules } from './rebased.ts'

/**
 * Rule 14: what becomes of the unsent changes of one record when the remote's state of it has changed. With B the value
 * seen when the change was made, R the remote's new one and L the intended one: R = B keeps the intent, R = L means it is
 * already so, anything else is a conflict. Movements of stock never conflict. Pure.
 */

/**
 * Answers only for changes that are not simply kept. `changes`: of the record, by id, what is unsent and what is a
 * conflict or was refused.
 */
export function rebase(changes: readonly RebaseChange[], remote: Remote, rules: Rules = { price: 'ask' }): Rebased[] {
  const { after } = remote
  if (after === null) {
    const removal = changes.findLast(({ kind }) => kind === 'delete')
    return changes.flatMap((change) => (isAskedAsGone(change) ? [] : [onDeleted(change, removal)]))
  }
  const isAsked = ({ state }: RebaseChange): boolean => state === 'conflict' || state === 'rejected'
  const waiting = changes.filter((change) => !isAsked(change))
  return [
    ...rebaseEdits(
      waiting.filter((change) => change.kind === 'set-field'),
      remote.before,
      after,
      rules,
    ),
    ...rebaseRenames(
      waiting.filter((change) => change.kind === 'rename'),
      remote.before,
      after,
    ),
    ...waiting.filter((change) => change.kind === 'delete').flatMap((change) => rebaseDelete(change, remote, after)),
    ...changes.filter(isAsked).flatMap((change) => askAnew(change, remote, after)),
  ]
}

const isAskedAsGone = ({ state, question }: RebaseChange): boolean =>
  state === 'conflict' && question?.reason === 'deletedRemotely'

/** A create that met somebody else's is not in their way any more; what was to be deleted afterwards is so. */
const onDeleted = (change: RebaseChange, removal: RebaseChange | undefined): Rebased => {
  if (change.kind === 'create' && change.state === 'conflict') return { id: change.id, verdict: 'free' }
  const isSo = removal !== undefined && change.id < removal.id && overrides(removal, change)
  return change.kind === 'delete' || isSo
    ? { id: change.id, verdict: 'alreadySo' }
    : { id: change.id, verdict: 'conflict', reason: 'deletedRemotely', fields: [] }
}

/** Edits of one field follow each other: the first says what was seen, the last what is wanted. */
function rebaseEdits(edits: readonly RebaseChange[], before: RecordState, after: RecordState, rules: Rules): Rebased[] {
  const conflicts = new Map<FieldName, ConflictField>()
  const mergedParts = new Map<FieldName, RecordState['components']>()
  const settled = new Set<FieldName>()
  for (const name of new Set(edits.flatMap((edit) => saidFields(edit.payload.fields ?? {})))) {
    const chain = edits.filter((edit) => edit.payload.fields?.[name] !== undefined)
    const base = chain[0]?.baseSeen.fields?.[name] ?? before[name]
    const mine = chain.at(-1)?.payload.fields?.[name] ?? null
    const theirs = after[name]
    if (sameValue(theirs, mine)) settled.add(name)
    else if (!sameValue(theirs, base) && !sameValue(theirs, before[name])) {
      const parts =
        name === 'components'
          ? mergeComponents(before.components, mine as RecordState['components'], after.components)
          : null // safe: this field only
      if (parts === null) conflicts.set(name, { field: name, base, mine, theirs })
      else mergedParts.set(name, parts)
    }
  }
  const ended = endedOf(edits, settled, after)
  const verdicts = edits.flatMap((edit): Rebased[] =>
    ended.has(edit)
      ? [{ id: edit.id, verdict: 'alreadySo' }]
      : verdictOn(edit, { conflicts, mergedParts, settled }, after, rules),
  )
  // What a later edit was to take the place of is compared by itself while that one is asked.
  const asked = new Set(verdicts.flatMap(({ id, verdict }) => (verdict === 'conflict' ? [id] : [])))
  if (asked.size === 0 || asked.size === edits.length) return verdicts
  const others = edits.filter(({ id }) => !asked.has(id))
  return [...verdicts.filter(({ id }) => asked.has(id)), ...rebaseEdits(others, before, after, rules)]
}

/** Edits of which nothing is left to do: what they say is so, or is taken back by a later one that ends as well (rule 11). */
function endedOf(
  edits: readonly RebaseChange[],
  settled: ReadonlySet<FieldName>,
  after: RecordState,
): Set<RebaseChange> {
  const ended = new Set<RebaseChange>()
  const later: RebaseChange[] = []
  for (const edit of edits.toReversed()) {
    const fields = edit.payload.fields ?? {}
    const ends = saidFields(fields).every(
      (name) =>
        settled.has(name) &&
        (sameValue(fields[name] ?? null, after[name]) ||
          later.every((one) => ended.has(one) || one.payload.fields?.[name] === undefined)),
    )
    if (ends) ended.add(edit)
    later.push(edit)
  }
  return ended
}

interface FieldVerdicts {
  readonly conflicts: ReadonlyMap<FieldName, ConflictField>
  readonly mergedParts: ReadonlyMap<FieldName, RecordState['components']>
  readonly settled: ReadonlySet<FieldName>
}

function verdictOn(edit: RebaseChange, found: FieldVerdicts, after: RecordState, rules: Rules): Rebased[] {
  const names = saidFields(edit.payload.fields ?? {})
  const fields = names.flatMap((name) => found.conflicts.get(name) ?? [])
  const [price] = fields
  // Where something else is asked as well, the price is asked along with it.
  if (price?.field === 'price' && fields.length === 1 && rules.price !== 'ask') {
    const { price: _, ...others } = edit.payload.fields ?? {}
    const nothingElse = saidFields(others).every((name) => found.settled.has(name))
    const left = rules.price === 'mine' ? (edit.payload.fields ?? {}) : nothingElse ? null : others
    return [{ id: edit.id, verdict: 'ruled', by: rules.price, price, fields: left }]
  }
  if (fields.length > 0) return [{ id: edit.id, verdict: 'conflict', reason: 'fieldConflict', fields }]
  const components = found.mergedParts.get('components')
  if (components === undefined || !names.includes('components')) return []
  return [
    {
      id: edit.id,
      verdict: 'merge',
      fields: { ...edit.payload.fields, components },
      seen: { ...edit.baseSeen.fields, components: after.components },
    },
  ]
}

function rebaseRenames(renames: readonly RebaseChange[], before: RecordState, after: RecordState): Rebased[] {
  const last = renames.at(-1)
  if (last === undefined || after.key === before.key) return []
  const mine = last.payload.key ?? ''
  if (after.key === mine) return renames.map(({ id }) => ({ id, verdict: 'alreadySo' }))
  const fields = [{ field: 'key', base: renames[0]?.baseSeen.key ?? before.key, mine, theirs: after.key }]
  return renames.map(({ id }) => ({ id, verdict: 'conflict', reason: 'fieldConflict', fields }))
}

/** Somebody worked on what a user here decided to delete: that decision was taken without knowing. */
function rebaseDelete(change: RebaseChange, remote: Remote, after: RecordState): Rebased[] {
  const fields = sinceDelete(change, remote, after)
  return fields.length > 0 || remote.stockMoved
    ? [{ id: change.id, verdict: 'conflict', reason: 'changedRemotely', fields }]
    : []
}
