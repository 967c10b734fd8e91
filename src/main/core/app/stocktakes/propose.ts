import type { ProposalRow } from '../../../../shared/contract/reviewing.ts'
import { absolute } from '../../../../shared/domain/quantity.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { findWrongPlace, type CountedCell, type WrongPlace } from '../../../../shared/domain/wrong-place.ts'
import type { Reader } from '../../store/database.ts'
import { getRecord } from '../../store/records.ts'
import { listStocktakes, type Stocktake } from '../../store/stocktakes.ts'
import { figuresElsewhere } from '../../store/wrong-place.ts'
import { unhurried } from '../../sync/unhurried.ts'
import type { SlowQueryHandler } from '../handlers.ts'
import { compareLines, type ComparedLine } from './compare.ts'
import { findStocktake } from './find.ts'

/** Goods in the wrong warehouse: a transfer settles both sides, where two corrections would hide what happened. */
export const proposals: SlowQueryHandler<'stocktakes.proposals'> = async ({ comparisons, ports }, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const { lines } = await comparisons.of(found.value)
  return ok({ rows: await unhurried(proposing(reader, found.value, lines), ports) })
}

const differencesAtOnce = 2_000

/** May be interrupted. */
function* proposing(
  reader: Reader,
  stocktake: Stocktake,
  lines: readonly ComparedLine[],
): Generator<undefined, ProposalRow[]> {
  const differences = lines.filter(mayMove)
  const rows: ProposalRow[] = []
  for (let from = 0; from < differences.length; from += differencesAtOnce) {
    const found = propose(reader, stocktake, differences.slice(from, from + differencesAtOnce))
    rows.push(...found.map((proposal) => toRow(reader, stocktake, proposal)))
    yield
  }
  return rows
}

export interface Proposal extends WrongPlace {
  readonly here: ComparedLine
  /** The other stocktake's line; null where only the books say so. */
  readonly there: { readonly stocktake: Stocktake; readonly entry: ComparedLine } | null
  /** No line of it waits for an approval or anything else. */
  readonly ready: boolean
}

/** By SKU. */
export function propose(reader: Reader, stocktake: Stocktake, lines: readonly ComparedLine[]): Proposal[] {
  const differences = lines.filter(mayMove)
  if (differences.length === 0) return []
  const items = differences.map(({ line }) => line.item)
  const others = countedElsewhere(reader, stocktake, items)
  const books = figuresElsewhere(reader, items, stocktake.warehouse)
  return differences.flatMap((here) => {
    const counted = others.get(here.line.item) ?? []
    const isCounted = new Set(counted.map(({ stocktake: other }) => other.warehouse))
    const uncounted = (books.get(here.line.item) ?? []).filter(({ warehouse }) => !isCounted.has(warehouse))
    const cells = counted.filter(({ entry }) => mayMove(entry)).map(toCell)
    const wrong = findWrongPlace(here.result, cells, uncounted)
    if (wrong === null) return []
    const there = counted.find(({ stocktake: other }) => other.id === wrong.otherStocktakeID) ?? null
    const ready = isFree(stocktake, here) && (there === null || isFree(there.stocktake, there.entry))
    return [{ ...wrong, here, there, ready }]
  })
}

interface Elsewhere {
  readonly stocktake: Stocktake
  readonly entry: ComparedLine
}

const toCell = ({ stocktake, entry }: Elsewhere): CountedCell => ({
  warehouse: stocktake.warehouse,
  stocktakeID: stocktake.id,
  variance: entry.result.variance,
})

function countedElsewhere(
  reader: Reader,
  { id, connection, warehouse }: Stocktake,
  items: readonly number[],
): Map<number, Elsewhere[]> {
  const open = listStocktakes(reader, connection, 'open', most).filter(
    (other) => other.id !== id && other.warehouse !== warehouse && other.totals.lines > 0,
  )
  const lines = open.flatMap((stocktake) =>
    compareLines(reader, stocktake, items).map((entry) => ({ stocktake, entry })),
  )
  return Map.groupBy(lines, ({ entry }) => entry.line.item)
}

const most = 1000

/** A difference that stands as it was counted: nobody moved anything meanwhile, and nobody decided about it. */
const mayMove = ({ line, result }: ComparedLine): boolean =>
  result.variance !== 0 &&
  result.drift === 0 &&
  line.decision !== 'leave' &&
  (['ready', 'reason', 'approve'].includes(result.status) || result.recountCause === 'tolerance')

/** What a reason or a recount would explain, the transfer explains; an approval is somebody's word and stays needed. */
const isFree = ({ rules }: Stocktake, { result }: ComparedLine): boolean =>
  result.status === 'ready' || (rules.approval === 'none' && result.status !== 'approve')

function toRow(reader: Reader, stocktake: Stocktake, proposal: Proposal): ProposalRow {
  const { here, other, quantity, otherStocktakeID, ready } = proposal
  const nameOf = (warehouse: number) => getRecord(reader, warehouse)?.view
  const [from, to] = quantity > 0 ? [other, stocktake.warehouse] : [stocktake.warehouse, other]
  return {
    sku: here.line.sku,
    name: here.line.name,
    quantity: absolute(quantity),
    from: nameOf(from)?.key ?? '',
    fromName: nameOf(from)?.name ?? null,
    to: nameOf(to)?.key ?? '',
    toName: nameOf(to)?.name ?? null,
    other: nameOf(other)?.key ?? '',
    basis: otherStocktakeID === null ? 'books' : 'counted',
    otherStocktakeID,
    ready,
  }
}
