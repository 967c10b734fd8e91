import { createHash } from 'node:crypto'

/** One event of a tape as its hash covers it. Everything a person did or saw; nothing that is only local bookkeeping. */
export interface HashedEvent {
  readonly stocktakeID: string
  readonly scanID: string
  readonly at: number
  readonly kind: string
  readonly outcome: string | null
  readonly code: string | null
  readonly sku: string | null
  readonly quantity: number
  readonly typed: boolean
  readonly counted: number | null
  readonly round: number
  readonly place: string | null
  readonly lot: string | null
  readonly expiry: string | null
  readonly serial: string | null
  readonly person: string | null
  readonly device: string | null
}

/** SHA-256 in hexadecimal over the hash before (empty for the first event) and the event's members in this order. */
export function eventHash(before: string, event: HashedEvent): string {
  const members = [
    before,
    event.stocktakeID,
    event.scanID,
    event.at,
    event.kind,
    event.outcome,
    event.code,
    event.sku,
    event.quantity,
    event.typed,
    event.counted,
    event.round,
    event.place,
    event.lot,
    event.expiry,
    event.serial,
    event.person,
    event.device,
  ]
  return createHash('sha256').update(JSON.stringify(members)).digest('hex')
}
