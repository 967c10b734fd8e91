import type { Client } from '../../shared/contract/contract.ts'

/** `open`: calls are answered. `lost`: they wait here until the link is back, and are then repeated. */
export type LinkState = 'connecting' | 'open' | 'lost'

export interface LinkedClient extends Client {
  linkState(): LinkState
  /** Calls the listener on every change of the link's state, until disposed. */
  watchLink(listener: () => void): () => void
}
