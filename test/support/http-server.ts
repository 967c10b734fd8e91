/**
 * Small servers for what an HTTP client must survive: they count arrivals byte by byte and answer with whatever bytes a
 * test wants, or tear the connection. On 127.0.0.1, on a free port.
 */
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

/** A request as its bytes came in. */
export interface Arrival {
  readonly method: string
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Which of the connections, counted from 0, it came over. */
  readonly connection: number
}

export interface RawServer {
  readonly url: string
  readonly port: number
  readonly arrivals: readonly Arrival[]
  /** Connections accepted so far. */
  readonly connections: () => number
  close(): Promise<void>
}

/** What to do with a request: bytes to write, or anything with the socket. */
export type Behaviour = (arrival: Arrival, socket: Socket) => string | Buffer | undefined

export interface RawServerOptions {
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Does something else with a connection than reading requests from it. */
  readonly onConnection?: (socket: Socket, index: number) => 'handled' | undefined
}

export async function startRawServer(behave: Behaviour, options: RawServerOptions = {}): Promise<RawServer> {
  const arrivals: Arrival[] = []
  const sockets = new Set<Socket>()
  let count = 0
  const accept = (socket: Socket): void => {
    const index = count
    count += 1
    socket.on('error', () => undefined)
    if (options.onConnection?.(socket, index) === 'handled') return
    readRequests(socket, index, (arrival) => {
      arrivals.push(arrival)
      const bytes = behave(arrival, socket)
      if (bytes !== undefined) socket.write(bytes)
    })
  }
  const server = options.tls === undefined ? createTcpServer(accept) : createTlsServer(options.tls, accept)
  server.on('tlsClientError', () => undefined)
  // With TLS these are the sockets beneath, whose handshake may never end.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const port = await listen(server)
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}/v1/`,
    port,
    arrivals,
    connections: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** A port on which nothing listens, as far as anybody can know. */
export async function findFreePort(): Promise<number> {
  const server = createTcpServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    // A server that listens on TCP has an AddressInfo; only pipes have a string.
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

function readRequests(socket: Socket, connection: number, take: (arrival: Arrival) => void): void {
  let buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk])
    for (let next = parseRequest(buffer, connection); next !== null; next = parseRequest(buffer, connection)) {
      buffer = buffer.subarray(next.size)
      take(next.arrival)
    }
  })
}

function parseRequest(buffer: Buffer, connection: number): { readonly arrival: Arrival; readonly size: number } | null {
  const end = buffer.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [requestLine = '', ...lines] = buffer.subarray(0, end).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const size = end + 4 + Number(headers['content-length'] ?? 0)
  if (buffer.length < size) return null
  const [method = '', path = ''] = requestLine.split(' ')
  return { arrival: { method, path, headers, body: buffer.subarray(end + 4, size).toString('utf8'), connection }, size }
}

export interface AnswerParts {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Not a string: sent as JSON. */
  readonly body?: unknown
}

/** The bytes of a well-formed answer; `application/json` unless told otherwise. */
export function httpAnswer({ status = 200, headers = {}, body = [] }: AnswerParts): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const all = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${String(status)} X`, ...lines, '', text].join('\r\n')
}
