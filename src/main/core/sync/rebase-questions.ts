import type { FoldFields, RecordState } from '../../../shared/domain/fold.ts'
import { mergeComponents, saidFields, sameValue } from './fields.ts'
import type { ConflictField, Rebased, RebaseChange, Remote } from './rebased.ts'

/**
 * Rule 14 for what is a question already, or was refused: asked anew from what was seen when it was made against what the
 * remote says by now, so that no answer goes over a value that its question did not show. Pure.
 */
export function askAnew(change: RebaseChange, remote: Remote, after: RecordState): Rebased[] {
  switch (change.kind) {
    case 'set-field':
    case 'rename':
      return change.state === 'rejected' ? refused(change, remote, after) : disputed(change, remote, after)
    case 'delete': {
      const fields = sinceDelete(change, remote, after)
      return [
        change.state === 'rejected'
          ? { id: change.id, verdict: 'drifted', fields }
          : { id: change.id, verdict: 'conflict', reason: 'changedRemotely', fields },
      ]
    }
    case 'create':
      return change.state === 'conflict' && change.question?.reason === 'keyTaken'
        ? [{ id: change.id, verdict: 'conflict', reason: 'keyTaken', fields: differing(change, after) }]
        : []
    default:
      return []
  }
}

function refused(change: RebaseChange, remote: Remote, after: RecordState): Rebased[] {
  const merged = mergedParts(change, after)
  const fields = conflicts(change, remote, after).filter(({ field }) => field !== 'components' || merged === null)
  return [{ id: change.id, verdict: 'drifted', fields }, ...(merged === null ? [] : [merged])]
}

function disputed(change: RebaseChange, remote: Remote, after: RecordState): Rebased[] {
  const { id, question } = change
  const open = differing(change, after)
  if (open.length === 0) return [{ id, verdict: 'alreadySo' }]
  const reason = question?.reason ?? 'fieldConflict'
  if (reason !== 'fieldConflict')
    return [{ id, verdict: 'conflict', reason: reason === 'deletedRemotely' ? 'fieldConflict' : reason, fields: open }]
  const fields = conflicts(change, remote, after)
  const merged = mergedParts(change, after)
  if (merged !== null && fields.every(({ field }) => field === 'components')) return [merged]
  return fields.length > 0 ? [{ id, verdict: 'conflict', reason, fields }] : [{ id, verdict: 'free' }]
}

/** What it sets that is not as the remote has it. */
export const differing = (change: RebaseChange, after: RecordState): ConflictField[] =>
  wishes(change).flatMap(([field, mine]) =>
    sameValue(after[field], mine) ? [] : [{ field, base: seenOf(change, field) ?? null, mine, theirs: after[field] }],
  )

/** Of these, what somebody else has changed since it was decided. */
function conflicts(change: RebaseChange, { before }: Remote, after: RecordState): ConflictField[] {
  return differing(change, after).flatMap((found): ConflictField[] => {
    const field = found.field as keyof RecordState // safe: `differing` names the fields of a record
    const seen = seenOf(change, field)
    const base = seen === undefined ? before[field] : seen
    const isNews = isAsked(change, field) || !sameValue(before[field], after[field])
    return isNews && !sameValue(base, after[field]) ? [{ ...found, base }] : []
  })
}

function mergedParts(change: RebaseChange, after: RecordState): Extract<Rebased, { verdict: 'merge' }> | null {
  const { fields } = change.payload
  const base = change.baseSeen.fields?.components
  if (fields?.components === undefined || base === undefined || sameValue(base, after.components)) return null
  const components = mergeComponents(base, fields.components, after.components)
  if (components === null) return null
  const seen: FoldFields = { ...change.baseSeen.fields, components: after.components }
  return { id: change.id, verdict: 'merge', fields: { ...fields, components }, seen }
}

const wishes = ({ kind, payload }: RebaseChange): [keyof RecordState, unknown][] =>
  kind === 'rename'
    ? [['key', payload.key ?? '']]
    : saidFields(payload.fields ?? {}).map((name) => [name, payload.fields?.[name]])

/** The value from before: as the question has it, because an edit's own may be of an edit before it. */
function seenOf({ baseSeen, question }: RebaseChange, field: keyof RecordState): unknown {
  const asked = question?.fields.find((known) => known.field === field)
  if (asked !== undefined) return asked.base
  return field === 'key' ? (baseSeen.key ?? undefined) : baseSeen.fields?.[field]
}

/** Parts of a bundle are asked one by one. */
const isAsked = ({ question }: RebaseChange, field: string): boolean =>
  question?.fields.some((known) => known.field === field || known.field.startsWith(`${field}:`)) === true

/** What others did to a record since it was to be deleted; its stock as a sum. */
export function sinceDelete(change: RebaseChange, { before, totals }: Remote, after: RecordState): ConflictField[] {
  const asked = new Map((change.question?.fields ?? []).map((known) => [known.field, known]))
  const fields = (['key', 'name', 'price', 'expires', 'components'] as const).flatMap((field) => {
    const known = asked.get(field)
    const base = known === undefined ? before[field] : known.base
    return sameValue(base, after[field]) ? [] : [{ field, base, mine: null, theirs: after[field] }]
  })
  const known = asked.get('quantity')
  if (totals === undefined) return known === undefined ? fields : [...fields, known]
  const base = known === undefined ? totals.before : known.base
  return [...fields, { field: 'quantity', base, mine: null, theirs: totals.after }]
}
