import type { ConnectionOptions } from '../../../shared/contract/connections.ts'
import type { Breathe, Clock, Ids, Log, Random, Remote } from '../ports.ts'
import type { Store } from '../store/open-store.ts'
import type { Line } from './line.ts'
import type { Memory } from './memory.ts'

/** What the engine asks of the world, besides the remote and the store. */
export interface EnginePorts {
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly log: Log
  readonly breathe: Breathe
}

/** What every part of one connection's engine works with. */
export interface EngineContext {
  readonly store: Store
  readonly connection: number
  readonly remote: Remote
  readonly options: ConnectionOptions
  readonly ports: EnginePorts
  readonly line: Line
  readonly memory: Memory
  readonly signal: AbortSignal
  /** A full read that is going on, for the status. */
  copying: { rows: number; of: number | null } | null
  /** Says that the status reads differently now. */
  onStatus(): void
}
