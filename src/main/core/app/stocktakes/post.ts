import { appError } from '../../../../shared/contract/errors.ts'
import { err, ok } from '../../../../shared/domain/result.ts'
import type { Correction, LineStatus } from '../../../../shared/domain/stocktake.ts'
import { recordAct } from '../../store/acts.ts'
import { addChange } from '../../store/changes.ts'
import type { Writer } from '../../store/database.ts'
import { currentPerson } from '../../store/people.ts'
import { setPosted } from '../../store/stocktake-lines.ts'
import { setStocktakeState, type Stocktake } from '../../store/stocktakes.ts'
import type { CommandHandler } from '../handlers.ts'
import { findStocktake } from './find.ts'
import { takesNoCounts } from './hand-over.ts'
import { compareLines, figuresOf, isWaiting, type ComparedLine } from './compare.ts'
import { checkNoLongAct } from './promised.ts'

/**
 * Turns every line that is ready into an ordinary change, all of one group, in one transaction. A line that was posted
 * stays posted, so posting twice doubles nothing; a line whose change was taken back from the queue can be posted again,
 * also after the stocktake was closed. A closed stocktake stays closed, whatever a later posting leaves.
 */
export const post: CommandHandler<'stocktakes.post'> = (context, writer, input) => {
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
  const free = checkNoLongAct(writer, stocktake)
  if (!free.ok) return free
  if (takesNoCounts(context))
    return err(
      appError('unsupported', 'The service takes no counts. Save the variance file and hand it over instead.', {
        stocktakeID: stocktake.id,
      }),
    )
  const groupID = context.ports.ids.ulid()
  const at = context.ports.clock.now()
  const compared = compareLines(writer, stocktake)
  const person = currentPerson(writer)
  const posted = compared
    .filter(({ result }) => result.status === 'ready')
    .map((entry) => ({ entry, changeID: postLine(writer, stocktake, entry, { groupID, at, person }) }))
  const changeIDs = posted.map(({ changeID }) => changeID)
  const left = compared
    .filter(({ result }) => isLeft(result.status))
    .map(({ line, result }) => ({ sku: line.sku, status: result.status }))
  const closes = stocktake.state === 'open' && !compared.some(({ result }) => isWaiting(result.status))
  if (closes) setStocktakeState(writer, stocktake.id, 'posted', at)
  if (closes || posted.length > 0) {
    const lines = posted.map(({ entry, changeID }) => ({ ...figuresOf(entry), ...entry.result.correction, changeID }))
    recordAct(writer, stocktake.id, { act: 'post', at, person, details: { lines, left: left.length, closes } })
  }
  writer.touch('stocktakes')
  const state = closes ? 'posted' : stocktake.state
  return ok({ changeIDs, ...(changeIDs.length > 0 ? { groupID } : {}), left, state })
}

export const isLeft = (status: LineStatus): boolean => isWaiting(status) || status === 'left' || status === 'gone'

interface Posting {
  readonly groupID: string
  readonly at: number
  readonly person: string | null
}

function postLine(writer: Writer, stocktake: Stocktake, { line, result }: ComparedLine, posting: Posting): number {
  if (result.correction === null) throw new Error(`Line ${line.sku} is ready without a correction`)
  const changeID = addChange(writer, {
    ...posting,
    connection: stocktake.connection,
    uid: line.item,
    recordKind: 'item',
    warehouse: stocktake.warehouse,
    baseSeen: { quantity: line.baseNow, updatedAt: line.serverUpdatedAt },
    stocktakeID: stocktake.id,
    note: line.reason,
    ...columnsOf(result.correction),
  })
  setPosted(writer, stocktake.id, line.item, changeID)
  return changeID
}

/** A figure is sent as the difference to what is read right before: narrowing the race is all that can be done (sync.md §9). */
export function columnsOf(correction: Correction) {
  return correction.kind === 'delta'
    ? ({ kind: 'stock-delta', quantity: correction.quantity } as const)
    : ({ kind: 'stock-set', quantity: correction.quantity, payload: { via: 'difference' } } as const)
}
