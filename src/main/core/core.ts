/**
 * The core's front door: one object that answers the contract. Every shell starts one in a worker thread and passes
 * messages to it; a simulator starts many in one process. May import app, sync, store, ports and shared; no window, no HTTP.
 */
import type { AppError } from '../../shared/contract/errors.ts'
import type { ChangedEvent } from '../../shared/contract/events.ts'
import type { Result } from '../../shared/domain/result.ts'
import type {
  Breathe,
  Clock,
  Ids,
  Log,
  LookCloser,
  OpenRemote,
  Practice,
  PrintRaw,
  Random,
  RemoteDescription,
  Secrets,
} from './ports.ts'

/** Everything the core needs of the world. */
export interface CorePorts {
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly secrets: Secrets
  /** The kinds of remotes that `openRemote` knows. */
  readonly remotes: readonly RemoteDescription[]
  readonly openRemote: OpenRemote
  /** Left out: of a certificate that is not trusted only the kind of its fault is told. */
  readonly lookCloser?: LookCloser
  readonly practice: Practice
  /** Left out: there is no way to a printer. */
  readonly printRaw?: PrintRaw
  readonly log: Log
  readonly breathe: Breathe
}

export interface CoreSettings {
  /** The data folder; made when missing. */
  readonly directory: string
  readonly appVersion: string
  /** False: nothing happens by itself, only `sync.run` reads and sends (terminal scripts, tests). */
  readonly automatic: boolean
  /** Daily backups, checkpoints when idle and a look at the free space happen by themselves. */
  readonly housekeeping?: boolean
  /** Holds every answer against the contract too, and answers a misfit as a defect: for tests. */
  readonly checkOutputs?: boolean
}

export interface Core {
  /** Parses the input, carries the method out, and answers its output or an error. Never throws. */
  call(method: string, params: unknown): Promise<Result<unknown, AppError>>
  listen(listener: (event: ChangedEvent) => void): () => void
  /** Finishes what is being written, checkpoints and releases the folder. */
  close(): Promise<void>
}

/** Opens the data folder and starts the core, or says why it could not (sync.md §7). */
export type OpenCore = (settings: CoreSettings, ports: CorePorts) => Promise<Result<Core, AppError>>
