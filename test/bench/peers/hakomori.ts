import { editedPlace, type OpenPeer } from '../peer.ts'
import { openBenchWorld } from '../world.ts'

/** The app's core in its worker, over HTTP, with all its rules. */
export const open: OpenPeer = async (_directory, items) => {
  const world = await openBenchWorld(items)
  const { baseUrl, apiKey } = world.remote
  let stocktakeID = ''
  return {
    durable: 'the power going (synchronous=FULL)',
    notes: [
      'Its first copy and its pull come over HTTP as JSON; the others get rows from memory unless they say otherwise.',
      'A search of Hakomori also counts all that fit.',
    ],
    async firstCopy() {
      await world.call('connections.save', {
        ...{ name: 'Bench', remote: 'hako-v1', baseUrl, credentials: { apiKey }, options: { settleSeconds: 0 } },
      })
      await world.call('sync.run', { full: true })
      ;({ stocktakeID } = await world.call('stocktakes.open', { warehouseID: editedPlace }))
    },
    scan: async (number, sku) =>
      void (await world.call('stocktakes.scan', { stocktakeID, code: sku, scanID: `scan-${String(number)}` })),
    async editMany(skus) {
      const lines = skus.map((sku) => ({ sku, quantity: 1 }))
      await world.call('stock.move', { kind: 'receive', warehouseID: editedPlace, lines })
    },
    beforePull: (count) => world.remote.change(count),
    pullOver: () => world.pullOnly(),
    async read(sku) {
      const { name, stock } = await world.call('items.get', { sku })
      const cell = stock.find(({ warehouseID }) => warehouseID === editedPlace)
      return { name: name ?? '', quantity: cell?.quantity ?? 0 }
    },
    search: async (part) => (await world.call('items.list', { search: part, limit: 50 })).rows.length,
    page: async (offset) =>
      (await world.call('items.list', { sort: { by: 'name', descending: false }, offset, limit: 50 })).rows.length,
    close: () => world.close(),
  }
}
