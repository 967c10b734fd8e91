/** What must be true of a write at the moment it leaves a device, read from the device's own tables and journal. */
import { fingerprint } from '../../../src/main/core/sync/hash.ts'
import { equal, sum } from '../../../src/shared/domain/quantity.ts'
import type { Leaving, Truth } from '../ledger.ts'
import type { Wire } from '../wire-rows.ts'
import { cellsOf, type Cell, type WireRow } from '../wire-rows.ts'
import { checkFigures, isMoved, movesOf } from './figures.ts'
import { broken, type Observed } from './facts.ts'
import { checkNothingNeeds } from './before-deleting.ts'
import { checkMeant, checkNotOverwriting } from './meant.ts'
import { checkNotBlind, type Decisions } from './no-blind-resend.ts'
import { changesOf, checkCount, checkEditsSeen } from './overwriting.ts'
import { checkNoResurrection } from './resurrection.ts'
import type { Sight } from './sight.ts'

export interface SendingDevice extends Observed {
  journal(): string
}

interface AttemptRow {
  readonly id: number
  readonly request: string
  readonly uid: number
  readonly changes: string
  readonly hash: string
  readonly before: string
  readonly outcome: string | null
}

/** What is known of what people did at the device, and of what became of it. */
export interface Known {
  readonly decisions: Decisions
  readonly sight: Sight
  /** What became of a movement in truth; null: nothing can be asked of the engine for it. */
  truthOf(changeID: number): Truth | null
}

export function inspectWrite(device: SendingDevice, known: Known, request: Wire, rows: readonly WireRow[]): Leaving {
  const attempts = checkWrittenAhead(device, request.body, rows.length)
  const cells = rows.map((row) => cellsOf(request.path, row))
  checkApart(device, cells)
  const leaving = attempts.map((attempt, place) => {
    const changeIDs = JSON.parse(attempt.changes) as number[] // safe: the store wrote it
    const kinds = checkKinds(device, request, changeIDs)
    checkMeant(device, request, rows[place] ?? {}, changeIDs)
    checkNotOverwriting(device, changeIDs)
    checkNothingNeeds(device, changeIDs)
    checkNoResurrection(device, changeIDs)
    const said = cells[place] ?? []
    const believed = believedFigures(device, attempt, said)
    const changes = changesOf(device, changeIDs)
    checkEditsSeen(device, changes, known.sight)
    for (const change of changes) checkCount(device, { change, cells: said, believed }, known.sight, known.truthOf)
    if (request.path === 'inventory') checkFigures(device, request, said, believed, kinds)
    const moves =
      request.path === 'inventory' && isMoved(device, changeIDs) ? movesOf(request, said, believed, kinds) : said
    if (moves.length > 0) checkCells(device, moves, attempt.uid, changeIDs, kinds)
    if (moves.some((cell) => cell.by !== null)) checkNotBlind(device, known.decisions, changeIDs, attempt.request)
    return { changeIDs, cells: moves, believed }
  })
  return { requestID: attempts[0]?.request ?? '', rows: leaving }
}

/** I5: attempts of its own and a line of the journal come before the request. */
function checkWrittenAhead(device: SendingDevice, body: string, rows: number): AttemptRow[] {
  const attempts = device.rows<AttemptRow>(
    `SELECT id, request_id AS request, uid, change_ids AS changes, body_hash AS hash, pre_image AS before, outcome FROM attempts
     WHERE request_id = (SELECT request_id FROM attempts ORDER BY id DESC LIMIT 1) ORDER BY id`,
  )
  const hash = fingerprint(body)
  if (attempts.length !== rows || attempts.some((row) => row.outcome !== null || row.hash !== hash))
    broken('I5', device, `a request of ${String(rows)} rows leaves without open attempts of its own`)
  const requestID = attempts[0]?.request ?? ''
  if (!device.journal().includes(requestID)) broken('I5', device, `request ${requestID} is not in the journal`)
  return attempts
}

/** What the device takes the cells to hold, by the pre-image that it wrote down. */
function believedFigures(device: Observed, { before }: AttemptRow, cells: readonly Cell[]): (number | null)[] {
  const { cells: known } = JSON.parse(before) as { cells: readonly (readonly [number, number | null])[] } // safe: the store wrote it
  const figures = new Map(known)
  return cells.map(({ warehouseID }) => {
    const uid = device.row<{ uid: number }>(
      "SELECT uid FROM records WHERE kind = 'warehouse' AND base_key = ?",
      warehouseID,
    )?.uid
    return uid === undefined ? null : (figures.get(uid) ?? null)
  })
}

/** I7: no two rows of a relative request touch one item (sync.md §3). */
function checkApart(device: Observed, cells: readonly (readonly Cell[])[]): void {
  const skus = cells.flatMap((row) => [...new Set(row.map((cell) => cell.sku))])
  if (new Set(skus).size < skus.length) broken('I7', device, `one item twice in a request: ${skus.join(' ')}`)
}

/** I10: only what a person created is posted, and a record that is to be made is never only changed. */
function checkKinds(device: Observed, { method, path }: Wire, changeIDs: readonly number[]): string[] {
  const kinds = device
    .rows<{ kind: string }>(
      'SELECT kind FROM changes WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(changeIDs),
    )
    .map(({ kind }) => kind)
  if (kinds.includes('create') !== (method === 'POST' && path !== 'inventory'))
    broken('I10', device, `${method} ${path} for ${kinds.join(', ')}`)
  return kinds
}

/** I2 and I11: the request moves the cells that people meant, by the sum of what they did. */
function checkCells(
  device: Observed,
  cells: readonly Cell[],
  uid: number,
  changeIDs: readonly number[],
  kinds: readonly string[],
): void {
  const key = device.row<{ key: string | null }>('SELECT base_key AS key FROM records WHERE uid = ?', uid)?.key
  if (cells.some((cell) => cell.sku !== key))
    broken('I2', device, `${JSON.stringify(cells)} for an item known as ${String(key)}`)
  const moves = device.rows<{ quantity: number; low: string | null; high: string | null; lower: number }>(
    `SELECT own.quantity, place.base_key AS low, target.base_key AS high FROM changes AS own
       LEFT JOIN records AS place ON place.uid = own.warehouse LEFT JOIN records AS target ON target.uid = own.to_warehouse
     WHERE own.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(changeIDs),
  )
  for (const cell of cells) {
    const wanted = sum(
      moves.map((move) => {
        if (kinds.includes('transfer'))
          return (
            (move.high === cell.warehouseID ? move.quantity : 0) - (move.low === cell.warehouseID ? move.quantity : 0)
          )
        return move.low === cell.warehouseID ? move.quantity : Number.NaN
      }),
    )
    // A figure is sent as what is missing to it, which only the engine's newest read tells.
    if (kinds.every((kind) => kind === 'stock-set') && !Number.isNaN(wanted)) continue
    if (!equal(wanted, cell.by ?? cell.to))
      broken('I11', device, `${JSON.stringify(cell)} for changes that sum to ${String(wanted)}`)
  }
}
