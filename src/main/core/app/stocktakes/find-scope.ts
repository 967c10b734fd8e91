import type { ParsedInput } from '../../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import { cutClasses } from '../../../../shared/domain/abc.ts'
import type { AbcClass } from '../../../../shared/domain/counting-rules.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { abcClasses } from '../../store/abc.ts'
import { movesSince } from '../../store/suggestions.ts'
import { resolveCode } from '../../store/barcodes.ts'
import type { Reader } from '../../store/database.ts'
import { listItems } from '../../store/item-list.ts'
import { getRecord } from '../../store/records.ts'
import { lastPlaces } from '../../store/sheet-rows.ts'
import { connected, findRecord } from '../gesture.ts'
import type { QueryHandler } from '../handlers.ts'

const noLimit = 1_000_000
const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** What a count could be limited to. Every way of naming items that is given adds its own. */
export const findScope: QueryHandler<'stocktakes.findScope'> = (context, reader, input) => {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const { id } = connection.value
  const warehouse = input.warehouseID === undefined ? null : findRecord(reader, id, 'warehouse', input.warehouseID)
  if (warehouse !== null && !warehouse.ok) return warehouse
  const uid = warehouse?.value.uid ?? null
  const ofClasses = fromClasses(reader, id, uid, input, context.ports.clock.now())
  if (!ofClasses.ok) return ofClasses
  const listed = fromCodes(reader, id, input.codes ?? [])
  const skus = new Set([...listed.skus, ...fromSearch(reader, id, input.search), ...ofClasses.value])
  if (uid === null) return ok({ skus: [...skus], unknown: listed.unknown, knownPlaces: [] })
  const places = lastPlaces(reader, uid)
  const wanted = new Set(input.places)
  for (const [sku, stood] of places) if (stood.some((place) => wanted.has(place))) skus.add(sku)
  const knownPlaces = [...new Set([...places.values()].flat())].sort(natural.compare)
  return ok({ skus: [...skus], unknown: listed.unknown, knownPlaces })
}

function fromCodes(reader: Reader, connection: number, codes: readonly string[]) {
  const skus: string[] = []
  const unknown: string[] = []
  for (const code of codes) {
    const known = resolveCode(reader, connection, code)
    if (known === null) unknown.push(code)
    else skus.push(known.sku)
  }
  return { skus, unknown }
}

function fromSearch(reader: Reader, connection: number, search: string | undefined): string[] {
  if (search === undefined || search.trim() === '') return []
  const query = { connection, search, warehouse: null, filter: 'all', by: 'sku', descending: false } as const
  return listItems(reader, { ...query, offset: 0, limit: noLimit }).rows.map(({ sku }) => sku)
}

/** Movements of so many days make the classes by movement. */
const lately = 90 * 86_400_000

function fromClasses(
  reader: Reader,
  connection: number,
  warehouse: number | null,
  { classes = [], classesBy }: Pick<ParsedInput<'stocktakes.findScope'>, 'classes' | 'classesBy'>,
  now: number,
): Result<string[], AppError> {
  if (classes.length === 0) return ok([])
  if (classesBy === 'moves' && warehouse === null) {
    const issues = [{ path: 'warehouseID', message: 'is missing' }]
    return err(appError('invalid', 'Name the warehouse whose movements are meant.', { issues }))
  }
  const all =
    classesBy === 'moves' && warehouse !== null
      ? classesByMoves(reader, warehouse, now - lately)
      : abcClasses(reader, connection)
  return ok([...all].flatMap(([uid, abc]) => (classes.includes(abc) ? (getRecord(reader, uid)?.view.key ?? []) : [])))
}

function classesByMoves(reader: Reader, warehouse: number, since: number): Map<number, AbcClass> {
  const moves = [...movesSince(reader, warehouse, since)].map(([item, measure]) => ({ item, measure }))
  return cutClasses(moves.sort((a, b) => b.measure - a.measure || a.item - b.item))
}
