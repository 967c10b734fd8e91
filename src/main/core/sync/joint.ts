import { guardOf, bumpOf } from './capabilities.ts'
import { hasCertificate, shows, type Case } from './judge.ts'

/**
 * Rule 18a: what the rows of one request say together that none of them says alone. Pure. Another writer would have had
 * to make the identical change to three items in the same window: the chance is cubed.
 */
const enough = 3

/**
 * The rows that certainly landed, by their places in `rows`, which are in the order they were sent in; empty without
 * joint evidence. Where a row stands still, or the array was refused, some rows were not carried out, and others may only
 * look so because somebody else moved one of them: then it is the rows at the head, but for the last two that moved,
 * because of an array that is carried out up to its bad row three would have to be somebody else's for one to be wrong.
 */
export function jointlyApplied(rows: readonly Case[], settleMs: number, refused = false): ReadonlySet<number> {
  const moved = rows.flatMap((row, place) => (movedInWindow(row, settleMs) ? [place] : []))
  if (moved.length < enough || (refused && moved.length === rows.length)) return new Set()
  const isPart = refused || rows.some((row) => hasCertificate(row) || shows(row, 'nothing'))
  if (!isPart) return new Set(moved)
  const head = moved.filter((place, index) => place === index)
  return new Set(head.slice(0, Math.max(0, head.length - enough + 1)))
}

function movedInWindow(row: Case, settleMs: number): boolean {
  const { settled, seen, before, sent, learnt } = row
  if (!settled || !seen.found || seen.updatedAt === null || before.serverDate === null || sent.deltas.length === 0)
    return false
  const guard = guardOf(learnt)
  const inWindow =
    seen.updatedAt >= before.serverDate - guard && seen.updatedAt <= before.serverDate + settleMs + 60_000 + guard
  return inWindow && !hasCertificate(row) && shows(row, 'deltas')
}

/**
 * After a complete refusal of an array: every one of three or more rows still shows what it showed before, its stamp too.
 * By figures alone it could not be told: of an array that is carried out up to its bad row only one row may have landed,
 * and a single movement the other way would hide it.
 */
export const jointlyUntouched = (rows: readonly Case[]): boolean =>
  rows.length >= enough && rows.every((row) => row.settled && row.fresh && row.seen.found && isStill(row))

const isStill = (row: Case): boolean =>
  bumpOf(row.learnt) === 'yes' && row.seen.updatedAt === row.before.updatedAt && shows(row, 'nothing')
