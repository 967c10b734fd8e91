import { unreachable } from '../../../../shared/domain/unreachable.ts'
import { seededRandom } from '../../random.ts'
import type { Tables } from '../tables/tables.ts'
import { manySeed } from './many.ts'
import { plantSeed } from './records.ts'
import { shopSeed } from './shop.ts'

/** What a new account starts with: the practice shop, nothing, or so many generated items. */
export type SeedChoice = 'shop' | 'empty' | { readonly items: number }

/** Seeds an account that has nothing in it; leaves any other alone, so that a database file can be opened again. */
export function seedIfNew(tables: Tables, choice: SeedChoice, nowMs: number): void {
  if (tables.warehouses.count() + tables.items.count() > 0) return
  if (choice === 'empty') return
  if (choice === 'shop') return plantSeed(tables, shopSeed(nowMs))
  if (typeof choice === 'object') return plantSeed(tables, manySeed(choice.items, seededRandom(choice.items), nowMs))
  return unreachable(choice)
}
