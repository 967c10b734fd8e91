import type { Reader } from '../store/database.ts'
import { pendingScans } from '../store/unknown-scans.ts'
import { holderOf } from './code-holder.ts'
import { keptMoves } from './kept-moves.ts'

/**
 * Scans of a bundle's codes that were kept in open stocktakes and drafts of moves. They are not counted afterwards: one kept
 * scan would have to be answered by an event for every component, and a draft of moves takes no bundles at all.
 */
export function keptOfBundle(reader: Reader, connection: number, bundle: number): number {
  const open = pendingScans(reader, connection).filter((scan) => scan.state === 'open')
  const codes = [...open, ...keptMoves(reader, connection)].map(({ code }) => code ?? '')
  return codes.filter((code) => holderOf(reader, connection, code)?.uid === bundle).length
}
