import type { ParsedInput } from '../../../../shared/contract/contract.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { abcClasses } from '../../store/abc.ts'
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
export const findScope: QueryHandler<'stocktakes.findScope'> = (_context, reader, input) => {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const { id } = connection.value
  const listed = fromCodes(reader, id, input.codes ?? [])
  const skus = new Set([
    ...listed.skus,
    ...fromSearch(reader, id, input.search),
    ...fromClasses(reader, id, input.classes),
  ])
  if (input.warehouseID === undefined) return ok({ skus: [...skus], unknown: listed.unknown, knownPlaces: [] })
  const warehouse = findRecord(reader, id, 'warehouse', input.warehouseID)
  if (!warehouse.ok) return warehouse
  const places = lastPlaces(reader, warehouse.value.uid)
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

function fromClasses(
  reader: Reader,
  connection: number,
  classes: ParsedInput<'stocktakes.findScope'>['classes'],
): string[] {
  if (classes === undefined || classes.length === 0) return []
  return [...abcClasses(reader, connection)]
    .filter(([, abc]) => classes.includes(abc))
    .flatMap(([uid]) => getRecord(reader, uid)?.view.key ?? [])
}
