import { ok, type Result } from '../../../shared/domain/result.ts'
import { refuse, type Refusal } from './refusal.ts'
import type { Input } from './schemas.ts'
import type { Component } from './tables/components.ts'
import type { RecordRow } from './tables/records.ts'
import { showBundle } from './wire.ts'
import { emptyRecord, findItem, inOrder, withFields, writeRecord, type Done, type Work } from './work.ts'

export function createBundle(work: Work, input: Input<'createBundle'>): Done {
  const { bundles } = work.tables
  if (bundles.find(input.sku) !== undefined) return refuse('exists', `Bundle ${input.sku} already exists`)
  const known = checkComponents(work, input.item_skus ?? [])
  if (!known.ok) return known
  const created = bundles.insert(withFields(emptyRecord(work, input.sku), input))
  work.tables.components.replace(created.id, input.item_skus ?? [])
  return ok([showWritten(work, created)])
}

export function updateBundle(work: Work, { sku, updates }: Input<'updateBundle'>): Done {
  const { bundles, components } = work.tables
  const before = bundles.find(sku)
  if (before === undefined) return refuse('unknown', `Bundle ${sku} does not exist`)
  const newSku = updates.sku ?? sku
  if (newSku !== sku && bundles.find(newSku) !== undefined) return refuse('exists', `Bundle ${newSku} already exists`)
  const known = checkComponents(work, updates.item_skus ?? [])
  if (!known.ok) return known
  const wanted: readonly Component[] = updates.item_skus ?? components.ofBundles([before.id])
  const after = writeRecord(work, 'bundles', before, {
    ...withFields(before, updates),
    key: newSku,
    updatedAt: work.stampMs,
  })
  components.replace(before.id, [])
  components.replace(after.id, wanted)
  return ok([showWritten(work, after)])
}

export function deleteBundle({ tables }: Work, { sku }: Input<'deleteBySku'>): Done {
  const bundle = tables.bundles.find(sku)
  if (bundle === undefined) return refuse('unknown', `Bundle ${sku} does not exist`)
  tables.components.replace(bundle.id, [])
  tables.bundles.remove(bundle.id)
  return ok([sku])
}

const checkComponents = (work: Work, components: readonly Component[]): Result<void, Refusal> =>
  work.switches.bundleComponents === 'unchecked' ? ok(undefined) : inOrder(components, ({ sku }) => findItem(work, sku))

const showWritten = (work: Work, bundle: RecordRow): unknown =>
  showBundle(bundle, work.tables.components.ofBundles([bundle.id]), work.switches)
