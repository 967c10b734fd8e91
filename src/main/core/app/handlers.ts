/**
 * The use cases: one function per method of the contract, grouped by area. May import sync, store, ports and shared.
 * Queries read; commands run inside one transaction that also keeps their answer for the `requestID`, and a failed one
 * rolls back whole; jobs wait for the world (network, secrets) and open their own transactions.
 */
import type { CommandName, MethodName, Output, ParsedInput, QueryName } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { Result } from '../../../shared/domain/result.ts'
import type { Catalogues } from '../catalogues.ts'
import type { CorePorts, CoreSettings } from '../core.ts'
import type { Capabilities } from '../ports.ts'
import type { Reader, Writer } from '../store/database.ts'
import type { Store } from '../store/open-store.ts'
import type { SyncEngine } from '../sync/engine.ts'
import type { Keeping } from './keeping.ts'
import type { Comparisons } from './stocktakes/comparison.ts'
import type { LongActs } from './stocktakes/long-acts.ts'

/** What every use case is given. */
export interface AppContext {
  readonly ports: CorePorts
  readonly settings: CoreSettings
  readonly store: Store
  /** The engine of the connection in use, or null while there is none. */
  engine(): SyncEngine | null
  /** What the remote of the connection in use can do, or null while there is none. */
  capabilities(): Capabilities | null
  /** Aborted when the core is closing: long jobs that can be taken up again stop. */
  readonly closing: AbortSignal
  /** Starts, replaces or stops the engine after the connection in use, its options or its credentials changed. */
  restartEngine(): Promise<void>
  /** Carries something out while no engine runs, and starts it again. */
  whileStopped<T>(work: () => Promise<T>): Promise<T>
  /** What reads connections that are catalogues. */
  readonly catalogues: Catalogues
  readonly keeping: Keeping
  readonly comparisons: Comparisons
  readonly longActs: LongActs
}

export type Outcome<M extends MethodName> = Result<Output<M>, AppError>

export type QueryHandler<M extends MethodName> = (
  context: AppContext,
  reader: Reader,
  input: ParsedInput<M>,
) => Outcome<M>
/** A query over so much that it lets others have their turn. */
export type SlowQueryHandler<M extends MethodName> = (
  context: AppContext,
  reader: Reader,
  input: ParsedInput<M>,
) => Promise<Outcome<M>>
export type CommandHandler<M extends MethodName> = (
  context: AppContext,
  writer: Writer,
  input: ParsedInput<M>,
) => Outcome<M>
export type JobHandler<M extends MethodName> = (context: AppContext, input: ParsedInput<M>) => Promise<Outcome<M>>

/** Commands that wait for the world. */
export type JobName = Extract<
  MethodName,
  | 'connections.save'
  | 'connections.use'
  | 'connections.test'
  | 'connections.try'
  | 'connections.remove'
  | 'catalogues.read'
  | 'sync.run'
  | 'sync.pause'
  | 'sync.resume'
  | 'sync.removeMissing'
  | 'sync.keepMissing'
  | 'stocktakes.export'
  | 'stocktakes.zero'
  | 'stocktakes.evidence'
  | 'labels.print'
  | 'practice.start'
  | 'practice.act'
  | 'data.backup'
  | 'data.restore'
  | 'data.check'
  | 'data.repair'
>

export type Queries = { readonly [M in QueryName]: QueryHandler<M> | SlowQueryHandler<M> }
export type Commands = { readonly [M in Exclude<CommandName, JobName>]: CommandHandler<M> }
export type Jobs = { readonly [M in JobName]: JobHandler<M> }
