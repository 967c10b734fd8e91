/**
 * The browser shell while developing, run from the sources: Vite serves the screens and replaces changed modules under
 * the same content security policy, and a changed source of the core starts a new worker under the open page.
 */
import { watch } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer as createVite, type ViteDevServer } from 'vite'
import { startCore } from '../host/core-host.ts'
import { newNonce, noncePlace, pageHeaders } from '../host/page-policy.ts'
import { superviseCore, type SupervisedCore } from '../host/supervisor.ts'
import { listen, serve, type PageHandler } from './browser-shell.ts'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..')
const directory = process.env['HAKOMORI_DATA'] ?? path.join(root, '.cache', 'dev-data')
const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`)
}

const core = await superviseCore(() => startCore({ directory, automatic: true }), say)
const server = createServer()
const port = await listen(server, Number(process.env['HAKOMORI_PORT'] ?? 0))
if (!port.ok) {
  say(port.error)
  process.exit(1)
}
const vite = await createVite({
  configFile: path.join(root, 'vite.renderer.config.ts'),
  appType: 'custom',
  server: { middlewareMode: true, hmr: { server } },
})
const shell = serve(server, port.value, core, vitePages(vite, port.value))
restartOnChange(core)
say('Hakomori (development) is at')
say(shell.url)

process.on('SIGINT', () => void end())
process.on('SIGTERM', () => void end())
process.on('disconnect', () => void end())

async function end(): Promise<void> {
  await shell.close()
  await vite.close()
  await core.close()
  process.exit(0)
}

function vitePages(server: ViteDevServer, port: number): PageHandler {
  return (request, response, urlPath) => {
    if (urlPath === '/') {
      void sendPage(server, response, port)
      return
    }
    server.middlewares(request, response)
  }
}

async function sendPage(server: ViteDevServer, response: ServerResponse, port: number): Promise<void> {
  const nonce = newNonce()
  const { readFile } = await import('node:fs/promises')
  const source = await readFile(path.join(root, 'src', 'renderer', 'index.html'), 'utf8')
  const page = await server.transformIndexHtml('/', source)
  response.writeHead(200, { ...pageHeaders({ nonce, socket: `ws://127.0.0.1:${String(port)}`, development: true }) })
  response.end(page.replaceAll(noncePlace, nonce))
}

function restartOnChange(supervised: SupervisedCore): void {
  let waiting: NodeJS.Timeout | undefined
  const changed = (): void => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      void supervised.restart().then((result) => {
        say(
          result.ok
            ? 'The core was started again with the changed sources.'
            : `The core did not start: ${result.error.message}`,
        )
      })
    }, 150)
  }
  for (const folder of ['main', 'shared']) watch(path.join(root, 'src', folder), { recursive: true }, changed)
}
