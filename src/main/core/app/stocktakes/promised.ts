import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import type { Reader } from '../../store/database.ts'
import { getLongAct, turnBack, unfinishedActs } from '../../store/long-acts.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import type { AppContext, CommandHandler, QueryHandler } from '../handlers.ts'
import { findOpenStocktake, findStocktake } from './find.ts'

/** Events of a long act in one piece: some milliseconds of work. What has no more is done in one transaction. */
export const eventsAtOnce = 100

export const progress: QueryHandler<'stocktakes.progress'> = (_context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const act = getLongAct(reader, found.value.id)
  if (act === undefined) return ok({ act: null })
  const { kind, done, total } = act
  return ok({ act: { kind, done: Math.min(done, total), total } })
}

/** Zeroing that is under way turns back. What is being taken back goes on, so that no half of it stays. */
export const stop: CommandHandler<'stocktakes.stop'> = (context, writer, input) => {
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const { id } = found.value
  if (getLongAct(writer, id)?.kind !== 'zero') return ok({ stopped: false })
  turnBack(writer, id)
  carryOutLater(context, id)
  return ok({ stopped: true })
}

/** Once the transaction that promised it is over, and on its own. Why it stopped was told where it stopped. */
export function carryOutLater({ longActs }: Pick<AppContext, 'longActs'>, stocktakeID: string): void {
  longActs.carryOut(stocktakeID).catch(() => undefined)
}

/** What an earlier run of the program left, or a backup holds. */
export function carryOutUnfinished(context: Pick<AppContext, 'longActs' | 'store'>): void {
  for (const id of unfinishedActs(context.store.reader)) carryOutLater(context, id)
}

/** A stocktake whose figures are whole: none where an act is half way. */
export function findWhole(reader: Reader, stocktakeID: string): Result<Stocktake, AppError> {
  const found = findStocktake(reader, stocktakeID)
  if (!found.ok) return found
  const free = checkNoLongAct(reader, found.value)
  return free.ok ? found : free
}

/** What rests on whole figures waits until an act that is under way is over. */
export function checkNoLongAct(reader: Reader, { id, name }: Stocktake): Result<void, AppError> {
  const act = getLongAct(reader, id)
  if (act === undefined) return ok(undefined)
  const { kind, done, total } = act
  const what = kind === 'zero' ? 'uncounted items are being turned to zero' : 'many events are being taken back'
  return err(
    appError('notAllowed', `In “${name}” ${what} just now. Wait until that is done.`, {
      ...{ stocktakeID: id, reason: 'longAct', done, total },
    }),
  )
}
