import type { Capabilities } from '../../core/ports.ts'

/** By the documents; what they leave open is learnt per account (sync.md §1). */
export const capabilities: Capabilities = {
  readItems: true,
  writeItems: true,
  writeWarehouses: true,
  bundles: true,
  moveStock: true,
  relativeStock: true,
  setStock: true,
  rename: true,
  codes: false,
  announce: false,
  changedSince: true,
  createdRange: true,
  requestsPerMinute: 120,
}
