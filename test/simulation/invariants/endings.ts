import { equal, subtract } from '../../../src/shared/domain/quantity.ts'
import { broken, type ChangeRow, type Observed } from './facts.ts'
import { checkSuperseder } from './superseding.ts'

interface LastAttempt {
  readonly request: string
  readonly endpoint: string
  readonly outcome: string | null
  readonly verdict: string | null
  readonly because: string | null
}

/** How a change came to where it is: nothing is given up, refused or taken for done without its reason on record. */
export function checkEnding(device: Observed, was: ChangeRow | undefined, is: ChangeRow): void {
  if (was === undefined || was.state === is.state) return
  if (is.state === 'rejected' && was.state === 'inflight') checkRefused(device, is)
  if (is.state === 'applied' && was.state === 'unknown') checkInferred(device, is)
  if (is.state === 'superseded') {
    checkSuperseded(device, is)
    checkSuperseder(device, is)
  }
  if (is.state === 'discarded' && was.state === 'inflight')
    broken('I3', device, `change ${String(is.id)} was given up while it was on its way`)
}

const lastAttempt = (device: Observed, { id, request_id }: ChangeRow): LastAttempt | undefined =>
  device.row<LastAttempt>(
    `SELECT request_id AS request, endpoint, outcome, verdict, because FROM attempts
     WHERE request_id = ? AND EXISTS (SELECT 1 FROM json_each(change_ids) WHERE value = ?)`,
    request_id,
    id,
  )

/** Rule 15: only the remote's own word is a refusal. */
function checkRefused(device: Observed, change: ChangeRow): void {
  const attempt = lastAttempt(device, change)
  if (attempt?.outcome !== 'refused' && attempt?.outcome !== 'tooLarge')
    broken('I3', device, `change ${String(change.id)} counts as refused; its request was ${String(attempt?.outcome)}`)
}

/** I6: a movement whose answer was lost is taken for done by joint evidence, or where nobody else is said to write. */
function checkInferred(device: Observed, change: ChangeRow): void {
  if (change.kind !== 'stock-delta' && change.kind !== 'transfer') return
  const attempt = lastAttempt(device, change)
  // Said as a first figure, a movement has a goal.
  if (attempt?.verdict !== 'applied' || attempt.endpoint === 'setStock') return
  const fine = attempt.because === 'joint' ? hasWitnesses(device, change) : isDeclared(device, change)
  if (!fine) broken('I6', device, `change ${String(change.id)} is taken for done because: ${String(attempt.because)}`)
}

/**
 * Rule 18a: it moved as sent, two more rows of its request did so too, and where one stands still it is at the head, with
 * two behind it that moved.
 */
function hasWitnesses(device: Observed, { id, request_id }: ChangeRow): boolean {
  const rows = device.rows<SentRow>(
    'SELECT change_ids AS changes, row, pre_image AS before, evidence FROM attempts WHERE request_id = ? ORDER BY id',
    request_id,
  )
  const moved = rows.map(movedAsSent)
  const place = rows.findIndex(({ changes }) => (JSON.parse(changes) as number[]).includes(id)) // safe: the store wrote it
  const isHead = moved.slice(0, place + 3).every((one) => one !== 'still') && place + 3 <= moved.length
  const witnesses = moved.filter((one) => one === 'moved').length
  return moved[place] === 'moved' && witnesses >= 3 && (!moved.includes('still') || isHead)
}

interface SentRow {
  readonly changes: string
  readonly row: string
  readonly before: string
  readonly evidence: string
}

type Cells = readonly (readonly [number, number | null])[]

/** A row that the answer named, however incomplete, was not looked at any more. */
function movedAsSent({ row, before, evidence }: SentRow): 'moved' | 'still' | 'otherwise' {
  if (evidence === '[]') return 'otherwise'
  const { deltas } = JSON.parse(row) as { deltas: readonly (readonly [number, number])[] } // safe: as above
  const was = new Map((JSON.parse(before) as { cells: Cells }).cells) // safe: as above
  const is = new Map((JSON.parse(evidence) as { cells: Cells }[]).at(-1)?.cells) // safe: as above
  const by = deltas.map(([cell]) => subtract(is.get(cell) ?? 0, was.get(cell) ?? 0))
  if (by.every((one) => equal(one, 0))) return 'still'
  return deltas.every(([, sent], index) => equal(by[index] ?? 0, sent)) ? 'moved' : 'otherwise'
}

const isDeclared = (device: Observed, { warehouse, to_warehouse }: ChangeRow): boolean =>
  device.rows(
    `SELECT 1 FROM records WHERE uid IN (?, ?) AND base_key NOT IN (
       SELECT value FROM connections, json_each(connections.options, '$.soleWriter'))`,
    warehouse,
    to_warehouse,
  ).length === 0

/** Rule 11: what is superseded gave way to another change, or was already so. */
function checkSuperseded(device: Observed, change: ChangeRow): void {
  const gaveWay = device.rows(
    `SELECT 1 FROM changes AS own WHERE own.id = ? AND (own.superseded_by IS NOT NULL
       OR EXISTS (SELECT 1 FROM changes AS other WHERE other.superseded_by = own.id)
       OR EXISTS (SELECT 1 FROM changes AS made WHERE made.uid = own.uid AND made.kind IN ('create', 'delete')
         AND made.state IN ('superseded', 'discarded')))`,
    change.id,
  )
  if (gaveWay.length > 0) return
  const moves = change.kind === 'stock-delta' || change.kind === 'transfer'
  if (moves) broken('I3', device, `movement ${String(change.id)} is superseded by nothing`)
  if (change.kind === 'set-field' && !isAlreadySo(device, change))
    broken('I3', device, `edit ${String(change.id)} is superseded by nothing, and is not so`)
}

function isAlreadySo(device: Observed, { id, uid, payload }: ChangeRow): boolean {
  const { fields = {} } = JSON.parse(payload) as { fields?: Readonly<Record<string, unknown>> } // safe: the store wrote it
  const base = device.row<Readonly<Record<string, unknown>>>(
    'SELECT base_key, base_name AS name, base_price AS price, base_expires AS expires FROM records WHERE uid = ?',
    uid,
  )
  // What a later edit sets anew is that one's business.
  const later = device
    .rows<{ payload: string }>("SELECT payload FROM changes WHERE uid = ? AND kind = 'set-field' AND id > ?", uid, id)
    .flatMap((edit) => Object.keys((JSON.parse(edit.payload) as { fields?: object }).fields ?? {})) // safe: as above
  return (
    base?.['base_key'] != null &&
    ['name', 'price', 'expires'].every(
      (name) => fields[name] === undefined || later.includes(name) || fields[name] === base[name],
    )
  )
}
