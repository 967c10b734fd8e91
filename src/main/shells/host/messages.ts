/**
 * What the main thread and the core's worker say to each other besides the wire form. Both ends are this program, so
 * these are types and not schemas.
 */
import type { AppError } from '../../../shared/contract/errors.ts'
import type { RpcNotification, RpcRequest, RpcResponse } from '../../../shared/contract/wire.ts'
import type { Result } from '../../../shared/domain/result.ts'
import type { Credentials } from '../../core/ports.ts'

/** Handed to the worker at its start; must survive structured cloning. */
export interface WorkerSettings {
  /** The data folder. */
  readonly directory: string
  readonly appVersion: string
  /** False: only `sync.run` reads and sends. */
  readonly automatic: boolean
  /** Whether the main thread keeps the credentials (Electron) or the worker does, in a file. */
  readonly secrets: 'mainThread' | 'file'
  /** Whether the main thread knows the system's proxy. */
  readonly proxy: 'mainThread' | 'environment'
}

/** A question of the worker that only the main thread can answer. */
export type Ask =
  | { readonly what: 'readSecret'; readonly connectionID: string; readonly name: string | undefined }
  | { readonly what: 'writeSecret'; readonly connectionID: string; readonly credentials: Credentials }
  | { readonly what: 'removeSecret'; readonly connectionID: string }
  | { readonly what: 'resolveProxy'; readonly url: string }

export type ToWorker =
  | { readonly type: 'rpc'; readonly message: RpcRequest }
  | { readonly type: 'reply'; readonly id: number; readonly result: Result<unknown, string> }
  | { readonly type: 'close' }

export type FromWorker =
  | { readonly type: 'opened' }
  | { readonly type: 'refused'; readonly error: AppError }
  | { readonly type: 'rpc'; readonly message: RpcResponse | RpcNotification }
  /** The next rows of a long answer, which comes after them. */
  | { readonly type: 'rows'; readonly id: number | string; readonly rows: readonly unknown[] }
  | { readonly type: 'ask'; readonly id: number; readonly ask: Ask }
  | { readonly type: 'closed' }
