/**
 * The sockets of one connection to a remote: shared keep-alive ones for reads, one of its own for every write.
 *
 * undici 8 sends no HTTP/1.1 request twice, but it does requeue requests over HTTP/2 after a GOAWAY, so HTTP/2 is off; and
 * a write's client may open one socket and no more, so that no change of undici's habits can make a write arrive twice
 * (sync.md rule 16, invariant I5).
 */
import type { SecureContext } from 'node:tls'
import { Client, Pool, buildConnector } from 'undici'
import { createTunnel, secure } from './tunnel.ts'

export interface Timeouts {
  /** DNS, TCP, proxy and TLS together. */
  readonly connectMs: number
  /** From the end of the request to the answer's headers. */
  readonly headersMs: number
  /** Between two pieces of the answer's body. */
  readonly bodyIdleMs: number
  /** A write's whole answer, however steadily it trickles in. */
  readonly writeAnswerMs: number
}

export const defaultTimeouts: Timeouts = {
  connectMs: 10_000,
  headersMs: 30_000,
  bodyIdleMs: 30_000,
  writeAnswerMs: 90_000,
}

export interface Connections {
  /** For one write. The caller destroys it. */
  openFresh(proxy: string | null): Client
  shared(proxy: string | null): Pool
  /** Tears everything that is open. */
  close(): Promise<void>
}

export function createConnections(origin: URL, timeouts: Timeouts, trust: () => SecureContext): Connections {
  const pools = new Map<string | null, Pool>()
  // The exchange's own timers are exact to the millisecond; undici's are not, and count while the reader is busy.
  const options = { pipelining: 1, allowH2: false, headersTimeout: 0, bodyTimeout: 0 } as const

  const connector = (proxy: string | null): buildConnector.connector =>
    proxy === null
      ? buildConnector({ timeout: timeouts.connectMs, allowH2: false, ...secure(trust, origin.protocol) })
      : createTunnel({ proxy, trust, timeout: timeouts.connectMs })

  return {
    openFresh: (proxy) => new Client(origin.origin, { ...options, connect: onlyOnce(connector(proxy)) }),
    shared(proxy) {
      const known = pools.get(proxy)
      if (known !== undefined) return known
      // Without a limit nothing waits in the pool's queue, so that the time to connect is only that.
      const pool = new Pool(origin.origin, { ...options, connections: null, connect: connector(proxy) })
      pools.set(proxy, pool)
      return pool
    },
    async close() {
      const open = [...pools.values()]
      pools.clear()
      await Promise.all(open.map((pool) => pool.destroy()))
    },
  }
}

function onlyOnce(connect: buildConnector.connector): buildConnector.connector {
  let used = false
  return (options, callback) => {
    if (used) return callback(new Error('A write may use one connection only'), null)
    used = true
    connect(options, callback)
  }
}
