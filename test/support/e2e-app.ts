import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { _electron, type BrowserContext, type Page } from '@playwright/test'
import type { Input, MethodName, Output } from '../../src/shared/contract/contract.ts'

/**
 * The built app as a user runs it, in a process of its own over a data folder: in the browser shell, or in Electron.
 * Tests look at its page, and ask its core over the page's own line to the contract.
 */
export interface RunningApp {
  readonly page: Page
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Ends it as its user does. */
  close(): Promise<void>
}

export interface LaunchSettings {
  /** Electron's program; null: the browser shell. */
  readonly electron: string | null
  readonly directory: string
  readonly context: BrowserContext
  /** Told of every page before it loads. */
  readonly watch: (page: Page) => void
}

/** `HAKOMORI_OUT`: another build than the one in out/. */
const out = process.env['HAKOMORI_OUT'] ?? path.resolve(import.meta.dirname, '../../out')

export const launchApp = (settings: LaunchSettings): Promise<RunningApp> =>
  settings.electron === null ? launchServe(settings) : launchElectron(settings.electron, settings)

async function launchServe({ directory, context, watch }: LaunchSettings): Promise<RunningApp> {
  const program = path.join(out, 'main', 'hakomori.js')
  const child = spawn(process.execPath, [program, 'serve', '--data', directory, '--no-window'], {
    // The channel closes when the test's process dies, however it dies, and the app goes with it.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, HAKOMORI_ENDS_WITH_PARENT: '1' },
  })
  const exited = exitOf(child)
  const url = await addressOf(child, exited)
  const page = await context.newPage()
  watch(page)
  await page.goto(url)
  return {
    page,
    call: (method, input) => callInPage(page, method, input),
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async close() {
      await page.close()
      child.kill('SIGTERM')
      await exited
    },
  }
}

const exitOf = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve))

/** The address is the last thing that `serve` says, on a line of its own. */
async function addressOf(child: ChildProcess, exited: Promise<number | null>): Promise<string> {
  if (child.stdout === null) throw new Error('The app was started without a pipe')
  const lines = createInterface({ input: child.stdout })
  const found = new Promise<string>((resolve) => {
    lines.on('line', (line) => line.startsWith('http://127.0.0.1:') && resolve(line))
  })
  const gone = exited.then((code): never => {
    throw new Error(`The app ended with ${String(code)} before it said its address`)
  })
  // The app ends some day in any case; only before the address is that a failure.
  gone.catch(() => undefined)
  return Promise.race([found, gone])
}

async function launchElectron(program: string, { directory, watch }: LaunchSettings): Promise<RunningApp> {
  const asRoot = process.getuid?.() === 0
  const electron = await _electron.launch({
    executablePath: program,
    args: [...(asRoot ? ['--no-sandbox'] : []), path.dirname(out)],
    env: { ...(process.env as Record<string, string>), HAKOMORI_DATA: directory }, // safe: a running process has no undefined variable
    locale: 'en-GB',
  })
  const exited = exitOf(electron.process())
  const page = await electron.firstWindow()
  watch(page)
  return {
    page,
    call: (method, input) => callInPage(page, method, input),
    async kill() {
      electron.process().kill('SIGKILL')
      await exited
    },
    close: () => electron.close(),
  }
}

interface Answer {
  readonly ok: boolean
  readonly value?: unknown
  readonly error?: unknown
}

async function callInPage<M extends MethodName>(page: Page, method: M, input: Input<M>): Promise<Output<M>> {
  const answer = await page.evaluate(askCore, { method, params: input })
  if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)}`)
  return answer.value as Output<M> // safe: the dispatcher's tests check outputs against their schemas
}

/** Runs in the page, so it may use nothing of this file. */
function askCore({ method, params }: { readonly method: string; readonly params: unknown }): Promise<Answer> {
  interface Bridge {
    call(method: string, params: unknown): Promise<Answer>
  }
  const { hakomori } = window as unknown as { readonly hakomori?: Bridge } // safe: checked on the next line
  if (hakomori !== undefined) return hakomori.call(method, params)
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/rpc`)
    socket.addEventListener('open', () => socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })))
    socket.addEventListener('error', () => reject(new Error('The app does not answer')))
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const message = JSON.parse(data) as { id?: number; result?: unknown; error?: { data?: unknown } } // safe: the contract suite checks the wire form
      if (message.id !== 1) return
      socket.close()
      resolve(
        message.error === undefined
          ? { ok: true, value: message.result }
          : { ok: false, error: message.error.data ?? message.error },
      )
    })
  })
}
