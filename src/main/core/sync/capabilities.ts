import type { ReadSummary } from '../ports.ts'
import type { SentRow } from '../store/attempts.ts'
import type { Learnt } from '../store/sync-state.ts'

/**
 * What ordinary answers teach about an account (sync.md §1). Nothing is ever written to find out. Pure: every function
 * takes what was learnt so far and answers the same object when nothing new was said.
 */
export type Verdict = 'unknown' | 'yes' | 'no'

/** One contrary observation outweighs any number of friendly ones: certificates rest on these. */
export const verdictOf = ({ yes, no }: { readonly yes: number; readonly no: number }): Verdict =>
  no > 0 ? 'no' : yes > 0 ? 'yes' : 'unknown'

/**
 * BUMP. Certificates rest on it, so that one edit by somebody else just as we wrote, which moves the stamp all the same,
 * must not be enough for it.
 */
export const bumpOf = ({ bump }: Pick<Learnt, 'bump'>): Verdict =>
  bump.yes === 1 ? verdictOf({ ...bump, yes: 0 }) : verdictOf(bump)

/** g of the certificate: the learnt difference between the remote's two clocks, and one tick. Milliseconds. */
export const guardOf = (learnt: Pick<Learnt, 'skew' | 'tick'>): number => learnt.skew + (learnt.tick ?? 1000)

/** Between the remote's time before a write and its answer, in milliseconds, for the stamp to be of that write. */
const longestGlance = 15_000

export interface StockAnswer {
  readonly before: number | null
  readonly after: number | null
  /** The remote's `Date` before the write and in its answer. */
  readonly dateBefore: number | null
  readonly dateAfter: number | null
  /** So soon after what was before that hardly anybody else can have written in between. */
  readonly quick: boolean
}

/** From an acknowledged write of stock. */
export function learnFromStock(learnt: Learnt, answer: StockAnswer): Learnt {
  return { ...learnFromDates(learnt, answer), bump: bumped(learnt, answer), deltaTaught: true }
}

function bumped(learnt: Learnt, { before, after, dateBefore, dateAfter, quick }: StockAnswer): Learnt['bump'] {
  if (before === null || after === null) return learnt.bump
  // Somebody else's edit in a long while would move the stamp just the same.
  const atOnce = quick && (dateBefore === null || dateAfter === null || dateAfter - dateBefore <= longestGlance)
  const ofNow = dateAfter === null || Math.abs(dateAfter - after) <= guardOf(learnt) + 1000
  if (after > before) return atOnce && ofNow ? counted(learnt.bump, 'yes') : learnt.bump
  // The old stamp may be of this very tick: then standing still proves nothing.
  const longAgo = dateBefore !== null && before < dateBefore - guardOf(learnt)
  return after === before && longAgo ? counted(learnt.bump, 'no') : learnt.bump
}

const counted = (tally: Learnt['bump'], side: 'yes' | 'no'): Learnt['bump'] => ({ ...tally, [side]: tally[side] + 1 })

/** A stamp of our own write must lie between the dates around it; what sticks out is skew between the clocks. */
function learnFromDates(learnt: Learnt, { before, after, dateBefore, dateAfter }: StockAnswer): Learnt {
  const stamped = after !== null && after !== before ? after : null
  const ahead = stamped !== null && dateAfter !== null ? stamped - dateAfter : 0
  const behind = stamped !== null && dateBefore !== null ? dateBefore - stamped : 0
  const date = counted(learnt.date, dateAfter === null ? 'no' : 'yes')
  return { ...learnt, date, skew: Math.max(learnt.skew, ahead, behind) }
}

export function learnFromRename(learnt: Learnt, before: string | null, after: string | null): Learnt {
  if (before === null || after === null) return learnt
  return { ...learnt, id: counted(learnt.id, before === after ? 'yes' : 'no') }
}

export function learnFromRead(learnt: Learnt, summary: Pick<ReadSummary, 'tick'>): Learnt {
  if (summary.tick === null || (learnt.tick !== null && learnt.tick <= summary.tick)) return learnt
  return { ...learnt, tick: summary.tick }
}

/** From a refused array that was read back: nothing of it was carried out, or something; what is asked teaches nothing. */
export function learnFromRefusal(learnt: Learnt, found: ReadonlySet<Verdicts['verdict']>): Learnt {
  if (found.has('applied')) return { ...learnt, atomic: counted(learnt.atomic, 'no') }
  return found.size === 1 && found.has('resend') ? { ...learnt, atomic: counted(learnt.atomic, 'yes') } : learnt
}

/** From a lost answer to something whose fate shows: how often lost answers mean that it was carried out (rule 20). */
export function learnFromGoal(learnt: Learnt, sent: Pick<SentRow, 'deltas'>, verdict: Verdicts): Learnt {
  if (sent.deltas.length > 0 || verdict.verdict === 'wait') return learnt
  if (verdict.verdict === 'applied') return { ...learnt, lost: counted(learnt.lost, 'yes') }
  return verdict.verdict === 'resend' ? { ...learnt, lost: counted(learnt.lost, 'no') } : learnt
}

interface Verdicts {
  readonly verdict: string
}
