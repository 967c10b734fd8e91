import type { Input } from '../../../shared/contract/contract.ts'
import { useQueryOf } from '../../data/query.ts'
import { useSettled } from '../../ui/use-now.ts'
import { codesOf, type FoundScope, type ScopeChoice } from './scope-choice.ts'

/** The items that a choice names; null: the whole warehouse. */
export function useScope(choice: ScopeChoice, warehouseID: string | null): FoundScope | null {
  const { way, list, search, places, classes, classesBy, days, reasons, most } = useSettled(choice, 150)
  const named = useQueryOf('stocktakes.findScope', askedOf(), {
    enabled: way !== 'all' && way !== 'suggest' && (warehouseID !== null || (way !== 'place' && way !== 'abc')),
    keepPrevious: true,
  })
  const due = useQueryOf(
    'stocktakes.suggest',
    { warehouseID: warehouseID ?? '-', days, limit: most, ...(reasons.length === 0 ? {} : { reasons: [...reasons] }) },
    { enabled: way === 'suggest' && warehouseID !== null, keepPrevious: true },
  )
  if (choice.way === 'all') return null
  const pending = choice.way !== way
  if (way === 'suggest') {
    const rows = due.data?.rows ?? []
    return { skus: rows.map(({ sku }) => sku), unknown: [], knownPlaces: [], due: due.data?.total ?? 0, pending }
  }
  const { skus = [], unknown = [], knownPlaces = [] } = named.data ?? {}
  return { skus: pending ? [] : skus, unknown: pending ? [] : unknown, knownPlaces, due: null, pending }

  function askedOf(): Input<'stocktakes.findScope'> {
    if (way === 'place') return { warehouseID: warehouseID ?? '-', places: [...places] }
    if (way === 'list') return { codes: codesOf(list) }
    if (way === 'search') return { search }
    return { warehouseID: warehouseID ?? '-', classes: [...classes], classesBy }
  }
}
