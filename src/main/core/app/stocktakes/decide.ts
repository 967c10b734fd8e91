import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import type { ParsedInput } from '../../../../shared/contract/contract.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { recordAct } from '../../store/acts.ts'
import type { Reader } from '../../store/database.ts'
import { currentPerson } from '../../store/people.ts'
import { decideLine } from '../../store/stocktake-lines.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import type { CommandHandler } from '../handlers.ts'
import { findItems, findStocktake } from './find.ts'
import { compareLines, figuresOf, isWaiting, type ComparedLine } from './compare.ts'

/**
 * Decides the named lines, or all that wait for a decision. The drift it was decided with is kept, so that a line is
 * asked again when it has moved since, and only then. A reason alone decides nothing. Posted lines and items that are gone
 * are passed over.
 */
export const decide: CommandHandler<'stocktakes.decide'> = (context, writer, input) => {
  const found = findStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const stocktake = found.value
  if (stocktake.state === 'cancelled') {
    return err(
      appError('notAllowed', `The stocktake “${stocktake.name}” is cancelled.`, {
        stocktakeID: stocktake.id,
        state: stocktake.state,
      }),
    )
  }
  const lines = chosenLines(writer, stocktake, input)
  if (!lines.ok) return lines
  const open = lines.value.filter(({ result }) => result.status !== 'posted' && result.status !== 'gone')
  for (const { line, result } of open) {
    const reason = input.reason ?? line.reason
    if (input.decision === undefined)
      decideLine(writer, stocktake.id, line.item, line.decision, line.decidedDrift ?? 0, reason)
    else decideLine(writer, stocktake.id, line.item, input.decision, result.drift, reason)
  }
  if (open.length > 0) {
    const { decision, reason } = input
    recordAct(writer, stocktake.id, {
      act: decision === 'recount' ? 'recount' : 'decide',
      at: context.ports.clock.now(),
      person: currentPerson(writer),
      details: {
        ...(decision === undefined ? {} : { decision }),
        ...(reason === undefined ? {} : { reason }),
        lines: open.map(figuresOf),
      },
    })
  }
  return ok({ decided: open.length })
}

function chosenLines(
  reader: Reader,
  stocktake: Stocktake,
  input: ParsedInput<'stocktakes.decide'>,
): Result<readonly ComparedLine[], AppError> {
  const skus = [...(input.sku === undefined ? [] : [input.sku]), ...(input.skus ?? [])]
  if (input.sku === undefined && input.skus === undefined) {
    return ok(
      compareLines(reader, stocktake).filter(({ result }) => isWaiting(result.status) && result.status !== 'doubt'),
    )
  }
  const items = findItems(reader, stocktake.connection, skus)
  if (!items.ok) return items
  const uids = items.value.map((item) => item.uid)
  const lines = compareLines(reader, stocktake, uids)
  const counted = new Set(lines.map(({ line }) => line.item))
  const blank = items.value.find((item) => !counted.has(item.uid))
  return blank
    ? err(appError('notFound', `${blank.view.key} was not counted in “${stocktake.name}”.`, { sku: blank.view.key }))
    : ok(lines)
}
