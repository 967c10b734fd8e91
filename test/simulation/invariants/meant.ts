import type { Wire } from '../wire-rows.ts'
import type { WireRow } from '../wire-rows.ts'
import { broken, type Observed } from './facts.ts'

interface Meant {
  readonly kind: string
  readonly payload: string
}

type Fields = Readonly<Record<string, unknown>>

/** I11: the row of a create or an edit says every detail that its changes set, each as it was set last. */
export function checkMeant(device: Observed, { path }: Wire, row: WireRow, changeIDs: readonly number[]): void {
  if (path.includes('inventory')) {
    if (path !== 'inventory') checkTransfer(device, path, changeIDs)
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
      broken(
        'I11',
        device,
        `${field} is sent as ${JSON.stringify(said[field])} and was set to ${JSON.stringify(wanted[field])}`,
      )
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

interface Counted {
  readonly seen: string
  readonly figure: number | null
}

/** Rule 14 and sync.md §9: a figure is posted over the figure it was decided by, or a person was asked. */
export function checkNotOverwriting(device: Observed, changeIDs: readonly number[]): void {
  const changes = device.rows<Counted>(
    `SELECT own.base_seen AS seen, cell.base_quantity AS figure FROM changes AS own
       LEFT JOIN stock AS cell ON cell.item = own.uid AND cell.warehouse = own.warehouse
     WHERE own.kind = 'stock-set' AND own.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(changeIDs),
  )
  for (const { seen, figure } of changes) {
    const { quantity } = JSON.parse(seen) as { quantity?: number | null } // safe: the store wrote it
    if (quantity !== undefined && (quantity ?? 0) !== (figure ?? 0))
      broken('rule 14', device, `a figure is posted over ${String(figure)} and was decided by ${String(quantity)}`)
  }
}
