import { ok } from '../../../shared/domain/result.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { refuse } from './refusal.ts'
import type { Input } from './schemas.ts'
import { setFigures, showWritten } from './stock.ts'
import { emptyRecord, findItem, withFields, writeRecord, type Done, type Work } from './work.ts'

export function createItem(work: Work, input: Input<'createItem'>): Done {
  const { items } = work.tables
  if (items.find(input.sku) !== undefined) return refuse('exists', `Item ${input.sku} already exists`)
  const created = items.insert(withFields(emptyRecord(work, input.sku), input))
  const figures = setFigures(work, input.sku, input.inventory ?? [])
  return figures.ok ? ok([showWritten(work, created)]) : figures
}

/** Sets what `updates` names and leaves the rest. A new sku takes the stock along. */
export function updateItem(work: Work, { sku, updates }: Input<'updateItem'>): Done {
  const found = findItem(work, sku)
  if (!found.ok) return found
  const before = found.value
  const newSku = updates.sku ?? sku
  if (newSku !== sku && work.tables.items.find(newSku) !== undefined) {
    return refuse('exists', `Item ${newSku} already exists`)
  }
  const { inventory, ...fields } = updates
  const stockAlone = Object.keys(fields).length === 0
  const updatedAt = stockAlone && !work.switches.stockMovesUpdatedAt ? before.updatedAt : work.stampMs
  const after = writeRecord(work, 'items', before, { ...withFields(before, fields), key: newSku, updatedAt })
  if (newSku !== sku) {
    work.tables.stock.renameItem(sku, newSku)
    if (work.switches.bundleOnItemRename === 'follows') work.tables.components.renameItem(sku, newSku)
  }
  const figures = setFigures(work, newSku, inventory ?? [])
  return figures.ok ? ok([showWritten(work, after)]) : figures
}

export function deleteItem(work: Work, { sku }: Input<'deleteBySku'>): Done {
  const found = findItem(work, sku)
  if (!found.ok) return found
  const { items, stock } = work.tables
  if (work.switches.itemDelete === 'refused-with-stock' && stock.ofItems([sku]).some((cell) => cell.quantity !== 0)) {
    return refuse('in-use', `Item ${sku} still has inventory`)
  }
  const bundles = leaveBundles(work, sku)
  if (!bundles.ok) return bundles
  if (work.switches.itemDelete !== 'keeps-inventory') stock.removeItem(sku)
  items.remove(found.value.id)
  return ok([sku])
}

/** What becomes of the bundles an item was part of. */
function leaveBundles({ tables, switches }: Work, sku: string): Done {
  const affected = tables.components.bundlesWith(sku)
  switch (switches.bundleOnItemDelete) {
    case 'keeps-component':
      break
    case 'drops-component':
      tables.components.removeItem(sku)
      break
    case 'deletes-bundle':
      for (const id of affected) {
        tables.components.replace(id, [])
        tables.bundles.remove(id)
      }
      break
    case 'refuses':
      if (affected.length > 0) return refuse('in-use', `Item ${sku} is part of a bundle`)
      break
    default:
      return unreachable(switches.bundleOnItemDelete)
  }
  return ok([])
}
