import { afterEach, beforeEach, it } from 'vitest'
import type { Batch, RemoteRecord } from '../../src/main/core/ports.ts'
import type { RemoteKind, RemoteWorld, TrueItem } from './remote-world.ts'

/** A world for each test. */
export function useWorld(
  kind: RemoteKind,
  options?: Parameters<RemoteKind['start']>[0],
): { readonly world: RemoteWorld } {
  const used: { world: RemoteWorld } = { world: undefined as never } // safe: set before each test
  beforeEach(async () => {
    used.world = await kind.start(options)
  })
  afterEach(() => used.world.close())
  return used
}

export const keysOf = (records: readonly RemoteRecord[]): readonly string[] => records.map(({ key }) => key).sort()

/** An item as the server holds it; a stock of 0 and none are the same. */
export function truthOf(world: RemoteWorld, sku: string): TrueItem | undefined {
  const item = world.truth().items[sku]
  if (item === undefined) return undefined
  return { ...item, stock: Object.fromEntries(Object.entries(item.stock).filter(([, figure]) => figure !== 0)) }
}

/** A small write of whatever the remote can write, and whether its effect is there. Null: it can't write anything. */
export interface Probe {
  batch(world: RemoteWorld): Batch
  /** How the item looks after it took effect so many times. */
  after(world: RemoteWorld, times: number): Partial<TrueItem>
}

export function probeOf({ capabilities }: Pick<RemoteKind, 'capabilities'>): Probe | null {
  const { moveStock, relativeStock, setStock, writeItems } = capabilities
  const cell = ({ places: [warehouseID] }: RemoteWorld) => ({ sku: 'a', warehouseID })
  if (moveStock && relativeStock)
    return {
      batch: (world) => ({ endpoint: 'increment', rows: [{ ...cell(world), quantity: 1 }] }),
      after: ({ places: [first] }, times) => ({ stock: { [first]: 10 + times } }),
    }
  if (setStock)
    return {
      batch: (world) => ({ endpoint: 'setStock', rows: [{ ...cell(world), quantity: 11 }] }),
      after: ({ places: [first] }, times) => ({ stock: { [first]: times > 0 ? 11 : 10 } }),
    }
  if (!writeItems) return null
  return {
    batch: () => ({ endpoint: 'update', kind: 'item', rows: [{ key: 'a', fields: { name: 'New' } }] }),
    after: (_, times) => ({ name: times > 0 ? 'New' : 'Item a' }),
  }
}

/** A test of something that not every remote offers; where it isn't offered there is none. */
export const testIf =
  (offered: boolean) =>
  (name: string, run: () => Promise<void> | void): void => {
    if (offered) it(name, run)
  }
