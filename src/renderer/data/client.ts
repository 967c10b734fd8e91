import type { Client } from '../../shared/contract/contract.ts'
import { bridgeClient, bridgeOf } from './client-bridge.ts'
import { webSocketClient } from './client-web-socket.ts'

/**
 * The renderer's only way out: the contract over whatever transport this window has. Components use the hooks of
 * data/query.ts; nobody else touches a client.
 */

/** `open`: calls are answered. `lost`: they wait here until the link is back, and are then repeated. */
export type LinkState = 'connecting' | 'open' | 'lost'

export interface LinkedClient extends Client {
  linkState(): LinkState
  /** Calls the listener on every change of the link's state, until disposed. */
  watchLink(listener: () => void): () => void
}

/** In Electron the preload script's bridge, otherwise the WebSocket of the server that this page came from. */
export function connectClient(window: Window): LinkedClient {
  const bridge = bridgeOf(window)
  if (bridge !== null) return bridgeClient(bridge)
  const { protocol, host } = window.location
  return webSocketClient(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/rpc`)
}
