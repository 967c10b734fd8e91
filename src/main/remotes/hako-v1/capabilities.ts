import type { Capabilities } from '../../core/ports.ts'

/** By the documents; what they leave open is learnt per account (sync.md §1). */
export const capabilities: Capabilities = {
  readItems: true,
  writeItems: true,
  writeWarehouses: true,
  bundles: true,
  moveStock: true,
  setStock: true,
  rename: true,
  changedSince: true,
  requestsPerMinute: 120,
}

export const defaultBaseUrl = 'https://api.withhako.com/v1/'
