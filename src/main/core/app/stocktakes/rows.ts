import type { StocktakeRow } from '../../../../shared/contract/stocktake-rows.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { searchText } from '../../../../shared/domain/search-text.ts'
import { connectionInUse } from '../../store/connections.ts'
import type { Reader } from '../../store/database.ts'
import { ownCounts, ownTotals } from '../../store/own-round.ts'
import { currentPerson } from '../../store/people.ts'
import { getRecord } from '../../store/records.ts'
import { readTape } from '../../store/scans.ts'
import { listCounters, roundOfCounter } from '../../store/stocktake-counts.ts'
import { listingLines } from '../../store/stocktake-lines.ts'
import { listPlaces, placesOfItem } from '../../store/stocktake-places.ts'
import { countScope, listStocktakes, type Stocktake } from '../../store/stocktakes.ts'
import { countUnknownCodes } from '../../store/unknown-scans.ts'
import { unhurried } from '../../sync/unhurried.ts'
import type { AppContext, QueryHandler, SlowQueryHandler } from '../handlers.ts'
import { figuresHiddenFromViewer } from '../hidden-figures.ts'
import { areRightsInUse, currentRights } from '../people.ts'
import { findStocktake } from './find.ts'
import { lastReadAt } from './read-at.ts'

/** What a counter sees: the stocktakes with their totals, the tape, and the lines. */

export const list: QueryHandler<'stocktakes.list'> = (context, reader, input) => {
  const connection = connectionInUse(reader)
  if (!connection) return ok({ rows: [] })
  const stocktakes = listStocktakes(reader, connection.id, input.state, input.limit)
  return ok({ rows: stocktakes.map((stocktake) => toRow(context, reader, stocktake)) })
}

export const get: QueryHandler<'stocktakes.get'> = (context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  return found.ok ? ok(toRow(context, reader, found.value)) : found
}

export const tape: QueryHandler<'stocktakes.tape'> = (_context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const { before, search, limit } = input
  const person = soleCounter(reader, found.value)
  const query = { before, search: searchText(search ?? ''), person, limit }
  return ok({ rows: readTape(reader, found.value.id, query) })
}

export const places: QueryHandler<'stocktakes.places'> = (_context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  return found.ok ? ok({ rows: listPlaces(reader, found.value.id) }) : found
}

export const lines: SlowQueryHandler<'stocktakes.lines'> = async ({ ports }, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const { filter, place, offset, limit } = input
  const query = { filter, search: searchText(input.search ?? ''), place: place ?? null, offset, limit }
  const listed = await unhurried(listingLines(reader, found.value, query), ports)
  const { total } = listed
  const hides = hiddenExpectations(reader, found.value)
  const shown = listed.rows.map(({ item, ...row }) => ({
    ...row,
    expected: hides(row.sku) ? null : row.expected,
    places: placesOfItem(reader, found.value.id, item),
  }))
  const person = soleCounter(reader, found.value)
  if (person === null) return ok({ rows: shown, total })
  const own = ownCounts(reader, found.value.id, person)
  const mine = shown.map((row) => ({ ...row, counted: own.get(row.sku) ?? null }))
  return ok({ rows: filter === 'counted' ? mine.filter((row) => row.counted !== null) : mine, total })
}

/** Of which items a count hides what is expected: a count that is not blind does it where a blind one stands beside it. */
export function hiddenExpectations(reader: Reader, stocktake: Stocktake): (sku: string) => boolean {
  if (isBlindForViewer(reader, stocktake)) return () => true
  const hidden = figuresHiddenFromViewer(reader)
  const warehouseID = getRecord(reader, stocktake.warehouse)?.view.key ?? null
  return (sku) => hidden?.hides(sku, warehouseID) === true
}

/** Whether a file of a count may say what was expected: who may not review reads it in no file either. */
export function maySaveExpectations(reader: Reader, stocktake: Stocktake): boolean {
  if (!areRightsInUse(reader) || currentRights(reader).includes('review')) return true
  const warehouseID = getRecord(reader, stocktake.warehouse)?.view.key ?? ''
  return !stocktake.blind && figuresHiddenFromViewer(reader)?.hidesSomeIn(warehouseID) !== true
}

/** A blind count hides what is expected from its counters; who may review is no counter, but in a double count all are. */
export const isBlindForViewer = (reader: Reader, { blind, method }: Stocktake): boolean =>
  blind && (method === 'double' || !areRightsInUse(reader) || !currentRights(reader).includes('review'))

/** Whose counting alone is shown: in an open double count nobody sees what the others counted. Null: everybody’s. */
export const soleCounter = (reader: Reader, { method, state }: Stocktake): string | null =>
  method === 'double' && state === 'open' ? currentPerson(reader) : null

export function toRow(context: AppContext, reader: Reader, stocktake: Stocktake): StocktakeRow {
  const person = soleCounter(reader, stocktake)
  const totals =
    person === null ? stocktake.totals : { ...stocktake.totals, ...ownTotals(reader, stocktake.id, person) }
  const warehouse = getRecord(reader, stocktake.warehouse)
  return {
    stocktakeID: stocktake.id,
    name: stocktake.name,
    warehouseID: warehouse?.view.key ?? '',
    warehouseName: warehouse?.view.name ?? null,
    blind: stocktake.blind,
    method: stocktake.method,
    rules: stocktake.rules,
    round: roundOfCounter(reader, stocktake.id, currentPerson(reader) ?? ''),
    counters: listCounters(reader, stocktake.id),
    state: stocktake.state,
    openedAt: stocktake.openedAt,
    lastScanAt: totals.lastAt,
    closedAt: stocktake.closedAt,
    stockReadAt: lastReadAt(context, reader, stocktake.connection),
    lines: totals.lines,
    items: countScope(reader, stocktake),
    quantity: totals.quantity,
    scans: totals.scans,
    unknownCodes: countUnknownCodes(reader, stocktake.id),
    sinceMark: totals.sinceMark,
    sinceMarkUnknown: totals.sinceMarkUnknown,
    markedAt: totals.markedAt,
  }
}
