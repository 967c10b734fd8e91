/** Another client of the same account. It knows figures only, so whatever it moves it reads first and writes after. */
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { HakoRequest, PlainAnswer } from '../hako-v1/request.ts'
import type { HakoV0Model } from './model.ts'

export type OtherV0Act =
  | {
      readonly kind: 'sell' | 'receive' | 'set'
      readonly sku: string
      readonly warehouseID: string
      readonly quantity: number
    }
  | { readonly kind: 'empty'; readonly sku: string; readonly warehouseID: string }
  /** Any request of the API. */
  | { readonly kind: 'request'; readonly request: HakoRequest }

/** The API's own answer, so that an act that was refused can be seen. Knows no rate limit and no faults. */
export const actAsOtherV0 = (model: HakoV0Model, act: OtherV0Act, nowMs: number): PlainAnswer =>
  model.handle(requestOf(model, act), nowMs)

function requestOf(model: HakoV0Model, act: OtherV0Act): HakoRequest {
  switch (act.kind) {
    case 'sell':
      return writeFigure(model, act, figureOf(model, act) - act.quantity)
    case 'receive':
      return writeFigure(model, act, figureOf(model, act) + act.quantity)
    case 'set':
      return writeFigure(model, act, act.quantity)
    case 'empty':
      return { method: 'DELETE', path: inventory, body: [{ sku: act.sku, warehouseID: act.warehouseID }] }
    case 'request':
      return act.request
    default:
      return unreachable(act)
  }
}

const inventory = '/v0/inventory'

interface Cell {
  readonly sku: string
  readonly warehouseID: string
}

const figureOf = (model: HakoV0Model, { sku, warehouseID }: Cell): number =>
  model.tables.stock.find(sku, warehouseID)?.quantity ?? 0

function writeFigure(model: HakoV0Model, { sku, warehouseID }: Cell, quantity: number): HakoRequest {
  const exists = model.tables.stock.find(sku, warehouseID) !== undefined
  return exists
    ? { method: 'PUT', path: inventory, body: [{ sku, warehouseID, updates: { quantity } }] }
    : { method: 'POST', path: inventory, body: [{ sku, warehouseID, quantity }] }
}
