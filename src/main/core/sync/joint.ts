import { guardOf, verdictOf } from './capabilities.ts'
import { hasCertificate, shows, type Case } from './judge.ts'

/**
 * Rule 18a: what the rows of one request say together that none of them says alone. Pure. Another writer would have had
 * to make the identical change to three items in the same window: the chance is cubed.
 */
const enough = 3

/**
 * The rows that certainly landed, by their places in `rows`; empty without joint evidence. Of an array that was refused,
 * one row at least did not land: where all have moved, somebody else moved one of them, and nobody knows which.
 */
export function jointlyApplied(rows: readonly Case[], settleMs: number, refused = false): ReadonlySet<number> {
  const landed = new Set<number>()
  for (const [place, row] of rows.entries()) if (movedInWindow(row, settleMs)) landed.add(place)
  return landed.size >= enough && !(refused && landed.size === rows.length) ? landed : new Set()
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
  verdictOf(row.learnt.bump) === 'yes' && row.seen.updatedAt === row.before.updatedAt && shows(row, 'nothing')
