/**
 * Codes that were scanned before anybody knew them: the list of them with all that helps to name them, and taking codes off
 * it. Several lots, serial numbers or weights of one thing are one row: the code that an item would be taught.
 */
import type { UnknownRow } from '../../../shared/contract/barcodes.ts'
import type { ParsedInput } from '../../../shared/contract/contract.ts'
import { readScannedCode } from '../../../shared/domain/barcode.ts'
import { readContent } from '../../../shared/domain/code-content.ts'
import { teachableCode } from '../../../shared/domain/code-teaching.ts'
import { sum } from '../../../shared/domain/quantity.ts'
import { ok } from '../../../shared/domain/result.ts'
import { searchText } from '../../../shared/domain/search-text.ts'
import { resolveCode } from '../store/barcodes.ts'
import { readCodeRules } from '../store/code-rules.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'
import { moveNeighbour, readDraft, unknownMoves, type MoveEvent } from '../store/move-drafts.ts'
import {
  dismissCode,
  dismissedCodes,
  neighbour,
  pendingScans,
  restoreCode,
  type UnknownScan,
} from '../store/unknown-scans.ts'
import { aboutUnknown } from './about-unknown.ts'
import type { CommandHandler, Commands, Queries, QueryHandler } from './handlers.ts'

interface Group {
  readonly code: string
  readonly scans: UnknownScan[]
  readonly moves: MoveEvent[]
}

type Input = ParsedInput<'barcodes.unknown'>

const unknown: QueryHandler<'barcodes.unknown'> = (_context, reader, input) => {
  const connection = connectionInUse(reader)
  if (!connection) return ok({ rows: [], total: 0 })
  const groups = gather(reader, connection.id, input)
    .filter((group) => isOpenQuestion(reader, connection.id, group))
    .sort((a, b) => lastAt(b) - lastAt(a))
  const page = <T>(rows: readonly T[]): T[] => rows.slice(input.offset, input.offset + input.limit)
  const words = searchText(input.search ?? '')
  if (words === '')
    return ok({ rows: page(groups).map((group) => toRow(reader, connection.id, group)), total: groups.length })
  const rows = groups.map((group) => toRow(reader, connection.id, group)).filter((row) => textOf(row).includes(words))
  return ok({ rows: page(rows), total: rows.length })
}

function gather(reader: Reader, connection: number, input: Input): Group[] {
  const teaches = teaching(reader)
  const groups = new Map<string, Group>()
  const groupOf = (code: string | null): Group => {
    const taught = teaches(code ?? '')
    const known = groups.get(taught) ?? { code: taught, scans: [], moves: [] }
    groups.set(taught, known)
    return known
  }
  for (const scan of pendingScans(reader, connection, input.stocktakeID)) groupOf(scan.code).scans.push(scan)
  if (input.stocktakeID === undefined)
    for (const event of keptMoves(reader, connection)) groupOf(event.code).moves.push(event)
  return [...groups.values()]
}

/** What an item would be taught of a code; see `teachableCode`. */
function teaching(reader: Reader): (code: string) => string {
  const rules = readCodeRules(reader)
  return (code) => teachableCode(readScannedCode(code), rules)
}

const keptMoves = (reader: Reader, connection: number): MoveEvent[] =>
  (['receive', 'issue', 'transfer'] as const).flatMap((kind) =>
    unknownMoves(reader, readDraft(reader, { connection, kind })),
  )

/** In a stocktake that is closed, a code that is known by now is nobody's question any more. */
const isOpenQuestion = (reader: Reader, connection: number, { code, scans, moves }: Group): boolean =>
  moves.length > 0 || scans.some((scan) => scan.state === 'open') || resolveCode(reader, connection, code) === null

const lastAt = ({ scans, moves }: Group): number => Math.max(scans.at(-1)?.at ?? 0, ...moves.map(({ at }) => at))

function toRow(reader: Reader, connection: number, { code, scans, moves }: Group): UnknownRow {
  const all = [...scans, ...moves]
  const stocktakes = new Map(
    scans.map(({ stocktake_id: stocktakeID, name, state }) => [
      stocktakeID,
      { stocktakeID, name, open: state === 'open' },
    ]),
  )
  return {
    code,
    scans: all.length,
    quantity: sum(all.map(({ quantity }) => quantity)),
    firstAt: Math.min(...all.map(({ at }) => at)),
    lastAt: Math.max(...all.map(({ at }) => at)),
    before: neighbourOf(reader, scans[0], moves[0], 'before'),
    after: neighbourOf(reader, scans[0], moves[0], 'after'),
    stocktakeIDs: [...stocktakes.keys()],
    stocktakes: [...stocktakes.values()],
    moves: [...new Set(moves.map(({ kind }) => kind))],
    places: distinct(scans.map(({ place }) => place)),
    lots: distinct(all.map((event) => readContent(readScannedCode(event.code ?? ''))?.lot ?? null)),
    ...aboutUnknown(reader, connection, code),
  }
}

const distinct = (texts: readonly (string | null)[]): string[] => [
  ...new Set(texts.flatMap((text) => (text === null || text === '' ? [] : [text]))),
]

function neighbourOf(
  reader: Reader,
  scan: UnknownScan | undefined,
  move: MoveEvent | undefined,
  side: 'before' | 'after',
): string | null {
  if (scan) return neighbour(reader, scan.stocktake_id, scan.seq, side)
  return move ? moveNeighbour(reader, move, side) : null
}

function textOf({ code, before, after, stocktakes, places, lots }: UnknownRow): string {
  const texts = [code, before, after, ...stocktakes.map(({ name }) => name), ...places, ...lots]
  return searchText(texts.filter((text) => text !== null).join('\n'))
}

const dismiss: CommandHandler<'barcodes.dismiss'> = (_context, writer, { code }) => {
  const connection = connectionInUse(writer)
  if (!connection) return ok({})
  const teaches = teaching(writer)
  const kept = [...pendingScans(writer, connection.id), ...keptMoves(writer, connection.id)].map(
    (event) => event.code ?? '',
  )
  const meant = kept.filter((text) => text === code || teaches(text) === teaches(code))
  for (const text of new Set([code, ...meant])) dismissCode(writer, connection.id, text)
  return ok({})
}

const restore: CommandHandler<'barcodes.restore'> = (_context, writer, { code }) => {
  const connection = connectionInUse(writer)
  if (!connection) return ok({})
  const teaches = teaching(writer)
  for (const text of dismissedCodes(writer, connection.id))
    if (text === code || teaches(text) === teaches(code)) restoreCode(writer, connection.id, text)
  return ok({})
}

export const unknownCodeQueries = { 'barcodes.unknown': unknown } satisfies Partial<Queries>
export const unknownCodeCommands = {
  'barcodes.dismiss': dismiss,
  'barcodes.restore': restore,
} satisfies Partial<Commands>
