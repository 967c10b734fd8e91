/** Rule 11: what gives way to another change has its effect by that other one, and by nothing less. */
import { equal, sum } from '../../../src/shared/domain/quantity.ts'
import { broken, type ChangeRow, type Observed } from './facts.ts'
import { baseOf, figureOf, movedBy, type Fields } from './sight.ts'

type Row = Pick<ChangeRow, 'id' | 'uid' | 'kind' | 'state' | 'warehouse' | 'to_warehouse' | 'quantity' | 'payload'> & {
  readonly by: number | null
}

const columns = 'id, uid, kind, state, warehouse, to_warehouse, quantity, payload, superseded_by AS "by"'

const rowOf = (device: Observed, id: number): Row | undefined =>
  device.row<Row>(`SELECT ${columns} FROM changes WHERE id = ?`, id)

/**
 * Its superseder is carried out in the same moment, or nothing at all is sent: a record that nobody ever heard of, what is
 * so already, movements that cancel out.
 */
export function checkSuperseder(device: Observed, { id }: Pick<ChangeRow, 'id'>): void {
  const last = lastOf(device, id)
  if (last === undefined || last.state === 'applied') return
  const nothing = last.state === 'superseded' && isNothing(device, last)
  if (nothing || neverMade(device, last)) return
  const heap = JSON.stringify(heapOf(device, last).map((one) => one.id))
  broken('I3', device, `change ${String(id)} gave way to ${String(last.id)}, which is ${last.state} (${heap})`)
}

/** Where the chain of what superseded it ends. */
function lastOf(device: Observed, id: number): Row | undefined {
  let last = rowOf(device, id)
  for (let next = last; next?.by != null && next.state === 'superseded';) {
    next = rowOf(device, next.by)
    last = next ?? last
  }
  return last
}

const heapOf = (device: Observed, last: Row): Row[] => [
  ...device.rows<Row>(`SELECT ${columns} FROM changes WHERE superseded_by = ? ORDER BY id`, last.id),
  last,
]

/** Edits that came to nothing together with it: of all that was said the last word counts. */
const later = (device: Observed, { id, uid, kind }: Row): Row[] =>
  device.rows<Row>(
    `SELECT ${columns} FROM changes WHERE uid = ? AND kind = ? AND kind IN ('set-field', 'rename') AND id > ?
       AND state = 'superseded' AND superseded_by IS NULL
       AND state_at = (SELECT state_at FROM changes WHERE id = ?) ORDER BY id`,
    uid,
    kind,
    id,
    id,
  )

function isNothing(device: Observed, last: Row): boolean {
  const heap = [...heapOf(device, last), ...later(device, last)]
  switch (last.kind) {
    case 'stock-delta':
    case 'transfer':
      return cancelsOut(heap)
    case 'stock-set':
      return equal(figureOf(device, last), last.quantity ?? 0)
    case 'set-field':
    case 'rename':
      return isSo(device, heap)
    case 'create':
      return baseOf(device, last.uid)['key'] != null && isSo(device, heap, ['name', 'price', 'expires'])
    case 'delete':
      return baseOf(device, last.uid)['key'] == null
  }
}

/** A record that was made here and let go of before anybody heard of it took everything along. */
const neverMade = (device: Observed, { uid }: Row): boolean =>
  device.rows(
    "SELECT 1 FROM changes WHERE uid = ? AND kind IN ('create', 'delete') AND state IN ('superseded', 'discarded')",
    uid,
  ).length > 0 && baseOf(device, uid)['key'] == null

function cancelsOut(heap: readonly Row[]): boolean {
  const moves = heap.filter(({ kind }) => kind === 'stock-delta' || kind === 'transfer')
  const cells = new Set(
    moves.flatMap(({ warehouse, to_warehouse: to }) => [warehouse ?? 0, ...(to === null ? [] : [to])]),
  )
  return moves.length === heap.length && [...cells].every((cell) => sum(moves.map((move) => movedBy(move, cell))) === 0)
}

/** Of all that was said together the last word on each detail is what the remote has. */
function isSo(
  device: Observed,
  heap: readonly Row[],
  details: readonly string[] = ['key', 'name', 'price', 'expires'],
): boolean {
  const said = Object.assign(
    {},
    ...heap.map(({ payload }) => {
      const { key, fields = {} } = JSON.parse(payload) as { key?: string; fields?: Fields } // safe: the store wrote it
      return key === undefined ? fields : { ...fields, key }
    }),
  ) as Fields // safe: a union of such
  const base = baseOf(device, heap[0]?.uid ?? 0)
  return details.every((field) => said[field] === undefined || said[field] === base[field])
}
