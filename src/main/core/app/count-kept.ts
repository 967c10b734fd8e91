/**
 * Counting what was kept once its code is known: the scans of unknown codes in open stocktakes and in drafts of moves.
 */
import { add, negate } from '../../../shared/domain/quantity.ts'
import { resolveCode } from '../store/barcodes.ts'
import type { Writer } from '../store/database.ts'
import { snapshotAt } from '../store/past-snapshot.ts'
import { currentPerson } from '../store/people.ts'
import { appendScan } from '../store/scans.ts'
import { getStocktake, isInScope, type Stocktake } from '../store/stocktakes.ts'
import { pendingScans, type UnknownScan } from '../store/unknown-scans.ts'
import type { AppContext } from './handlers.ts'
import { addKept } from './kept-moves.ts'
import { lastReadAt } from './stocktakes/read-at.ts'
import { addToTotals, piecesOf, recordCounted } from './stocktakes/record.ts'

/**
 * Counts the kept scans of every code that now stands for `item`, in the open stocktakes and the drafts of moves of the
 * connection, and answers the pieces. To be called after the code was saved, in the same transaction. All ways of writing one GTIN are covered,
 * because the codes are resolved, not compared.
 */
export const countKept = (context: AppContext, writer: Writer, connection: number, item: number): number =>
  countKeptOf(context, writer, connection, new Set([item]))

/** The same for several items at once. */
export const countKeptOf = (
  context: AppContext,
  writer: Writer,
  connection: number,
  items: ReadonlySet<number>,
): number => countWhere(context, writer, connection, (item) => items.has(item))

/** The same for every kept scan whose code is known by now. */
export const countAllKept = (context: AppContext, writer: Writer, connection: number): number =>
  countWhere(context, writer, connection, () => true)

function countWhere(
  context: AppContext,
  writer: Writer,
  connection: number,
  wanted: (item: number) => boolean,
): number {
  let counted = 0
  const open = pendingScans(writer, connection).filter((scan) => scan.state === 'open')
  for (const [code, scans] of byCode(open)) {
    const known = resolveCode(writer, connection, code)
    if (known === null || !wanted(known.item)) continue
    for (const scan of scans) counted = add(counted, link(context, writer, scan, known.item, known.quantity))
  }
  if (counted > 0) writer.touch('stocktakes', 'barcodes', 'status')
  return add(counted, addKept(context, writer, connection, wanted))
}

function byCode(scans: readonly UnknownScan[]): Map<string, UnknownScan[]> {
  const codes = new Map<string, UnknownScan[]>()
  for (const scan of scans) {
    const code = scan.code ?? ''
    const known = codes.get(code)
    if (known) known.push(scan)
    else codes.set(code, [scan])
  }
  return codes
}

/** Answers a kept scan with an event that counts it as of when it was scanned, and says how many pieces that was. */
function link(context: AppContext, writer: Writer, scan: UnknownScan, item: number, pack: number): number {
  const stocktake = getStocktake(writer, scan.stocktake_id)
  const quantity = piecesOf(scan.quantity, pack)
  if (!stocktake || quantity === null) return 0
  const event = {
    scanID: context.ports.ids.ulid(),
    at: scan.at,
    kind: 'link',
    item,
    code: scan.code ?? '',
    quantity,
  } as const
  if (!isInScope(writer, stocktake, item)) {
    setAside(writer, stocktake, scan, event)
    return 0
  }
  const readAt = lastReadAt(context, writer, stocktake.connection)
  const snapshot = snapshotAt(writer, item, stocktake.warehouse, readAt, {
    at: scan.at,
    changeMark: scan.change_mark ?? 0,
    observationMark: scan.observation_mark ?? 0,
  })
  recordCounted(context, writer, stocktake, {
    ...event,
    typed: scan.typed === 1,
    particulars: scan,
    links: { seq: scan.seq, quantity: scan.quantity, round: scan.round },
    snapshot,
  })
  return quantity
}

/** An item outside the scope: the scan leaves the unknown list and stays on the tape, uncounted. */
function setAside(
  writer: Writer,
  stocktake: Stocktake,
  scan: UnknownScan,
  event: { scanID: string; at: number; item: number; code: string; quantity: number },
): void {
  appendScan(writer, {
    ...event,
    stocktakeID: stocktake.id,
    kind: 'link',
    outcome: 'outOfScope',
    answers: scan.seq,
    person: currentPerson(writer),
  })
  const added = scan.seq > stocktake.totals.markSeq ? negate(scan.quantity) : 0
  addToTotals(writer, stocktake, {
    lines: 0,
    quantity: 0,
    scans: -1,
    sinceMark: added,
    unknown: added,
    at: stocktake.totals.lastAt,
  })
}
