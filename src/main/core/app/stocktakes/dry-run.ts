import { lineStatuses } from '../../../../shared/contract/stocktakes.ts'
import type { DryRunRow } from '../../../../shared/contract/reviewing.ts'
import { absolute, add, subtract, sum } from '../../../../shared/domain/quantity.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { openCreates } from '../../store/changes.ts'
import type { Reader } from '../../store/database.ts'
import { countScope, type Stocktake } from '../../store/stocktakes.ts'
import type { QueuedChange } from '../../sync/intent.ts'
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
  const ready = compared.filter(({ result }) => result.status === 'ready')
  const rows = ready.map(toRow).sort((a, b) => absolute(b.change) - absolute(a.change) || (a.sku < b.sku ? -1 : 1))
  const sideOf = (side: readonly DryRunRow[]) => ({
    lines: side.length,
    pieces: absolute(sum(side.map(({ change }) => change))),
  })
  const staying = Map.groupBy(compared, ({ result }) => result.status)
  return ok({
    plan: takesNoCounts(context)
      ? null
      : ((await context
          .engine()
          ?.plan(ready.map((entry, index) => imagine(reader, found.value, entry, imaginary + index)))) ?? null),
    rows: rows.slice(input.offset, input.offset + input.limit),
    total: rows.length,
    up: sideOf(rows.filter(({ change }) => change > 0)),
    down: sideOf(rows.filter(({ change }) => change < 0)),
    stays: lineStatuses.flatMap((status) =>
      isLeft(status) && staying.has(status) ? [{ status, lines: staying.get(status)?.length ?? 0 }] : [],
    ),
    uncounted: Math.max(0, countScope(reader, found.value) - compared.length),
    closes: found.value.state === 'open' && !compared.some(({ result }) => isWaiting(result.status)),
  })
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
