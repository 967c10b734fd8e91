import { multiply } from '../../../../shared/domain/quantity.ts'
import { resolveCode } from '../../store/barcodes.ts'
import type { Reader } from '../../store/database.ts'
import { findByKey } from '../../store/records.ts'
import { answerTo, findScan, type ScanEvent } from '../../store/scans.ts'
import { isInScope, type Stocktake } from '../../store/stocktakes.ts'
import type { FileEvent } from './count-file.ts'

/** Which events of a file are here already, and what those that are not would be here. */
export interface PlannedEvent {
  readonly event: FileEvent
  /** Its name on this tape: its own, or one beside it where another event has that name here. */
  readonly scanID: string
  /** Null: nobody here knows what it is. */
  readonly item: number | null
  readonly inScope: boolean
  readonly quantity: number
  readonly round: number
  readonly device: string | null
}

/** It counts, or is kept for somebody to say what it is. */
export const stands = (reader: Reader, event: ScanEvent): boolean =>
  (event.outcome === 'known' || event.outcome === 'unknown') && answerTo(reader, event.seq) === undefined

/** An event of the file, and the one here that it is. */
export interface Placed {
  readonly planned: PlannedEvent
  readonly onTape: ScanEvent | undefined
}

interface Naming {
  readonly label: string | null
  readonly suffix: string
}

/** In the round that it had there. */
export function placeEvent(reader: Reader, stocktake: Stocktake, event: FileEvent, { label, suffix }: Naming): Placed {
  const device = event.device ?? label
  const { scanID, named } = nameOf(reader, stocktake, event, suffix)
  const known = itemOf(reader, stocktake, event)
  return {
    onTape: named ?? linkedHere(reader, stocktake, event),
    planned: {
      event,
      scanID,
      item: known?.item ?? null,
      inScope: known !== null && isInScope(reader, stocktake, known.item),
      quantity: multiply(event.counts ?? 0, known?.times ?? 1),
      round: event.round,
      device,
    },
  }
}

/** An event whose name another one has here was or is named after its PC; one that came over a third PC may be so already. */
function nameOf(
  reader: Reader,
  { id }: Stocktake,
  event: FileEvent,
  suffix: string,
): { readonly scanID: string; readonly named: ScanEvent | undefined } {
  const renamed = `${event.scanID.slice(0, 50)}@${suffix}`
  for (const scanID of [event.scanID, stemOf(event), renamed]) {
    const named = findScan(reader, id, scanID)
    if (named !== undefined && isSameEvent(named, event)) return { scanID, named }
  }
  const isFree = findScan(reader, id, event.scanID) === undefined
  return { scanID: isFree ? event.scanID : renamed, named: undefined }
}

/** What it was called where it was made. */
export const stemOf = ({ scanID }: FileEvent): string => scanID.split('@')[0] ?? scanID

/** What was counted there from an unknown code, and here from the same scan. */
function linkedHere(reader: Reader, { id }: Stocktake, { kind, answers }: FileEvent): ScanEvent | undefined {
  const scan = kind === 'link' && answers !== null ? findScan(reader, id, answers) : undefined
  const answer = scan === undefined ? undefined : answerTo(reader, scan.seq)
  return answer?.kind === 'link' ? answer : undefined
}

/** Two PCs may call different events alike: scripts number theirs. One without a code is kept under its item's name, and may come home so. */
const isSameEvent = (here: ScanEvent, event: FileEvent): boolean =>
  here.at === event.at &&
  here.person === event.person &&
  (event.code === null || here.code === null || here.code === event.code)

/** A code that was unknown there may be known here. */
function itemOf(
  reader: Reader,
  { connection }: Stocktake,
  { item, sku, code, outcome }: FileEvent,
): { readonly item: number; readonly times: number } | null {
  const key = item ?? sku
  const record = key === null ? undefined : findByKey(reader, connection, 'item', key)
  if (record !== undefined) return { item: record.uid, times: 1 }
  const resolved = outcome === 'unknown' && code !== null ? resolveCode(reader, connection, code) : null
  return resolved === null ? null : { item: resolved.item, times: resolved.quantity }
}
