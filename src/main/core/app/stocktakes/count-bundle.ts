import type { Output } from '../../../../shared/contract/contract.ts'
import { multiply, quantityLimit } from '../../../../shared/domain/quantity.ts'
import { readScannedCode } from '../../../../shared/domain/barcode.ts'
import { err, ok } from '../../../../shared/domain/result.ts'
import { getBundle } from '../../store/bundle-list.ts'
import type { Reader, Writer } from '../../store/database.ts'
import { findByBaseKey, findByKey, type MirrorRecord } from '../../store/records.ts'
import type { NewScan } from '../../store/scans.ts'
import { getStocktake, isInScope, type Stocktake } from '../../store/stocktakes.ts'
import type { AppContext, Outcome } from '../handlers.ts'
import { recordCounted, recordUncounted, tooMany } from './record.ts'

type Event = Pick<NewScan, 'scanID' | 'at' | 'typed' | 'particulars'> & { readonly code: string }

interface Part {
  readonly item: MirrorRecord
  readonly added: number
}

/**
 * A sealed bundle is counted as its components: the remote keeps stock of those alone. Every event keeps the bundle's
 * code, and an undo of one takes all back. Null: the code is no bundle, or one of its components is no item here; then
 * the code is kept like any unknown one, and nothing is counted by halves.
 */
export function countBundle(
  context: AppContext,
  writer: Writer,
  stocktake: Stocktake,
  event: Event,
  bundles: number,
): Outcome<'stocktakes.scan'> | null {
  const bundle = getBundle(writer, stocktake.connection, event.code) ?? byText(writer, stocktake, event.code)
  if (bundle === undefined || bundle.item_skus.length === 0) return null
  const parts = bundle.item_skus.map(({ sku, quantity }): Part | null => {
    const item =
      findByKey(writer, stocktake.connection, 'item', sku) ?? findByBaseKey(writer, stocktake.connection, 'item', sku)
    return item?.present === true ? { item, added: multiply(quantity, bundles) } : null
  })
  const known = parts.filter((part) => part !== null)
  if (known.length < parts.length) return null
  if (known.some(({ added }) => added > quantityLimit)) return err(tooMany())
  const counted: NonNullable<Output<'stocktakes.scan'>['parts']> = []
  const seqs: number[] = []
  for (const part of known) {
    const [first = null] = seqs
    const scanID = first === null ? event.scanID : context.ports.ids.ulid()
    const recorded = recordPart(context, writer, stocktake.id, { ...event, scanID, bundle: first }, part)
    seqs.push(recorded.seq)
    const { key, name } = part.item.view
    counted.push({ sku: key, name, added: part.added, counted: recorded.counted })
  }
  const added = known.reduce((total, part) => total + part.added, 0)
  return ok({ outcome: 'known', seq: seqs[0] ?? 0, sku: bundle.sku, name: bundle.name, added, parts: counted })
}

const byText = (reader: Reader, { connection }: Stocktake, code: string) =>
  getBundle(reader, connection, readScannedCode(code).text)

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
