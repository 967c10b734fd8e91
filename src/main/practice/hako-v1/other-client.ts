/** Another client of the same account: what somebody else does while we are not looking. */
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { HakoV1Model } from './model.ts'
import type { HakoRequest, PlainAnswer } from './request.ts'
import type { RecordRow } from './tables/records.ts'

export type OtherAct =
  | {
      readonly kind: 'sell' | 'receive' | 'set'
      readonly sku: string
      readonly warehouseID: string
      readonly quantity: number
    }
  | {
      readonly kind: 'transfer'
      readonly sku: string
      readonly from: string
      readonly to: string
      readonly quantity: number
    }
  | { readonly kind: 'rename'; readonly sku: string; readonly to: string }
  | { readonly kind: 'edit'; readonly sku: string; readonly changes: ItemFields }
  | { readonly kind: 'create'; readonly sku: string; readonly fields?: ItemFields }
  | { readonly kind: 'delete'; readonly sku: string }
  /** Deletes the item and makes it anew under the same SKU: the same fields, another id, no stock. */
  | { readonly kind: 'recreate'; readonly sku: string }
  /** Any request of the API. */
  | { readonly kind: 'request'; readonly request: HakoRequest }

interface ItemFields {
  readonly name?: string | null
  readonly price?: number | null
  readonly expires?: number | null
}

/** The API's own answer, so that an act that was refused can be seen. Knows no rate limit and no faults. */
export function actAsOther(model: HakoV1Model, act: OtherAct, nowMs: number): PlainAnswer {
  const before = act.kind === 'recreate' ? model.tables.items.find(act.sku) : undefined
  let answer: PlainAnswer | undefined
  for (const request of requestsOf(act, before)) {
    answer = model.handle(request, nowMs)
    if (answer.status !== 200) return answer
  }
  if (answer === undefined) throw new Error('An act of another client is at least one request')
  return answer
}

const items = '/v1/items'
const patchItem = (row: Readonly<Record<string, unknown>>): HakoRequest => ({
  method: 'PATCH',
  path: items,
  body: [row],
})
const moveStock = (call: string, row: Readonly<Record<string, unknown>>): HakoRequest => ({
  method: 'PATCH',
  path: `${items}/inventory/${call}`,
  body: [row],
})

function requestsOf(act: OtherAct, before: RecordRow | undefined): readonly HakoRequest[] {
  switch (act.kind) {
    case 'sell':
      return [moveStock('decrement', { sku: act.sku, warehouseID: act.warehouseID, decrementBy: act.quantity })]
    case 'receive':
      return [moveStock('increment', { sku: act.sku, warehouseID: act.warehouseID, incrementBy: act.quantity })]
    case 'set': {
      const inventory = [{ warehouseID: act.warehouseID, quantity: act.quantity }]
      return [patchItem({ sku: act.sku, updates: { inventory } })]
    }
    case 'transfer': {
      const legs = { sourceWarehouseID: act.from, destinationWarehouseID: act.to }
      return [moveStock('transfer', { sku: act.sku, ...legs, quantity: act.quantity })]
    }
    case 'rename':
      return [patchItem({ sku: act.sku, updates: { sku: act.to } })]
    case 'edit':
      return [patchItem({ sku: act.sku, updates: act.changes })]
    case 'create':
      return [{ method: 'POST', path: items, body: [{ sku: act.sku, ...act.fields }] }]
    case 'delete':
      return [{ method: 'DELETE', path: items, body: [{ sku: act.sku }] }]
    case 'recreate': {
      const fields = before === undefined ? {} : { name: before.name, price: before.price, expires: before.expires }
      return [
        ...requestsOf({ kind: 'delete', sku: act.sku }, before),
        ...requestsOf({ kind: 'create', sku: act.sku, fields }, before),
      ]
    }
    case 'request':
      return [act.request]
    default:
      return unreachable(act)
  }
}
