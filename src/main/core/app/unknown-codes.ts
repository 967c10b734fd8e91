/**
 * Codes that were scanned before anybody knew them: the list of them, and counting what was kept once a code is taught.
 */
import type { UnknownRow } from '../../../shared/contract/barcodes.ts'
import { ok } from '../../../shared/domain/result.ts'
import { add, negate } from '../../../shared/domain/quantity.ts'
import { resolveCode } from '../store/barcodes.ts'
import { snapshotBefore } from '../store/cell-snapshot.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Reader, Writer } from '../store/database.ts'
import { currentPerson } from '../store/people.ts'
import { appendScan } from '../store/scans.ts'
import { getStocktake, isInScope, type Stocktake } from '../store/stocktakes.ts'
import { dismissCode, neighbour, pendingScans, type UnknownScan } from '../store/unknown-scans.ts'
import type { AppContext, CommandHandler, Commands, Queries, QueryHandler } from './handlers.ts'
import { addKept } from './moves.ts'
import { lastReadAt } from './stocktakes/read-at.ts'
import { addToTotals, piecesOf, recordCounted } from './stocktakes/record.ts'

const unknown: QueryHandler<'barcodes.unknown'> = (_context, reader, input) => {
  const connection = connectionInUse(reader)
  if (!connection) return ok({ rows: [], total: 0 })
  const codes = [...byCode(pendingScans(reader, connection.id, input.stocktakeID)).entries()]
    .filter(
      ([code, scans]) =>
        scans.some((scan) => scan.state === 'open') || resolveCode(reader, connection.id, code) === null,
    )
    .map(([code, scans]) => ({ code, scans, last: scans.at(-1)?.seq ?? 0 }))
    .sort((a, b) => b.last - a.last)
  return ok({
    rows: codes.slice(0, input.limit).map(({ code, scans }) => toRow(reader, code, scans)),
    total: codes.length,
  })
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

function toRow(reader: Reader, code: string, scans: readonly UnknownScan[]): UnknownRow {
  const first = scans[0]
  return {
    code,
    scans: scans.length,
    quantity: scans.reduce((total, scan) => add(total, scan.quantity), 0),
    firstAt: first?.at ?? 0,
    lastAt: scans.at(-1)?.at ?? 0,
    before: first ? neighbour(reader, first.stocktake_id, first.seq, 'before') : null,
    after: first ? neighbour(reader, first.stocktake_id, first.seq, 'after') : null,
    stocktakeIDs: [...new Set(scans.map((scan) => scan.stocktake_id))],
  }
}

const dismiss: CommandHandler<'barcodes.dismiss'> = (_context, writer, input) => {
  const connection = connectionInUse(writer)
  if (connection) dismissCode(writer, connection.id, input.code)
  return ok({})
}

/**
 * Counts the kept scans of every code that now stands for `item`, in the open stocktakes and the drafts of moves of the
 * connection, and answers the pieces. To be called after the code was saved, in the same transaction. All ways of writing one GTIN are covered,
 * because the codes are resolved, not compared.
 */
export function countKept(context: AppContext, writer: Writer, connection: number, item: number): number {
  let counted = 0
  const open = pendingScans(writer, connection).filter((scan) => scan.state === 'open')
  for (const [code, scans] of byCode(open)) {
    const known = resolveCode(writer, connection, code)
    if (known?.item !== item) continue
    for (const scan of scans) counted = add(counted, link(context, writer, scan, item, known.quantity))
  }
  if (counted > 0) writer.touch('stocktakes', 'barcodes', 'status')
  return add(counted, addKept(context, writer, connection, item))
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
  const snapshot = snapshotBefore(
    writer,
    item,
    stocktake.warehouse,
    lastReadAt(context, writer, stocktake.connection),
    scan.observation_mark ?? 0,
  )
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

export const unknownCodeQueries = { 'barcodes.unknown': unknown } satisfies Partial<Queries>
export const unknownCodeCommands = { 'barcodes.dismiss': dismiss } satisfies Partial<Commands>
