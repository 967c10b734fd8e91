/**
 * The main thread's side of a core that runs in a worker thread, the same way under every shell (sync.md §7.2), so that
 * nothing the core does delays a key press. When the worker dies, whoever waits gets an error of kind `internal`.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { AppError } from '../../../shared/contract/errors.ts'
import { appError } from '../../../shared/contract/errors.ts'
import { createJoiner } from './long-answers.ts'
import { createRpcClient, type RpcClient } from './rpc-client.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { Secrets } from '../../core/ports.ts'
import { appVersion } from './app-version.ts'
import type { Ask, FromWorker, ToWorker, WorkerSettings } from './messages.ts'
import type { CoreLine } from './rpc.ts'

export interface HostSettings {
  /** The data folder; made when missing. */
  readonly directory: string
  /** False: only `sync.run` reads and sends. */
  readonly automatic: boolean
}

/** What only this process can do for the core; without it the worker manages alone. */
export interface HostWorld {
  readonly secrets?: Secrets
  /** How the system reaches an address, in the form of proxy scripts: `PROXY host:port; DIRECT`. */
  readonly resolveProxy?: (url: string) => Promise<string>
  /** Another worker script, for tests of the line itself. */
  readonly worker?: URL
}

export interface CoreHost extends CoreLine {
  /** Told once, with a sentence, when the worker dies without having been asked to. */
  onCrash(listener: (reason: string) => void): () => void
}

const closePatience = 15_000

export async function startCore(settings: HostSettings, world: HostWorld = {}): Promise<Result<CoreHost, AppError>> {
  const worker = startWorker(settings, world)
  const say = (message: ToWorker): void => {
    worker.postMessage(message)
  }
  const state: HostState = { dead: null, closing: false, crashListeners: new Set() }
  const client = createRpcClient((message) => {
    if (state.dead === null) say({ type: 'rpc', message })
    return state.dead
  })
  const joiner = createJoiner()
  const opened = await new Promise<Result<void, AppError>>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'opened') resolve(ok(undefined))
      else if (message.type === 'refused') resolve(err(message.error))
      else if (message.type === 'closed') void worker.terminate()
      else if (message.type === 'rows') joiner.keep(message.id, message.rows)
      else if (message.type === 'rpc') client.receive(joiner.whole(message.message))
      else receive(message, world, say)
    })
    watch(worker, state, client, (error) => {
      resolve(err(error))
    })
  })
  if (!opened.ok) {
    await worker.terminate()
    return opened
  }
  return ok({
    call: client.call,
    listen: client.listen,
    close: () => closeWorker(worker, state, say),
    onCrash(listener) {
      state.crashListeners.add(listener)
      return () => state.crashListeners.delete(listener)
    },
  })
}

interface HostState {
  /** Set once the worker is gone: what every further call is answered with. */
  dead: AppError | null
  closing: boolean
  readonly crashListeners: Set<(reason: string) => void>
}

function startWorker(settings: HostSettings, world: HostWorld): Worker {
  const workerData: WorkerSettings = {
    directory: path.resolve(settings.directory),
    appVersion: appVersion(),
    automatic: settings.automatic,
    secrets: world.secrets === undefined ? 'file' : 'mainThread',
    proxy: world.resolveProxy === undefined ? 'environment' : 'mainThread',
  }
  // The worker's stdout is kept from ours, which may carry JSON-RPC and nothing else.
  const worker = new Worker(world.worker ?? workerURL(), { workerData, stdout: true, name: 'core' })
  worker.stdout.pipe(process.stderr, { end: false })
  return worker
}

/** The worker stands beside this file, as TypeScript when run from the sources and as JavaScript in the bundle. */
function workerURL(): URL {
  const here = fileURLToPath(import.meta.url)
  const inSources = path.extname(here) === '.ts'
  const script = inSources ? new URL('./core-worker.ts', import.meta.url) : bundledWorker(here)
  return script
}

function bundledWorker(here: string): URL {
  // Shared code may be in `chunks/`, one folder below the entries.
  const folder = path.basename(path.dirname(here)) === 'chunks' ? '../' : './'
  const url = new URL(`${folder}core-worker.js`, import.meta.url)
  // Packed for Electron, the worker lies beside the archive, on the real file system.
  url.pathname = url.pathname.replace(/app\.asar(?=\/)/, 'app.asar.unpacked')
  return url
}

function receive(
  { id, ask }: Extract<FromWorker, { type: 'ask' }>,
  world: HostWorld,
  say: (message: ToWorker) => void,
): void {
  void answerAsk(ask, world).then((result) => {
    say({ type: 'reply', id, result })
  })
}

async function answerAsk(ask: Ask, { secrets, resolveProxy }: HostWorld): Promise<Result<unknown, string>> {
  try {
    switch (ask.what) {
      case 'readSecret':
        return (await secrets?.read(ask.connectionID, ask.name)) ?? err('Credentials are not kept here.')
      case 'writeSecret':
        return (await secrets?.write(ask.connectionID, ask.credentials)) ?? err('Credentials are not kept here.')
      case 'removeSecret':
        await secrets?.remove(ask.connectionID)
        return ok(undefined)
      case 'resolveProxy':
        return ok((await resolveProxy?.(ask.url)) ?? 'DIRECT')
      default:
        return unreachable(ask)
    }
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error))
  }
}

/** Turns the worker's end, however it comes, into one error for everyone who waits. */
function watch(worker: Worker, state: HostState, client: RpcClient, onDead: (error: AppError) => void): void {
  const end = (reason: string): void => {
    if (state.dead !== null) return
    const closed = appError('notAllowed', 'Hakomori is closing.')
    state.dead = state.closing ? closed : appError('internal', `The core stopped: ${reason}`)
    client.lose(state.dead)
    onDead(state.dead)
    if (!state.closing) for (const listener of state.crashListeners) listener(reason)
  }
  worker.on('error', (error) => {
    end(error instanceof Error ? error.message : String(error))
  })
  worker.on('exit', (code) => {
    end(`its thread ended with code ${String(code)}`)
  })
}

async function closeWorker(worker: Worker, state: HostState, say: (message: ToWorker) => void): Promise<void> {
  if (state.dead !== null) return
  state.closing = true
  const gone = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve()
    })
  })
  say({ type: 'close' })
  // A core that does not finish must not keep the program open: everything acknowledged is on disk already.
  const limit = setTimeout(() => void worker.terminate(), closePatience)
  await gone
  clearTimeout(limit)
}
