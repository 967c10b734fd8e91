import type { Input, MethodName } from '../../../src/shared/contract/contract.ts'
import { broken, type Observed } from './facts.ts'

interface Queued {
  readonly kind: string
  readonly quantity: number | null
  readonly payload: string
  readonly key: string
  readonly warehouse: string | null
  readonly target: string | null
}

/** I8: what a command was answered for is in the queue at that moment, as the person said it. */
export function checkCommand<M extends MethodName>(
  device: Observed,
  method: M,
  input: Input<M>,
  changeIDs: readonly number[],
): void {
  for (const id of changeIDs) {
    const change = device.row<Queued>(
      `SELECT own.kind, own.quantity, own.payload, record.key, place.key AS warehouse, target.key AS target
       FROM changes AS own JOIN records AS record ON record.uid = own.uid
         LEFT JOIN records AS place ON place.uid = own.warehouse
         LEFT JOIN records AS target ON target.uid = own.to_warehouse
       WHERE own.id = ?`,
      id,
    )
    if (change === undefined) broken('I8', device, `${method} answered change ${String(id)}, which is nowhere`)
    else if (!says(method, input, change))
      broken('I8', device, `${method} ${JSON.stringify(input)} is queued as ${JSON.stringify(change)}`)
  }
}

function says<M extends MethodName>(method: M, input: Input<M>, change: Queued): boolean {
  const { sku, warehouseID, quantity, from, to } = input as Readonly<Record<string, unknown>> // safe: an input is an object
  switch (method) {
    case 'stock.receive':
      return change.key === sku && change.warehouse === warehouseID && change.quantity === quantity
    case 'stock.issue':
      return change.key === sku && change.warehouse === warehouseID && change.quantity === -Number(quantity)
    case 'stock.transfer':
      return change.key === sku && change.warehouse === from && change.target === to && change.quantity === quantity
    case 'stock.set':
      return change.kind === 'stock-set' && change.warehouse === warehouseID && change.quantity === quantity
    case 'items.delete':
      return change.kind === 'delete'
    default:
      return true
  }
}
