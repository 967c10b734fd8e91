/**
 * The browser shell: the same screens, served on 127.0.0.1 to this PC's own browser, and the contract over a WebSocket
 * at `/rpc`. Promises that nobody but the holder of the printed address gets anything (access.ts). May import host and
 * shared; decides nothing about stock.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import { safetyHeaders } from '../host/page-policy.ts'
import { loadRendererFiles, type RendererFiles } from '../host/renderer-files.ts'
import type { CoreLine } from '../host/rpc.ts'
import { createAccess, type Access } from './access.ts'
import { serveSockets } from './sockets.ts'

export interface BrowserShellSettings {
  readonly core: Pick<CoreLine, 'call' | 'listen'>
  /** 0: any free one. */
  readonly port: number
  readonly rendererDirectory: string
}

export interface BrowserShell {
  /** With the token; whoever opens it may use the app until it ends. */
  readonly url: string
  /** The same with a token that is good for one use. */
  oneTimeUrl(): string
  close(): Promise<void>
}

/** What answers a page's GET once access is granted; the development server is another one. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse, urlPath: string) => void

export async function startBrowserShell(settings: BrowserShellSettings): Promise<Result<BrowserShell, string>> {
  const server = createServer()
  const listening = await listen(server, settings.port)
  if (!listening.ok) return listening
  const port = listening.value
  const files = loadRendererFiles(settings.rendererDirectory, { socket: `ws://127.0.0.1:${String(port)}` })
  if (!files.ok) {
    server.close()
    return files
  }
  return ok(serve(server, port, settings.core, pageHandler(files.value)))
}

/** Puts access control, pages and sockets on a server that already listens. */
export function serve(
  server: Server,
  port: number,
  core: BrowserShellSettings['core'],
  pages: PageHandler,
): BrowserShell {
  const access = createAccess(port)
  const sockets = serveSockets(core)
  server.on('request', (request, response) => {
    answer(access, pages, request, response)
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request).pathname !== '/rpc') return
    if (access.mayConnect(request)) sockets.accept(request, socket, head)
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  const withToken = (token: string): string => `http://127.0.0.1:${String(port)}/?token=${token}`
  return {
    url: withToken(access.token),
    oneTimeUrl: () => withToken(access.newToken()),
    close: async () => {
      sockets.close()
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
      server.closeAllConnections()
      await closed
    },
  }
}

export function listen(server: Server, port: number): Promise<Result<number, string>> {
  return new Promise((resolve) => {
    server.once('error', (error) => {
      resolve(err(`Port ${String(port)} cannot be used on 127.0.0.1: ${error.message}`))
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? ok(address.port) : err('The server has no port.'))
    })
  })
}

function answer(access: Access, pages: PageHandler, request: IncomingMessage, response: ServerResponse): void {
  if (!access.isOurHost(request)) {
    refuse(response, 403, 'Hakomori answers only under the address it printed.')
    return
  }
  if (request.method !== 'GET') {
    response.setHeader('Allow', 'GET')
    refuse(response, 405, 'Only GET.')
    return
  }
  const url = pathOf(request)
  const token = url.searchParams.get('token')
  if (token !== null && access.takeToken(token)) {
    // The token leaves the address bar and the history at once.
    response.writeHead(303, {
      ...safetyHeaders,
      Location: '/',
      'Set-Cookie': access.setCookie,
      'Cache-Control': 'no-store',
    })
    response.end()
    return
  }
  if (!access.mayGet(request)) {
    refuse(response, 403, 'Open Hakomori with the address it printed when it started; it is new at every start.')
    return
  }
  pages(request, response, url.pathname)
}

const pageHandler =
  (files: RendererFiles): PageHandler =>
  (_request, response, urlPath) => {
    const found = files.find(urlPath)
    if (found === null) {
      refuse(response, 404, 'There is nothing here.')
      return
    }
    response.writeHead(200, { ...found.headers })
    response.end(found.body)
  }

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    ...safetyHeaders,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(`${sentence}\n`)
}

/** A request line that is no path, as proxies get them, counts as the root. */
const pathOf = (request: IncomingMessage): URL =>
  URL.parse(`http://127.0.0.1${request.url ?? '/'}`) ?? new URL('http://127.0.0.1/')
