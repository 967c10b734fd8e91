import { ok } from '../../../../shared/domain/result.ts'
import type { ImportedSheetRow } from '../../../../shared/contract/paper.ts'
import { gestureStands, isOfSheet, sheetGesture, standingOfGesture } from '../../store/gestures.ts'
import { getStocktake } from '../../store/stocktakes.ts'
import type { CommandHandler, QueryHandler } from '../handlers.ts'
import { findOpenStocktake } from '../stocktakes/find.ts'
import { checkNoLongAct } from '../stocktakes/promised.ts'
import { recordCounted } from '../stocktakes/record.ts'
import { takeBackLater, undoEvents } from '../stocktakes/undo.ts'
import { planSheet, type SheetPlan } from './plan-sheet.ts'

export const readSheet: QueryHandler<'stocktakes.readSheet'> = (_context, reader, input) => {
  const found = findOpenStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const plan = planSheet(reader, found.value, input)
  return ok({ ...countsOf(plan), rows: [...plan.rows] })
}

/** The events carry one gesture in their scanIDs, so that one undo takes the whole sheet back. */
export const importSheet: CommandHandler<'stocktakes.importSheet'> = (context, writer, input) => {
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const plan = planSheet(writer, found.value, input)
  const importID = sheetGesture(context.ports.ids.ulid())
  const at = context.ports.clock.now()
  for (const { key, item, quantity, place } of plan.planned) {
    recordCounted(context, writer, getStocktake(writer, found.value.id) ?? found.value, {
      scanID: `${importID}:${key}`,
      at,
      kind: 'count',
      item,
      quantity,
      typed: true,
      particulars: { place },
    })
  }
  return ok({ ...countsOf(plan), importID: plan.planned.length === 0 ? null : importID })
}

function countsOf({ rows, planned, blank }: SheetPlan) {
  const having = (outcome: ImportedSheetRow['outcome']): number => rows.filter((row) => row.outcome === outcome).length
  return { added: planned.length, known: having('known'), blank, refused: having('refused') }
}

export const undoSheet: CommandHandler<'stocktakes.undoSheet'> = (context, writer, input) => {
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const free = checkNoLongAct(writer, found.value)
  if (!free.ok) return free
  const { importID } = input
  if (!isOfSheet(importID) || !gestureStands(writer, found.value.id, importID)) return ok({ events: 0 })
  const many = takeBackLater(context, writer, found.value, importID)
  if (!many.ok) return many
  if (many.value > 0) return ok({ events: many.value })
  const events = standingOfGesture(writer, found.value.id, importID).toReversed()
  undoEvents(context, writer, found.value, events)
  return ok({ events: events.length })
}
