/**
 * Restocking shipments. A POST is never safe to repeat, so our token stands in `po_number`, behind the user's own order
 * number, and the list is searched for it.
 */
import type { AnnouncedDelivery, Delivery, RemoteFailure, Turn } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { badBody } from './errors.ts'
import { openPage } from './pages.ts'
import { shipmentsPagePath, shipmentsPath } from './paths.ts'
import type { Reading } from './read.ts'
import { asID, asRow } from './rows.ts'

export async function announce(
  { client, signal }: Reading,
  delivery: Delivery,
): Promise<Result<AnnouncedDelivery, RemoteFailure>> {
  const body = JSON.stringify(shipmentOf(delivery))
  const answer = await client.ask({ kind: 'write', method: 'POST', path: shipmentsPath, body }, signal)
  if (!answer.ok) return answer
  const { value, status } = answer.value
  const id = asID(asRow(value)?.['id'])
  return id === null ? err(badBody(status, 'The answer does not say what the shipment is called', true)) : ok({ id })
}

function shipmentOf({ token, orderNumber, ...delivery }: Delivery): unknown {
  const { warehouseID, arrivesOn, option, trackingCode, supplier, lines } = delivery
  return {
    warehouse_id: numberOf(warehouseID),
    estimated_arrival_date: arrivesOn,
    delivery_option: option,
    ...(trackingCode !== null && { tracking_code: trackingCode }),
    po_number: orderNumber === null ? token : `${orderNumber} ${token}`,
    ...(supplier !== null && { supplier_name: supplier }),
    restocking_shipment_items: lines.map(({ sku, serverID, quantity }) => ({
      ...(serverID === undefined ? { merchant_sku_id: sku } : { sku_id: numberOf(serverID) }),
      announced_quantity: quantity,
    })),
  }
}

/** Hive's ids are whole numbers. */
const numberOf = (id: string): number | string => (/^\d{1,15}$/.test(id) ? Number(id) : id)

/**
 * The list is walked to its end, newest first; what is added meanwhile only pushes rows to later pages. Where it gave fewer
 * shipments than it says there are, or ended before its last page, nothing is proven.
 */
export async function findAnnounced(
  { client, signal }: Reading,
  token: string,
  turn: Turn,
): Promise<Result<AnnouncedDelivery | 'absent' | 'unsure', RemoteFailure>> {
  const seen = new Set<string>()
  let [rows, shown, total] = [0, 0, 0]
  for (let page = 1; ; page += 1) {
    if (page > 1) await turn()
    const answer = await client.ask({ kind: 'read', method: 'GET', path: shipmentsPagePath(page) }, signal)
    if (!answer.ok) return answer
    const opened = openPage(answer.value, page)
    if (!opened.ok) return opened
    for (const value of opened.value.rows) {
      const row = asRow(value)
      const id = asID(row?.['id'])
      const order = row?.['po_number']
      rows += 1
      if (id !== null) seen.add(id)
      if (order !== undefined) shown += 1
      if (id !== null && typeof order === 'string' && order.split(' ').includes(token)) return ok({ id })
    }
    total = Math.max(total, opened.value.total ?? 0)
    if (opened.value.last) break
    if (opened.value.rows.length === 0) return ok('unsure')
  }
  return ok((rows > 0 && shown === 0) || seen.size < total ? 'unsure' : 'absent')
}
