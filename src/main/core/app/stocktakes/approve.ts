import { appError } from '../../../../shared/contract/errors.ts'
import { err, ok } from '../../../../shared/domain/result.ts'
import { recordAct } from '../../store/acts.ts'
import { itemsCountedBy } from '../../store/exported-events.ts'
import { currentPerson } from '../../store/people.ts'
import { approveLine } from '../../store/stocktake-lines.ts'
import type { CommandHandler } from '../handlers.ts'
import { compareLines, figuresOf } from './compare.ts'
import { findWhole } from './promised.ts'

/** A second pair of eyes: whoever counted a line in any round can't be it. */
export const approve: CommandHandler<'stocktakes.approve'> = (context, writer, input) => {
  const found = findWhole(writer, input.stocktakeID)
  if (!found.ok) return found
  const person = currentPerson(writer)
  if (person === null) return err(appError('notAllowed', 'Say first who you are: an approval needs a name.', {}))
  const skus = input.skus === undefined ? null : new Set(input.skus)
  const waiting = compareLines(writer, found.value).filter(
    ({ line, result }) => result.status === 'approve' && (skus === null || skus.has(line.sku)),
  )
  const own = itemsCountedBy(writer, found.value.id, person)
  const others = waiting.filter(({ line }) => !own.has(line.item))
  const at = context.ports.clock.now()
  for (const { line } of others) approveLine(writer, found.value.id, line.item, person, at)
  if (others.length > 0)
    recordAct(writer, found.value.id, { act: 'approve', at, person, details: { lines: others.map(figuresOf) } })
  return ok({ approved: others.length, own: waiting.length - others.length })
}
