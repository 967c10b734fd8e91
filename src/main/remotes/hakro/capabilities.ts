import type { Capabilities } from '../../core/ports.ts'

/**
 * A supplier's catalogue: it is read, and nothing can be written. The documents name no limit of requests, only that there
 * may be one; sixty a minute is a cautious choice. Reading everything takes about eighty requests, so it is done seldom.
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
  changedSince: false,
  createdRange: false,
  lookUp: false,
  lookEverySeconds: 3600,
  requestsPerMinute: 60,
}
