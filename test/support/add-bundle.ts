import { addRecord, saveBase } from '../../src/main/core/store/records.ts'
import { refold } from '../../src/main/core/store/view.ts'
import type { Store } from '../../src/main/core/store/open-store.ts'

/** A bundle as a pull of it would leave it: `components` by SKU and pieces. */
export function addBundle(
  { store }: { readonly store: Store },
  connection: number,
  { key, name, components }: { key: string; name: string; components: readonly (readonly [string, number])[] },
): void {
  store.write((writer) => {
    const uid = addRecord(writer, connection, 'bundle', key)
    const state = {
      ...{ key, name, price: null, expires: null },
      components: components.map(([sku, quantity]) => ({ sku, quantity })),
    }
    saveBase(writer, uid, { state, serverID: null, createdAt: null, updatedAt: null, seenAt: null })
    refold(writer, uid)
  })
}
