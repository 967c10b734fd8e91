import type { ActRow } from '../../../../shared/contract/paper.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { listActs, type Act } from '../../store/acts.ts'
import type { SlowQueryHandler } from '../handlers.ts'
import { findWhole } from '../stocktakes/promised.ts'
import { reviewAll } from '../stocktakes/review.ts'
import { toRow } from '../stocktakes/rows.ts'

export const report: SlowQueryHandler<'stocktakes.report'> = async (context, reader, input) => {
  const found = findWhole(reader, input.stocktakeID)
  if (!found.ok) return found
  return ok({
    madeAt: context.ports.clock.now(),
    app: context.settings.appVersion,
    stocktake: toRow(context, reader, found.value),
    ...(await reviewAll(context, reader, found.value)),
    acts: listActs(reader, found.value.id).map(actRow),
  })
}

const actRow = ({ details, ...act }: Act): ActRow => ({ ...act, lines: linesOf(JSON.parse(details)) })

const linesOf = (details: unknown): number =>
  typeof details === 'object' && details !== null && 'lines' in details && Array.isArray(details.lines)
    ? details.lines.length
    : 0
