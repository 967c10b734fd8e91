import type { Capabilities } from '../../core/ports.ts'

/**
 * By the documents: items are read and written, stock is only read, goods on their way can be announced. Everything is
 * read again for news, because only what is new can be asked for, so that it is done seldom.
 */
export const capabilities: Capabilities = {
  readItems: true,
  writeItems: true,
  writeWarehouses: false,
  bundles: false,
  moveStock: false,
  relativeStock: false,
  setStock: false,
  rename: true,
  codes: true,
  announce: true,
  deliveryOptions: ['postal', 'courier', 'dropoff', 'hive_freight'],
  prices: false,
  expiry: false,
  changedSince: false,
  createdRange: true,
  lookEverySeconds: 900,
  requestsPerMinute: 100,
  largestBatch: { create: 100, update: 1, delete: 1 },
}
