import { lineStatuses } from '../../../../shared/contract/review-rows.ts'
import type { DryRunRow } from '../../../../shared/contract/reviewing.ts'
import { absolute, add, subtract } from '../../../../shared/domain/quantity.ts'
import { mergeSorted } from '../../../../shared/domain/merge-sorted.ts'
import { ok } from '../../../../shared/domain/result.ts'
import type { LineStatus } from '../../../../shared/domain/stocktake.ts'
import { openCreates } from '../../store/changes.ts'
import type { Reader } from '../../store/database.ts'
import { countScope, type Stocktake } from '../../store/stocktakes.ts'
import type { QueuedChange } from '../../sync/intent.ts'
import { unhurried } from '../../sync/unhurried.ts'
import type { SlowQueryHandler } from '../handlers.ts'
import { isWaiting, type ComparedLine } from './compare.ts'
import { findStocktake } from './find.ts'
import { takesNoCounts } from './hand-over.ts'
import { columnsOf, isLeft } from './post.ts'

/** What posting would do, made of the very same parts as the posting and the sending; nothing is written. */
export const dryRun: SlowQueryHandler<'stocktakes.dryRun'> = async (context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const { lines: compared } = await context.comparisons.of(found.value)
  const { rows, imagined, ...sums } = await unhurried(imagining(reader, found.value, compared), context.ports)
  return ok({
    ...sums,
    plan: takesNoCounts(context) ? null : ((await context.engine()?.plan(imagined)) ?? null),
    rows: rows.slice(input.offset, input.offset + input.limit),
    total: rows.length,
    uncounted: Math.max(0, countScope(reader, found.value) - compared.length),
  })
}

const linesAtOnce = 500

/** May be interrupted. */
function* imagining(reader: Reader, stocktake: Stocktake, compared: readonly ComparedLine[]) {
  const parts: DryRunRow[][] = []
  const imagined: QueuedChange[] = []
  const staying = new Map<LineStatus, number>()
  const [up, down] = [noSide(), noSide()]
  for (let from = 0; from < compared.length; from += linesAtOnce) {
    const part: DryRunRow[] = []
    for (const entry of compared.slice(from, from + linesAtOnce)) {
      const { status } = entry.result
      staying.set(status, (staying.get(status) ?? 0) + 1)
      if (status !== 'ready') continue
      const row = toRow(entry)
      part.push(row)
      imagined.push(imagine(reader, stocktake, entry, imaginary + imagined.length))
      if (row.change !== 0) addToSide(row.change > 0 ? up : down, row.change)
    }
    parts.push(part.sort((a, b) => (isLarger(a, b) ? -1 : 1)))
    yield
  }
  const rows = yield* mergeSorted(parts, isLarger)
  const stays = lineStatuses.flatMap((status) =>
    isLeft(status) && staying.has(status) ? [{ status, lines: staying.get(status) ?? 0 }] : [],
  )
  const closes = stocktake.state === 'open' && ![...staying.keys()].some(isWaiting)
  return { rows, imagined, up, down, stays, closes }
}

const isLarger = (a: DryRunRow, b: DryRunRow): boolean =>
  absolute(a.change) > absolute(b.change) || (absolute(a.change) === absolute(b.change) && a.sku < b.sku)

const noSide = () => ({ lines: 0, pieces: 0 })

function addToSide(side: { lines: number; pieces: number }, change: number): void {
  side.lines += 1
  side.pieces = add(side.pieces, absolute(change))
}

function toRow({ line, result }: ComparedLine): DryRunRow {
  const view = line.viewNow ?? 0
  const { correction } = result
  const set = correction?.kind === 'set'
  const after = correction === null ? view : set ? correction.quantity : add(view, correction.quantity)
  return { sku: line.sku, name: line.name, now: line.baseNow, change: subtract(after, view), after, set }
}

/** Above every id that is given: SQLite's own would have to come this far first. */
const imaginary = 2 ** 52

function imagine(reader: Reader, stocktake: Stocktake, { line, result }: ComparedLine, id: number): QueuedChange {
  if (result.correction === null) throw new Error(`Line ${line.sku} is ready without a correction`)
  const dependsOn = openCreates(reader, [line.item, stocktake.warehouse])
  return {
    id,
    uid: line.item,
    recordKind: 'item',
    state: dependsOn.length > 0 ? 'blocked' : 'ready',
    warehouse: stocktake.warehouse,
    toWarehouse: null,
    payload: {},
    dependsOn,
    ...columnsOf(result.correction),
  }
}
