import { ok } from '../../../../shared/domain/result.ts'
import { eventsAfter } from '../../store/exported-events.ts'
import type { QueryHandler } from '../handlers.ts'
import { findWhole } from '../stocktakes/promised.ts'

export const events: QueryHandler<'stocktakes.events'> = (_context, reader, { stocktakeID, after, limit }) => {
  const found = findWhole(reader, stocktakeID)
  return found.ok ? ok({ rows: eventsAfter(reader, found.value.id, after, limit) }) : found
}
