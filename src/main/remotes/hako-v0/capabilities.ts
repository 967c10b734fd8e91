import type { Capabilities } from '../../core/ports.ts'

/** By the documents; what they leave open is learnt per account (sync.md §1). */
export const capabilities: Capabilities = {
  readItems: true,
  writeItems: true,
  writeWarehouses: true,
  bundles: false,
  moveStock: true,
  relativeStock: false,
  setStock: true,
  rename: true,
  codes: false,
  announce: false,
  changedSince: false,
  createdRange: false,
  ownFirstFigures: true,
  stampsOfRows: true,
  requestsPerMinute: 120,
}
