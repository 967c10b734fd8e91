import type { Capabilities } from '../../core/ports.ts'

/**
 * A supplier's catalogue: it is read, and nothing can be written. The documents name no limit of requests, only that there
 * may be one for tokens: 120 a minute is a choice, with which ten thousand items are copied in about a minute. Reading
 * everything takes about eighty requests, so it is done seldom.
 */
export const capabilities: Capabilities = {
  readItems: true,
  writeItems: false,
  writeWarehouses: false,
  bundles: false,
  moveStock: false,
  relativeStock: false,
  setStock: false,
  rename: false,
  codes: true,
  announce: false,
  prices: false,
  expiry: false,
  changedSince: false,
  createdRange: false,
  lookUp: false,
  lookEverySeconds: 3600,
  requestsPerMinute: 120,
}
