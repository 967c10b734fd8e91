import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The listening socket, which can be unplugged and plugged in again on the same port. */
export interface Network {
  readonly port: number
  /** Refuses new connections and tears the open ones. */
  off(): Promise<void>
  on(): Promise<void>
}

const host = '127.0.0.1'

/** Listens on a port of this PC only; 0 picks a free one. Rejects when the port is taken. */
export async function listen(port: number, handler: RequestListener): Promise<Network> {
  const server = createServer({ keepAliveTimeout: 30_000 }, handler)
  let listening = false

  const open = (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(wanted, host, () => {
        server.off('error', reject)
        listening = true
        resolve()
      })
    })

  await open(port)
  // A server that listens on TCP has an AddressInfo; only pipes have a string.
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    off: () =>
      new Promise((resolve) => {
        if (!listening) return resolve()
        listening = false
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    on: () => (listening ? Promise.resolve() : open(bound)),
  }
}
