import type { Output } from '../../../../shared/contract/contract.ts'
import type { Reader } from '../../store/database.ts'
import { trackingOf } from '../../store/item-tracking.ts'
import { hasStandingSerial, type Particulars } from '../../store/scans.ts'
import type { Stocktake } from '../../store/stocktakes.ts'

/** Lot, expiry and serial number of scans: what is missing, and what is there twice. */

export const isSerialCounted = (reader: Reader, { id }: Stocktake, item: number, { serial }: Particulars): boolean =>
  serial !== null && serial !== undefined && hasStandingSerial(reader, id, item, serial)

/** What the item is tracked by and its scan did not say. */
export function asksOf(reader: Reader, item: number, said: Particulars): Pick<Output<'stocktakes.scan'>, 'asks'> {
  const tracked = trackingOf(reader, item)
  const asks = (['lot', 'expiry', 'serial'] as const).filter((part) => tracked[part] && (said[part] ?? null) === null)
  return asks.length === 0 ? {} : { asks }
}
