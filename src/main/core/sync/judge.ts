import type { Question } from '../../../shared/contract/queue.ts'
import type { RecordState } from '../../../shared/domain/fold.ts'
import { equal, subtract } from '../../../shared/domain/quantity.ts'
import type { Evidence, PreImage, SentRow } from '../store/attempts.ts'
import type { Learnt } from '../store/sync-state.ts'
import { guardOf, bumpOf } from './capabilities.ts'
import { mergeComponents, sameValue } from './fields.ts'

/**
 * The decision table of sync.md §5F: what became of one sent record whose answer nobody saw. One function per group of
 * rows, over recorded evidence only. Pure.
 */
export interface Case {
  readonly endpoint: string
  readonly sent: SentRow
  readonly before: PreImage
  /** The newest read since the send. For a rename: of the record with our id, else under the new key, else under the old. */
  readonly seen: Evidence
  /** Older reads since the send. */
  readonly earlier?: readonly Evidence[]
  /** The key we wanted belongs to a record with another id; for a create: one that is known here as another record. */
  readonly keyTaken: boolean
  /** The remote has finished with the request for certain (SETTLE of sync.md §2). */
  readonly settled: boolean
  /** The read knew the newest thing that was known before it: it did not come from a copy that lags. */
  readonly fresh: boolean
  /** Two reads, a settle time apart, did not find the record, and none between them did (rule 22). */
  readonly gone: boolean
  /** SOLE: nobody else writes any of the cells, and nothing of ours but this is in doubt there. */
  readonly sole: boolean
  /** A figure of nothing that makes room for what is to be sent. */
  readonly opens?: boolean
  /** Stock is stamped row by row: where a row went, its stamp went along. */
  readonly rowStamps?: boolean
  /** How long a request may take to land, in milliseconds. */
  readonly settleMs?: number
  /** A figure that stands for a movement, because the cell had none yet: somebody else may have set the same. */
  readonly movement?: boolean
  readonly learnt: Learnt
}

export type Verdict =
  | { readonly verdict: 'applied'; readonly because: 'goal' | 'sole' }
  | { readonly verdict: 'resend'; readonly because: 'certificate' | 'sole' | 'goal' }
  | { readonly verdict: 'ask'; readonly suggested: 'applied' | 'resend' | 'compensate' | null; readonly half: boolean }
  | { readonly verdict: 'conflict'; readonly reason: Question['reason']; readonly fields: Question['fields'] }
  | { readonly verdict: 'wait' }

const applied: Verdict = { verdict: 'applied', because: 'goal' }
const resend: Verdict = { verdict: 'resend', because: 'goal' }
const ask = (suggested: 'applied' | 'resend' | null): Verdict => ({ verdict: 'ask', suggested, half: false })
const conflict = (reason: Question['reason'], fields: Question['fields'] = []): Verdict => ({
  verdict: 'conflict',
  reason,
  fields,
})

export function judge(lost: Case): Verdict {
  const verdict = weigh(lost)
  if (verdict.verdict === 'applied') return verdict
  const unproven = verdict.verdict === 'conflict' && verdict.reason === 'deletedRemotely' && !lost.gone
  return unproven || !lost.settled ? { verdict: 'wait' } : verdict
}

/** Not found, or another record found in its place: what a single read lacks may have been cut, or be shown elsewhere. */
export const isMissing = ({ before, seen }: Pick<Case, 'before' | 'seen'>): boolean =>
  !seen.found || (before.serverID !== null && seen.serverID !== null && seen.serverID !== before.serverID)

function weigh(lost: Case): Verdict {
  if (lost.endpoint === 'create') return judgeCreate(lost)
  if (lost.endpoint === 'delete') return judgeDelete(lost)
  if (lost.endpoint === 'setStock' && lost.sent.deltas.length === 0) return judgeFigure(lost)
  if (lost.endpoint === 'update') return lost.sent.newKey === null ? judgeUpdate(lost) : judgeRename(lost)
  return judgeDelta(lost)
}

/**
 * CERT: with stamps that move on every write, a stamp from before the send means that nothing landed. And it must be the
 * stamp of the pre-image: a clock that was turned back as our request landed would make it look old. And the read must
 * be fresh: a copy of the remote that lags shows every row as it was.
 */
export function hasCertificate({
  settled,
  fresh,
  learnt,
  before,
  seen,
  sent,
  rowStamps,
}: Pick<Case, 'settled' | 'fresh' | 'learnt' | 'before' | 'seen' | 'sent' | 'rowStamps'>): boolean {
  return (
    settled &&
    fresh &&
    (rowStamps !== true || standsStill({ sent, before, seen })) &&
    bumpOf(learnt) === 'yes' &&
    seen.found &&
    seen.updatedAt !== null &&
    before.serverDate !== null &&
    seen.updatedAt === before.updatedAt &&
    seen.updatedAt < before.serverDate - guardOf(learnt)
  )
}

/** Every cell that was written had a figure, and has the same still: none can have come and gone with its stamp. */
function standsStill({ sent, before, seen }: Pick<Case, 'sent' | 'before' | 'seen'>): boolean {
  const [was, is] = [new Map(before.cells), new Map(seen.cells)]
  return [...sent.deltas, ...sent.figures].every(([cell]) => {
    const figure = was.get(cell) ?? null
    return figure !== null && is.get(cell) === figure
  })
}

/** Increment, decrement, transfer: without SOLE never applied without a person, because a positive proof doesn't exist. */
function judgeDelta(lost: Case): Verdict {
  const { sole, fresh } = lost
  if (isMissing(lost)) return conflict('deletedRemotely')
  if (hasCertificate(lost)) return { verdict: 'resend', because: 'certificate' }
  if (lost.endpoint === 'setStock' && isOurs(lost)) return applied
  if (shows(lost, 'deltas')) return sole ? { verdict: 'applied', because: 'sole' } : ask('applied')
  if (shows(lost, 'nothing')) return sole && fresh ? { verdict: 'resend', because: 'sole' } : ask('resend')
  return isHalf(lost) ? { verdict: 'ask', suggested: sole ? 'compensate' : null, half: true } : ask(null)
}

/**
 * Written as a figure, a movement has a goal: the remote shows just what was sent, stamped when ours can have landed, and
 * nothing else of the record has changed. Somebody who wrote the same figure in that time is what such a remote can't tell
 * apart (sync.md §7).
 */
function isOurs(lost: Case): boolean {
  const { sent, before, seen, learnt, settleMs = 0 } = lost
  const { updatedAt } = seen
  if (!shows(lost, 'deltas')) return false
  if (bumpOf(learnt) !== 'yes' || updatedAt === null || before.serverDate === null) return false
  const guard = guardOf(learnt)
  const inTime = updatedAt >= before.serverDate - guard && updatedAt <= before.serverDate + settleMs + 60_000 + guard
  if (!inTime || updatedAt === before.updatedAt) return false
  const own = new Set(sent.deltas.map(([cell]) => cell))
  const others = (cells: Evidence['cells']): string =>
    JSON.stringify(cells.filter(([cell, figure]) => !own.has(cell) && figure !== null).toSorted(([a], [b]) => a - b))
  return others(before.cells) === others(seen.cells) && differing(before.fields, seen.fields).length === 0
}

/** Of two cells, one moved by exactly what was sent and the other not at all. */
export function isHalf({ sent, before, seen }: Pick<Case, 'sent' | 'before' | 'seen'>): boolean {
  if (sent.deltas.length !== 2) return false
  const alone = sent.deltas.map((leg) => ({ before, seen, sent: { ...sent, deltas: [leg] } }))
  const moved = alone.filter((leg) => shows(leg, 'deltas')).length
  const still = alone.filter((leg) => shows(leg, 'nothing')).length
  return moved === 1 && still === 1
}

/** Whether every cell moved by exactly what was sent, or by nothing. */
export function shows(
  { sent, before, seen }: Pick<Case, 'sent' | 'before' | 'seen'>,
  what: 'deltas' | 'nothing',
): boolean {
  const [was, is] = [new Map(before.cells), new Map(seen.cells)]
  return sent.deltas.every(([cell, by]) =>
    equal(subtract(is.get(cell) ?? 0, was.get(cell) ?? 0), what === 'deltas' ? by : 0),
  )
}

function judgeFigure(lost: Case): Verdict {
  const { sent, before, seen } = lost
  if (!seen.found) return conflict('deletedRemotely')
  // Whoever made the room, what is sent next reads again first.
  if (lost.opens === true) return resend
  const [was, is] = [new Map(before.cells), new Map(seen.cells)]
  if (sent.figures.every(([cell, figure]) => is.get(cell) === figure))
    return lost.movement === true ? ask('applied') : applied
  const asBefore =
    showsFigures(lost, was) && (lost.earlier ?? []).every((read) => showsFigures({ sent, seen: read }, was))
  const untouched = hasCertificate(lost) || (isUntouched(lost) && (lost.rowStamps !== true || standsStill(lost)))
  if (asBefore && lost.fresh && untouched) return resend
  // A first figure may stand for a receipt: whether it happened is then the question, not whose figure is right.
  const isFirst = sent.figures.some(([cell]) => (was.get(cell) ?? null) === null)
  if (isFirst) return ask(asBefore ? 'resend' : null)
  const fields = sent.figures.map(([cell, mine]) => ({
    field: 'quantity',
    base: was.get(cell) ?? null,
    mine,
    theirs: is.get(cell) ?? null,
  }))
  return conflict('stockMoved', fields)
}

/** A figure that was another one for a while since the send is not as it was before. */
const showsFigures = (
  { sent, seen }: Pick<Case, 'sent' | 'seen'>,
  was: ReadonlyMap<number, number | null>,
): boolean => {
  const is = new Map(seen.cells)
  return !seen.found || sent.figures.every(([cell]) => (is.get(cell) ?? null) === (was.get(cell) ?? null))
}

/**
 * Nobody has written the row since the pre-image, as far as its stamp tells. Without stamps nothing tells, and a record
 * counts by the values it shows.
 */
const isUntouched = ({ before, seen }: Case): boolean => seen.updatedAt === before.updatedAt

function judgeCreate({ sent, seen, keyTaken }: Case): Verdict {
  if (!seen.found) return resend
  if (keyTaken) return conflict('keyTaken')
  const different = differing(sent.fields, seen.fields)
  const cells = new Map(seen.cells)
  const sameStock = sent.figures.every(([cell, figure]) => (cells.get(cell) ?? 0) === figure)
  if (different.length === 0 && sameStock) return applied
  return conflict(
    'keyTaken',
    different.map((field) => ({ field, base: null, mine: sent.fields[field], theirs: seen.fields[field] ?? null })),
  )
}

function judgeUpdate(lost: Case): Verdict {
  const { sent, before, seen } = lost
  if (!seen.found) return conflict('deletedRemotely')
  const open = differing(sent.fields, seen.fields)
  if (open.length === 0) return applied
  const moved = open.filter((field) => !sameValue(seen.fields[field], before.fields[field]))
  const foreign = moved.filter((field) => field !== 'components' || !canMerge(lost))
  if (moved.length > foreign.length && foreign.length === 0) return resend
  const asked = foreign.length > 0 ? foreign : open
  const fields = asked.map((field) => ({
    field,
    base: before.fields[field] ?? null,
    mine: sent.fields[field],
    theirs: seen.fields[field] ?? null,
  }))
  if (foreign.length > 0) return conflict('fieldConflict', fields)
  return isUntouched(lost) || hasCertificate(lost) ? resend : conflict('fieldConflict', fields)
}

/** Both changed a bundle, but different parts of it: what goes again is the sum of both (rule 14). */
function canMerge({ sent, before, seen }: Case): boolean {
  const [base, mine, theirs] = [before.fields['components'], sent.fields['components'], seen.fields['components']]
  return mergeComponents(asParts(base), asParts(mine), asParts(theirs)) !== null
}

const asParts = (value: unknown): RecordState['components'] => (value ?? null) as RecordState['components'] // safe: prepare.ts and said.ts wrote exactly these

const differing = (wanted: SentRow['fields'], found: Evidence['fields']): string[] =>
  Object.keys(wanted).filter((field) => wanted[field] !== undefined && !sameValue(wanted[field], found[field]))

/** Only our id tells whose record it is that bears a key now. */
function judgeRename(lost: Case): Verdict {
  const { sent, before, seen, keyTaken } = lost
  if (before.serverID === null || (seen.found && seen.serverID === null)) return renameWithoutID(lost)
  // A whole listing has no record with our id, under whatever key.
  if (!seen.found || seen.serverID !== before.serverID) return conflict('deletedRemotely')
  if (seen.key === sent.newKey) return applied
  const fields = [{ field: 'key', base: before.key, mine: sent.newKey, theirs: seen.key }]
  if (seen.key !== before.key) return conflict('fieldConflict', fields)
  return keyTaken ? conflict('keyTaken', fields) : resend
}

/** Where both keys are there the new one is somebody's: ours, and the old one was made anew, or another's. */
function renameWithoutID({ sent, before, seen, keyTaken }: Case): Verdict {
  if (seen.found && seen.key === sent.newKey) {
    const fields = [{ field: 'key', base: before.key, mine: sent.newKey, theirs: before.key }]
    return keyTaken ? conflict('keyTaken', fields) : ask('applied')
  }
  return ask(seen.found && seen.key === before.key ? 'resend' : null)
}

function judgeDelete(lost: Case): Verdict {
  const { before, seen } = lost
  if (!seen.found) return applied
  if (before.serverID !== null && seen.serverID !== null && before.serverID !== seen.serverID) return applied
  const changed = differing(before.fields, seen.fields)
  const sameStock = new Map(seen.cells)
  const stockMoved = before.cells.some(([cell, figure]) => (sameStock.get(cell) ?? null) !== figure)
  const stampStands = before.updatedAt !== null && isUntouched(lost)
  if (stampStands || (changed.length === 0 && !stockMoved)) return resend
  return conflict(
    'changedRemotely',
    changed.map((field) => ({ field, base: before.fields[field], mine: null, theirs: seen.fields[field] ?? null })),
  )
}
