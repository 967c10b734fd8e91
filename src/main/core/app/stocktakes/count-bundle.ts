import type { Output } from '../../../../shared/contract/contract.ts'
import type { BundleProblem } from '../../../../shared/contract/bundles.ts'
import { quantityLimit } from '../../../../shared/domain/quantity.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import type { Writer } from '../../store/database.ts'
import { getStocktake, isInScope, type Stocktake } from '../../store/stocktakes.ts'
import type { AppContext, Outcome } from '../handlers.ts'
import { partsOfCode, type Part } from './bundle-parts.ts'
import { recordCounted, recordUncounted, tooMany, type CountedEvent } from './record.ts'

type Event = Pick<CountedEvent, 'scanID' | 'at' | 'person' | 'late' | 'typed' | 'particulars'> & {
  readonly code: string
}

/**
 * Counts a bundle as its components. Every event keeps the code that was scanned, and an undo of one takes all back. Null: the
 * code is no bundle. An error: it can't be counted, and its code is to be kept like any unknown one.
 */
export function countBundle(
  context: AppContext,
  writer: Writer,
  stocktake: Stocktake,
  event: Event,
  scans: number,
): Result<Outcome<'stocktakes.scan'>, BundleProblem> | null {
  const planned = partsOfCode(writer, stocktake, event.code, scans)
  if (planned?.ok !== true) return planned
  const { bundle, parts } = planned.value
  if (parts.some(({ added }) => added > quantityLimit)) return ok(err(tooMany()))
  const counted: NonNullable<Output<'stocktakes.scan'>['parts']> = []
  const seqs: number[] = []
  for (const part of parts) {
    const [first = null] = seqs
    const scanID = first === null ? event.scanID : context.ports.ids.ulid()
    const recorded = recordPart(context, writer, stocktake.id, { ...event, scanID, bundle: first }, part)
    seqs.push(recorded.seq)
    const { key, name } = part.item.view
    counted.push({ sku: key, name: name ?? null, added: part.added, counted: recorded.counted })
  }
  const outcome = counted.some((part) => part.counted !== null) ? 'known' : 'outOfScope'
  const added = parts.reduce((total, part) => total + part.added, 0)
  return ok(ok({ outcome, seq: seqs[0] ?? 0, sku: bundle.sku, name: bundle.name, added, parts: counted }))
}

function recordPart(
  context: AppContext,
  writer: Writer,
  stocktakeID: string,
  event: Event & { readonly bundle: number | null },
  { item, added }: Part,
): { readonly seq: number; readonly counted: number | null } {
  // Each event changes the running totals, so the next one starts from them.
  const stocktake = getStocktake(writer, stocktakeID)
  if (stocktake === undefined) throw new Error(`Stocktake ${stocktakeID} vanished while it was written to`)
  if (!isInScope(writer, stocktake, item.uid)) {
    const { seq } = recordUncounted(writer, stocktake, { ...event, quantity: added, outOfScope: item.uid })
    return { seq, counted: null }
  }
  return recordCounted(context, writer, stocktake, { ...event, kind: 'scan', item: item.uid, quantity: added })
}
