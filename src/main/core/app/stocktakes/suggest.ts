import { reasonsFor, urgency } from '../../../../shared/domain/cycle-count.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { abcClasses } from '../../store/abc.ts'
import { itemsToSuggest, lastCounted, movesSince } from '../../store/suggestions.ts'
import { connected, findRecord } from '../gesture.ts'
import type { QueryHandler } from '../handlers.ts'

/** Movements of this many days make an item much moved. */
const lately = 30 * 86_400_000

export const suggest: QueryHandler<'stocktakes.suggest'> = (context, reader, input) => {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const warehouse = findRecord(reader, connection.value.id, 'warehouse', input.warehouseID)
  if (!warehouse.ok) return warehouse
  const { uid } = warehouse.value
  const now = context.ports.clock.now()
  const counted = lastCounted(reader, uid)
  const moves = movesSince(reader, uid, now - lately)
  const classes = abcClasses(reader, connection.value.id)
  const wanted = new Set(input.reasons)
  const found = itemsToSuggest(reader, uid).flatMap(({ item, sku, name, quantity, price }) => {
    const countedAt = counted.get(item) ?? null
    const facts = { countedAt, quantity, moves: moves.get(item) ?? 0, abc: classes.get(item) ?? 'C' }
    const reasons = reasonsFor(facts, now, input.days)
    const fits = wanted.size === 0 ? reasons.length > 0 : reasons.some((reason) => wanted.has(reason))
    const worth = Math.abs(quantity) * (price ?? 0)
    return fits ? [{ row: { sku, name, reasons, countedAt }, rank: urgency(reasons), worth }] : []
  })
  found.sort((a, b) => b.rank - a.rank || b.worth - a.worth || (a.row.sku < b.row.sku ? -1 : 1))
  return ok({ rows: found.slice(0, input.limit).map(({ row }) => row), total: found.length })
}
