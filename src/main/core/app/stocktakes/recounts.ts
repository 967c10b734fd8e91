import type { RecountRow } from '../../../../shared/contract/review-rows.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { currentPerson } from '../../store/people.ts'
import type { SlowQueryHandler } from '../handlers.ts'
import { findStocktake } from './find.ts'
import type { ComparedLine } from './compare.ts'

/**
 * The work list of whoever counts again. It has no figures, because a recount is worth nothing with them in mind; and a line
 * that is merely beyond the tolerance is not on it before somebody asked, or counters could count until it goes away.
 */
export const recounts: SlowQueryHandler<'stocktakes.recounts'> = async ({ comparisons }, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const person = currentPerson(reader)
  const { lines, tape } = await comparisons.of(found.value)
  const rows = lines.flatMap((entry): RecountRow[] => {
    const cause = causeOf(entry)
    if (cause === null) return []
    const { item, sku, name } = entry.line
    const places = [...(tape.places.get(item) ?? [])]
    return [{ sku, name, cause, places, own: entry.counts.some((count) => count.person === person) }]
  })
  return ok({ rows })
}

function causeOf({ line, result }: ComparedLine): RecountRow['cause'] | null {
  if (result.status === 'second' || result.status === 'tieBreak') return result.status
  return line.decision === 'recount' || result.recountCause === 'otherPerson' ? 'recount' : null
}
