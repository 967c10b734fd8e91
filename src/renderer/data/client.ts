import { bridgeClient, bridgeOf } from './client-bridge.ts'
import { webSocketClient } from './client-web-socket.ts'
import type { LinkedClient } from './linked-client.ts'

/**
 * The renderer's only way out: the contract over whatever transport this window has. Components use the hooks of
 * data/query.ts; nobody else touches a client.
 */

/** In Electron the preload script's bridge, otherwise the WebSocket of the server that this page came from. */
export function connectClient(window: Window): LinkedClient {
  const bridge = bridgeOf(window)
  if (bridge !== null) return bridgeClient(bridge)
  const { protocol, host } = window.location
  return webSocketClient(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/rpc`)
}
