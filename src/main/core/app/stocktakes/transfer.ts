import { appError } from '../../../../shared/contract/errors.ts'
import { absolute } from '../../../../shared/domain/quantity.ts'
import { err, ok } from '../../../../shared/domain/result.ts'
import { recordAct } from '../../store/acts.ts'
import type { Writer } from '../../store/database.ts'
import { getRecord } from '../../store/records.ts'
import { setPosted } from '../../store/stocktake-lines.ts'
import { readCell } from '../../store/stock-list.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import { queueChange, queued, startGesture, type Gesture } from '../gesture.ts'
import type { CommandHandler } from '../handlers.ts'
import { compareLines } from './compare.ts'
import { findOpenStocktake } from './find.ts'
import { checkNoLongAct } from './promised.ts'
import { propose, type Proposal } from './propose.ts'

/**
 * Accepts proposals of goods in the wrong warehouse. Each becomes one ordinary transfer with the stocktake's id, and both
 * lines are posted as it; taking the transfer back from the queue opens them again.
 */
export const transfer: CommandHandler<'stocktakes.transfer'> = (context, writer, input) => {
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const free = checkNoLongAct(writer, found.value)
  if (!free.ok) return free
  const gesture = startGesture(context, writer, 'moveStock')
  if (!gesture.ok) return gesture
  const all = propose(writer, found.value, compareLines(writer, found.value)).filter(({ ready }) => ready)
  const chosen = input.proposals?.map(({ sku, other }) =>
    all.find(({ here, other: uid }) => here.line.sku === sku && getRecord(writer, uid)?.view.key === other),
  )
  const accepted = chosen ?? all.filter(({ there }) => there !== null)
  const missing = accepted.indexOf(undefined)
  if (missing !== -1) {
    const sku = input.proposals?.[missing]?.sku ?? ''
    return err(appError('notAllowed', `The figures of ${sku} have changed. Look at the proposals again.`, { sku }))
  }
  const made = [...new Set(accepted)].flatMap((proposal) =>
    proposal === undefined ? [] : [accept(writer, gesture.value, found.value, proposal)],
  )
  if (made.length > 0) {
    const { at, person } = gesture.value
    const lines = made.map(({ sku, changeID }) => ({ sku, changeID }))
    recordAct(writer, found.value.id, { act: 'transfer', at, person, details: { lines } })
  }
  writer.touch('stocktakes')
  return ok({
    ...queued(
      gesture.value,
      made.map(({ changeID }) => changeID),
    ),
    lines: made.reduce((total, { lines }) => total + lines, 0),
  })
}

function accept(writer: Writer, gesture: Gesture, stocktake: Stocktake, proposal: Proposal) {
  const { here, there, other, quantity } = proposal
  const { item, serverUpdatedAt } = here.line
  const [from, to] = quantity > 0 ? [other, stocktake.warehouse] : [stocktake.warehouse, other]
  const changeID = queueChange(writer, gesture, {
    uid: item,
    recordKind: 'item',
    kind: 'transfer',
    warehouse: from,
    toWarehouse: to,
    quantity: absolute(quantity),
    baseSeen: { quantity: readCell(writer, item, from).base, updatedAt: serverUpdatedAt },
    stocktakeID: stocktake.id,
    note: here.line.reason,
  })
  setPosted(writer, stocktake.id, item, changeID)
  if (there !== null) setPosted(writer, there.stocktake.id, item, changeID)
  return { sku: here.line.sku, changeID, lines: there === null ? 1 : 2 }
}
