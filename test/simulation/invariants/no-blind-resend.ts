import { equal, subtract } from '../../../src/shared/domain/quantity.ts'
import { broken, type Observed } from './facts.ts'

/** By change: the newest attempt at the time when a person decided about it last. */
export type Decisions = ReadonlyMap<number, number>

interface Earlier {
  readonly id: number
  readonly request: string
  readonly changes: string
  readonly outcome: string | null
  readonly because: string | null
  readonly row: string
  readonly before: string
  readonly evidence: string
}

interface Sight {
  readonly found: boolean
  readonly updatedAt: number | null
  readonly cells: readonly (readonly [number, number | null])[]
}

/** Outcomes that say by themselves that nothing was carried out. */
const definite = new Set(['notSent', 'rateLimited', 'unauthorized', 'tooLarge'])

/**
 * I6: a movement goes a second time only where the first is certainly not carried out: by its outcome, by a certificate,
 * by joint evidence, by SOLE, or by a person's word. Judged here by the simulator's own reading of what was recorded.
 */
export function checkNotBlind(
  device: Observed,
  decisions: Decisions,
  changeIDs: readonly number[],
  request: string,
): void {
  const earlier = device.rows<Earlier>(
    `SELECT id, request_id AS request, change_ids AS changes, outcome, because, row, pre_image AS before, evidence FROM attempts
     WHERE request_id <> ? AND EXISTS (SELECT 1 FROM json_each(change_ids) AS own
       WHERE own.value IN (SELECT value FROM json_each(?)))`,
    request,
    JSON.stringify(changeIDs),
  )
  for (const attempt of earlier) {
    const own = JSON.parse(attempt.changes) as number[] // safe: the store wrote it
    const again = changeIDs.filter((id) => own.includes(id))
    if (definite.has(attempt.outcome ?? '') || again.every((id) => (decisions.get(id) ?? 0) >= attempt.id)) continue
    if (onlyMadeRoom(attempt)) continue
    const alone = device.rows('SELECT 1 FROM attempts WHERE request_id = ?', attempt.request).length === 1
    if (attempt.outcome === 'refused' && alone) continue
    if (!isCertain(attempt) && !isStillWithout(attempt) && !isJoint(device, attempt) && !isDeclared(attempt))
      broken('I6', device, `changes ${again.join(', ')} go again; of ${attempt.request} is known ${attempt.evidence}`)
  }
}

/** Figures of nothing, made for a transfer that was to follow. */
function onlyMadeRoom({ row }: Earlier): boolean {
  const { deltas, figures } = JSON.parse(row) as { deltas: readonly unknown[]; figures: readonly [number, number][] } // safe: the store wrote it
  return deltas.length === 0 && figures.length > 0 && figures.every(([, figure]) => figure === 0)
}

const sights = ({ evidence }: Earlier): readonly Sight[] => JSON.parse(evidence) as Sight[] // safe: the store wrote it

/** The certificate of sync.md §2, without its guard: the stamp is that of before, and older than the send. */
function isCertain(attempt: Earlier): boolean {
  const before = JSON.parse(attempt.before) as { updatedAt: number | null; serverDate: number | null } // safe: as above
  return sights(attempt).some(
    (seen) =>
      seen.found &&
      seen.updatedAt !== null &&
      before.serverDate !== null &&
      seen.updatedAt === before.updatedAt &&
      seen.updatedAt < before.serverDate,
  )
}

/** A receipt that went as a first figure: while there is no figure it has not landed, because nothing takes one away. */
function isStillWithout(attempt: Earlier): boolean {
  const { figures } = JSON.parse(attempt.row) as { figures: readonly (readonly [number, number])[] } // safe: as above
  const { cells } = JSON.parse(attempt.before) as Pick<Sight, 'cells'> // safe: as above
  const [was, is] = [new Map(cells), new Map(sights(attempt).at(-1)?.cells)]
  const seen = sights(attempt).at(-1)?.found === true
  return seen && figures.length > 0 && figures.every(([cell]) => (was.get(cell) ?? null) === null && !is.has(cell))
}

/** Rule 18a: a refused array of which three rows or more all stand as they stood. */
function isJoint(device: Observed, { request, outcome }: Earlier): boolean {
  if (outcome !== 'refused') return false
  const rows = device.rows<Earlier>(
    'SELECT id, request_id AS request, change_ids AS changes, outcome, because, row, pre_image AS before, evidence FROM attempts WHERE request_id = ?',
    request,
  )
  return rows.length >= 3 && rows.every(standsStill)
}

/** SOLE: the figures stand as they stood, and people said that nobody else moves them. */
const isDeclared = (attempt: Earlier): boolean => attempt.because === 'sole' && standsStill(attempt)

function standsStill(attempt: Earlier): boolean {
  const { cells } = JSON.parse(attempt.before) as Pick<Sight, 'cells'> // safe: the store wrote it
  return sights(attempt).some((seen) => {
    const now = new Map(seen.cells)
    return seen.found && cells.every(([cell, figure]) => equal(subtract(now.get(cell) ?? 0, figure ?? 0), 0))
  })
}
