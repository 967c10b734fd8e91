import { readScannedCode } from '../../../shared/domain/barcode.ts'
import { teachableCode } from '../../../shared/domain/code-teaching.ts'
import type { SavedCode } from '../store/barcodes.ts'
import { readCodeRules } from '../store/code-rules.ts'
import type { Writer } from '../store/database.ts'
import { getScan, type ScanEvent } from '../store/scans.ts'
import { getStocktake } from '../store/stocktakes.ts'
import { reopenScan, standingLinks } from '../store/unknown-scans.ts'
import type { AppContext } from './handlers.ts'
import { reopenMoves } from './kept-moves.ts'
import { addToTotals, noEffect } from './stocktakes/record.ts'
import { undoEvents } from './stocktakes/undo.ts'

/**
 * Takes back what a wrongly taught code counted: its kept scans in open stocktakes and drafts are unknown once more, with
 * their quantity, place, time and neighbours. Scans made while it was taught stay where they were counted: a person saw them.
 */
export function reopenKept(context: AppContext, writer: Writer, connection: number, taught: SavedCode): number {
  const rules = readCodeRules(writer)
  const { text, gtin } = readScannedCode(taught.code)
  const isMeant = (code: string): boolean => {
    const scanned = readScannedCode(code)
    const teaches = readScannedCode(teachableCode(scanned, rules))
    return scanned.text === text || teaches.text === text || (gtin !== null && teaches.gtin === gtin)
  }
  const links = standingLinks(writer, connection, taught.item).filter(({ code }) => isMeant(code ?? ''))
  for (const link of links) reopen(context, writer, link)
  return links.length + reopenMoves(context, writer, connection, taught.item, isMeant)
}

function reopen(context: AppContext, writer: Writer, link: ScanEvent): void {
  const kept = link.answers === null ? undefined : getScan(writer, link.answers)
  const before = getStocktake(writer, link.stocktake_id)
  if (!kept || !before) return
  // A link outside the scope counted nothing, so there is nothing to take back but itself.
  if (link.outcome === 'known') undoEvents(context, writer, before, [link])
  reopenScan(writer, kept.seq)
  const stocktake = getStocktake(writer, link.stocktake_id) ?? before
  const inSubtotal = kept.seq > stocktake.totals.markSeq ? kept.quantity : 0
  addToTotals(writer, stocktake, {
    ...noEffect,
    scans: 1,
    sinceMark: inSubtotal,
    unknown: inSubtotal,
    at: stocktake.totals.lastAt,
  })
}
