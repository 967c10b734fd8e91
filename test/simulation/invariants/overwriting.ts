/** What a request may replace at the remote: nothing that whoever is behind it has not seen. Read as it leaves. */
import { add, equal, sum } from '../../../src/shared/domain/quantity.ts'
import type { Truth } from '../ledger.ts'
import type { Cell } from '../wire-rows.ts'
import { broken, type ChangeRow, type Observed } from './facts.ts'
import { baseOf, figureOf, movedBy, type Fields, type Sight } from './sight.ts'

type Change = Pick<ChangeRow, 'id' | 'uid' | 'kind' | 'state' | 'warehouse' | 'to_warehouse' | 'quantity' | 'payload'>

const columns = 'id, uid, kind, state, warehouse, to_warehouse, quantity, payload'

export const changesOf = (device: Observed, changeIDs: readonly number[]): Change[] =>
  device.rows<Change>(
    `SELECT ${columns} FROM changes WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    JSON.stringify(changeIDs),
  )

/** Rule 14: every detail that an edit or a rename replaces is one that was seen by whoever made or confirmed it. */
export function checkEditsSeen(device: Observed, changes: readonly Change[], sight: Sight): void {
  if (changes.some(({ kind }) => kind === 'create')) return
  const edits = changes.filter(({ kind }) => kind === 'set-field' || kind === 'rename')
  const [first] = edits
  if (first === undefined) return
  const base = baseOf(device, first.uid)
  for (const field of ['key', 'name', 'price', 'expires']) {
    const own = edits.filter((edit) => field in valuesOf(edit))
    const is = base[field] ?? null
    const wanted = own.at(-1)
    if (wanted === undefined || valuesOf(wanted)[field] === is) continue
    const seen = own.map(({ id }) => sight.seenBy(id, field))
    if (seen.includes(undefined) || seen.flat().includes(is)) continue
    if (!earlierValues(device, wanted, field).includes(is))
      broken(
        'rule 14',
        device,
        `change ${String(wanted.id)} replaces ${field} ${JSON.stringify(is)}, shown was ${JSON.stringify(seen)}`,
      )
  }
}

function valuesOf({ kind, payload }: Pick<Change, 'kind' | 'payload'>): Fields {
  const { key, fields = {} } = JSON.parse(payload) as { key?: string; fields?: Fields } // safe: the store wrote it
  return kind === 'set-field' ? fields : key === undefined ? fields : { ...fields, key }
}

/** What this device has said of the field before: an earlier edit of its own that went first is no news. */
const earlierValues = (device: Observed, { id, uid }: Change, field: string): unknown[] =>
  device
    .rows<Change>(
      `SELECT ${columns} FROM changes WHERE uid = ? AND id < ? AND kind IN ('create', 'set-field', 'rename')`,
      uid,
      id,
    )
    .map((earlier) => valuesOf(earlier)[field] ?? null)

export interface CountLeaving {
  readonly change: Change
  readonly cells: readonly Cell[]
  readonly believed: readonly (number | null)[]
}

/**
 * A count is of the moment at which it was made: what was moved here after it and is done is added to it, what was moved
 * before is not (I2); and it replaces a figure that whoever counted knew of (rule 14).
 */
export function checkCount(
  device: Observed,
  { change, cells, believed }: CountLeaving,
  sight: Sight,
  truthOf: (id: number) => Truth | null,
): void {
  const seen = sight.count(change.id)
  if (seen === undefined || seen.warehouse === null) return
  const { warehouse, uid } = seen
  const [cell] = cells
  if (cell === undefined || cells.length > 1) return
  const figure = figureOf(device, seen)
  if (!seen.over.has(figure))
    broken(
      'rule 14',
      device,
      `count ${String(change.id)} replaces ${String(figure)}, shown was ${[...seen.over].join(', ')}`,
    )
  // What a later figure took in is no part of this one; what came to nothing with earlier movements is.
  const later = device.rows<Change>(
    `SELECT ${columns} FROM changes WHERE uid = ? AND id > ? AND kind IN ('stock-delta', 'transfer') AND ? IN (warehouse, to_warehouse)
       AND NOT (state = 'superseded' AND EXISTS (
         SELECT 1 FROM changes AS taker WHERE taker.id = changes.superseded_by AND taker.kind NOT IN ('stock-delta', 'transfer')))`,
    uid,
    change.id,
    warehouse,
  )
  const truths = later.map((one) => ({ one, truth: truthOf(one.id) }))
  if (truths.some(({ one, truth }) => truth === null || truth.half || truth.times > 0 !== (one.state === 'applied')))
    return
  const done = truths.filter(({ one, truth }) => truth?.times === 1 || one.state === 'superseded').map(({ one }) => one)
  const wanted = sum([seen.entered, ...done.map((one) => movedBy(one, warehouse))])
  const goal = cell.by === null ? cell.to : add(believed[0] ?? 0, cell.by)
  if (!equal(goal, wanted))
    broken(
      'I2',
      device,
      `count ${String(change.id)} of ${String(seen.entered)} makes the figure ${String(goal)}; with what was moved later (${done.map(({ id }) => id).join(', ')}) it is ${String(wanted)}`,
    )
}
