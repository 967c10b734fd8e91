import type { Wire } from '../ledger.ts'
import type { WireRow } from '../wire-rows.ts'
import { broken, type Observed } from './facts.ts'

interface Meant {
  readonly kind: string
  readonly payload: string
}

type Fields = Readonly<Record<string, unknown>>

/** I11: the row of a create or an edit says every detail that its changes set, each as it was set last. */
export function checkMeant(device: Observed, { path }: Wire, row: WireRow, changeIDs: readonly number[]): void {
  if (path.includes('/inventory/')) {
    checkTransfer(device, path, changeIDs)
    return
  }
  const changes = device.rows<Meant>(
    "SELECT kind, payload FROM changes WHERE kind IN ('create', 'set-field') AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
    JSON.stringify(changeIDs),
  )
  if (changes.length === 0) return
  const payloads = changes.map(({ payload }) => JSON.parse(payload) as { fields?: Fields; stock?: readonly unknown[] }) // safe: the store wrote it
  const wanted = Object.assign({}, ...payloads.map(({ fields }) => fields ?? {})) as Fields // safe: a union of such
  const said = (row['updates'] ?? row) as Fields // safe: the connector's own form
  for (const field of ['name', 'price'])
    if (wanted[field] !== undefined && said[field] !== wanted[field])
      broken('I11', device, `${field} is sent as ${JSON.stringify(said[field])} and was set to ${JSON.stringify(wanted[field])}`)
  const stock = payloads.reduce((sum, payload) => sum + (payload.stock?.length ?? 0), 0)
  const figures = Array.isArray(said['inventory']) ? said['inventory'].length : 0
  if (figures !== stock) broken('I11', device, `${String(figures)} first figures are sent of ${String(stock)}`)
}

/** A transfer goes out as one, never as what leaves here and what comes there (rule 11). */
function checkTransfer(device: Observed, path: string, changeIDs: readonly number[]): void {
  const transfers = device.rows(
    "SELECT 1 FROM changes WHERE kind = 'transfer' AND id IN (SELECT value FROM json_each(?))",
    JSON.stringify(changeIDs),
  )
  if (transfers.length > 0 !== path.endsWith('/transfer'))
    broken(
      'I2',
      device,
      `${path} for changes ${changeIDs.join(', ')}, of which ${String(transfers.length)} are transfers`,
    )
}

interface Seen {
  readonly uid: number
  readonly kind: string
  readonly warehouse: number | null
  readonly seen: string
  readonly payload: string
}

/**
 * Rule 14: what a person saw is still so when the change leaves, or a person was asked. What was seen may also have been
 * another change of this PC.
 */
export function checkNotOverwriting(device: Observed, changeIDs: readonly number[]): void {
  const changes = device.rows<Seen>(
    `SELECT uid, kind, warehouse, base_seen AS seen, payload FROM changes
     WHERE kind IN ('set-field', 'stock-set') AND id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    JSON.stringify(changeIDs),
  )
  const told = new Set<string>()
  for (const change of changes) {
    const seen = JSON.parse(change.seen) as { fields?: Fields; quantity?: number | null } // safe: the store wrote it
    if (change.kind === 'stock-set') checkFigure(device, change, seen.quantity)
    for (const field of ['name', 'price'] as const) {
      const value = seen.fields?.[field]
      if (value === undefined || told.has(field)) continue
      told.add(field)
      checkField(device, change, field, value)
    }
  }
}

function checkFigure(device: Observed, { uid, warehouse }: Seen, seen: number | null | undefined): void {
  const now = device.row<{ figure: number | null }>(
    'SELECT base_quantity AS figure FROM stock WHERE item = ? AND warehouse = ?',
    uid,
    warehouse,
  )?.figure
  if (seen !== undefined && (seen ?? 0) !== (now ?? 0))
    broken('rule 14', device, `a figure is posted over ${String(now)}, and ${String(seen)} was seen when it was decided`)
}

function checkField(device: Observed, { uid }: Seen, field: 'name' | 'price', seen: unknown): void {
  const now = device.row<Fields>('SELECT base_name AS name, base_price AS price FROM records WHERE uid = ?', uid)?.[field]
  if (now === seen) return
  const own = device
    .rows<{ value: unknown }>(
      `SELECT payload ->> ? AS value FROM changes WHERE uid = ? AND kind IN ('create', 'set-field')`,
      `$.fields.${field}`,
      uid,
    )
    .some(({ value }) => value === seen)
  if (!own)
    broken('rule 14', device, `${field} is sent over ${JSON.stringify(now)}, and ${JSON.stringify(seen)} was seen before`)
}
