/** Restocking shipments: announced by the merchant, received by Hive. Not repeat-safe: every POST is one more. */
import { z } from 'zod'
import type { Answer, Mishap } from '../api.ts'
import type { Shipment, State } from './account.ts'
import { page } from './pages.ts'
import { notFound, refusal, success } from './refusal.ts'
import type { Outcome } from './skus.ts'
import type { HiveSwitches } from './switches.ts'
import { wireShipment } from './wire.ts'

const item = z
  .object({
    sku_id: z.int().optional(),
    merchant_sku_id: z.string().optional(),
    announced_quantity: z.int().positive(),
    remarks: z.string().nullish(),
    total_cost_in_cents: z.int().nullish(),
  })
  .refine((row) => row.sku_id !== undefined || row.merchant_sku_id !== undefined)

const announced = z.object({
  warehouse_id: z.int(),
  estimated_arrival_date: z.iso.date(),
  delivery_option: z.enum(['postal', 'courier', 'dropoff', 'hive_freight']),
  tracking_code: z.string().nullish(),
  po_number: z.string().nullish(),
  supplier_name: z.string().nullish(),
  restocking_shipment_items: z.array(item).min(1),
})

export const listShipments = (state: State, query: URLSearchParams, switches: HiveSwitches, mishap: Mishap): Answer =>
  page(
    [...state.shipments].reverse().map((shipment) => wireShipment(shipment, state, switches)),
    query,
    switches.itemsPerPage,
    mishap,
  )

export function showShipment(state: State, id: number, switches: HiveSwitches): Answer {
  const found = state.shipments.find((shipment) => shipment.id === id)
  return found === undefined
    ? notFound(`RestockingShipment with id ${String(id)}`)
    : success(wireShipment(found, state, switches))
}

export function announce(state: State, body: unknown, switches: HiveSwitches): Outcome {
  const made = readShipment(state, body, state.nextID)
  if (!('items' in made)) return { answer: made }
  const next = {
    ...state,
    nextID: state.nextID + 1 + made.items.length,
    shipments: [...state.shipments, made],
  }
  return { answer: success(wireShipment(made, next, switches), 201), state: next }
}

export function replaceShipment(state: State, id: number, body: unknown, switches: HiveSwitches): Outcome {
  const found = state.shipments.find((shipment) => shipment.id === id)
  if (found === undefined) return { answer: notFound(`RestockingShipment with id ${String(id)}`) }
  if (found.status !== 'shipped' && found.status !== 'created')
    return { answer: refusal(422, ['Status does not allow changes']) }
  const made = readShipment(state, body, id)
  if (!('items' in made)) return { answer: made }
  const next = { ...state, shipments: state.shipments.map((shipment) => (shipment.id === id ? made : shipment)) }
  return { answer: success(wireShipment(made, next, switches)), state: next }
}

/** The shipment, or why it is refused. */
function readShipment(state: State, body: unknown, id: number): Shipment | Answer {
  const parsed = announced.safeParse(body)
  if (!parsed.success)
    return refusal(
      422,
      parsed.error.issues.map(({ path }) => `${path.join('.')} is invalid`),
    )
  const { restocking_shipment_items: rows, ...fields } = parsed.data
  const items = rows.flatMap(({ sku_id, merchant_sku_id, announced_quantity, remarks }, index) => {
    const sku = state.skus.find((other) => other.id === sku_id || other.merchant_sku_id === merchant_sku_id)
    return sku === undefined ? [] : [{ id: id + 1 + index, sku: sku.id, announced_quantity, remarks: remarks ?? null }]
  })
  if (items.length < rows.length) return refusal(422, ['Sku must exist'])
  return {
    tracking_code: null,
    po_number: null,
    supplier_name: null,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    warehouse_id: fields.warehouse_id,
    estimated_arrival_date: fields.estimated_arrival_date,
    delivery_option: fields.delivery_option,
    id,
    status: 'shipped',
    items,
  }
}
