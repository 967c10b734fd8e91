/**
 * The engine of one connection: reads the remote into the base, sends what is queued, and asks about what it cannot
 * prove. `docs/sync.md` is its law. May import the store, ports and shared; no HTTP, no clock of its own.
 */
import type { AppError } from '../../../shared/contract/errors.ts'
import type { AppStatus } from '../../../shared/contract/app.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { Result } from '../../../shared/domain/result.ts'
import type { QueuedChange } from './intent.ts'

export interface SyncEngine {
  /** One whole cycle; joins the one that is running. Offline is an error of kind `offline`, paused of kind `paused`. */
  run(options: { readonly full: boolean }): Promise<Result<Output<'sync.run'>, AppError>>
  /** Stops reading and sending until `resume`; kept over restarts. What is on the wire is finished first. */
  pause(): Promise<void>
  resume(): void
  status(): SyncStatus
  /** `also`: what would be queued besides, for a dry run; with ids above all that are. */
  plan(also?: readonly QueuedChange[]): Promise<Output<'queue.plan'>>
  /** Stops everything; what is on the wire is abandoned and will be found unknown. */
  close(): Promise<void>
}

export interface SyncStatus extends Pick<AppStatus, 'online'> {
  readonly sync: AppStatus['sync']
}
