import type { BundleProblem } from '../../../../shared/contract/bundles.ts'
import { multiply } from '../../../../shared/domain/quantity.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { getBundle } from '../../store/bundle-list.ts'
import { resolveBundle, type ResolvedBundle } from '../../store/bundle-codes.ts'
import { resolveCode } from '../../store/barcodes.ts'
import type { Reader } from '../../store/database.ts'
import { findByBaseKey, findByKey, type MirrorRecord } from '../../store/records.ts'
import { isInScope, type Stocktake } from '../../store/stocktakes.ts'
import type { QueryHandler } from '../handlers.ts'
import { findStocktake } from './find.ts'

export interface Part {
  readonly item: MirrorRecord
  readonly added: number
}

export interface BundleParts {
  readonly bundle: ResolvedBundle
  readonly parts: readonly Part[]
}

/**
 * What a scan of a bundle counts: its components, because the remote keeps stock of those alone. Null: the code is no bundle.
 * One that holds nothing, or something that is no item here, is not counted by halves.
 */
export function partsOfCode(
  reader: Reader,
  { connection }: Pick<Stocktake, 'connection'>,
  code: string,
  scans: number,
): Result<BundleParts, BundleProblem> | null {
  const bundle = resolveBundle(reader, connection, code)
  if (bundle === null) return null
  const { sku, name, components } = bundle
  if (components.length === 0) return err({ sku, name, problem: 'empty' })
  const parts: Part[] = []
  for (const component of components) {
    const item =
      findByKey(reader, connection, 'item', component.sku) ?? findByBaseKey(reader, connection, 'item', component.sku)
    if (item?.present !== true) {
      const isBundle = getBundle(reader, connection, component.sku) !== undefined
      return err({ sku, name, problem: isBundle ? 'nested' : 'missing', part: component.sku })
    }
    parts.push({ item, added: multiply(component.quantity, multiply(scans, bundle.bundles)) })
  }
  return ok({ bundle, parts })
}

/** What a scan would add, said before it. Items come first, as in a scan. */
export const preview: QueryHandler<'stocktakes.preview'> = (_context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const stocktake = found.value
  if (resolveCode(reader, stocktake.connection, input.code) !== null) return ok({ bundle: null })
  const planned = partsOfCode(reader, stocktake, input.code, input.quantity)
  if (planned === null) return ok({ bundle: null })
  if (!planned.ok) return ok({ bundle: { ...planned.error, parts: [] } })
  const { bundle, parts } = planned.value
  return ok({
    bundle: {
      sku: bundle.sku,
      name: bundle.name,
      parts: parts.map(({ item, added }) => ({
        sku: item.view.key,
        name: item.view.name ?? null,
        added,
        inScope: isInScope(reader, stocktake, item.uid),
      })),
    },
  })
}
