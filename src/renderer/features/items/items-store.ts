import { create } from 'zustand'
import type { Input } from '../../../shared/contract/contract.ts'
import type { Sorting } from '../../ui/data-table.tsx'

/** What was chosen on this screen, remembered over visits elsewhere. */
export const shelves = ['items', 'warehouses', 'bundles'] as const
export type Shelf = (typeof shelves)[number]
export type ItemFilter = NonNullable<Input<'items.list'>['filter']>

interface ItemsState {
  readonly shelf: Shelf
  readonly search: string
  readonly bundleSearch: string
  readonly filter: ItemFilter
  readonly warehouseID: string | null
  readonly sorting: Sorting
  set(changes: Partial<Omit<ItemsState, 'set'>>): void
}

export const useItemsState = create<ItemsState>()((set) => ({
  shelf: 'items',
  search: '',
  bundleSearch: '',
  filter: 'all',
  warehouseID: null,
  sorting: { by: 'name', descending: false },
  set: (changes) => set(changes),
}))
