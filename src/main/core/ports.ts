/**
 * What the core asks of the world. Everything that is not a decision comes in through here: time, ids, network,
 * secrets, files, the log. A simulator hands in its own; the shells hand in the real ones. Imports the domain only.
 */
import type { Result } from '../../shared/domain/result.ts'
import type { Credentials } from './remote-port.ts'

export type * from './remote-failure.ts'
export type * from './remote-port.ts'
export type * from './remote-records.ts'
export type * from './remote-writes.ts'

export interface Clock {
  /** Local wall clock, milliseconds since 1970. May jump; never decides anything about the remote (invariant I18). */
  now(): number
  /** Milliseconds from an arbitrary start that never go back. */
  monotonic(): number
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export interface Ids {
  /** A new ULID: sorts by time of making. */
  ulid(): string
}

export interface Random {
  /** A float in [0, 1). */
  next(): number
}

/** Credentials of connections, by connectionID. Never in the database, the log or the renderer. */
export interface Secrets {
  /** `name` is the connection's name, under which credentials may be given from outside. */
  read(connectionID: string, name?: string): Promise<Result<Credentials, string>>
  write(connectionID: string, credentials: Credentials): Promise<Result<void, string>>
  remove(connectionID: string): Promise<void>
}

/** Diagnostics for developers; what users read is in the store's log. Never given credentials. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  details?: Readonly<Record<string, unknown>>,
) => void

/** Lets queued work (a scan!) run before a long job goes on. */
export type Breathe = () => Promise<void>

/** The append-only, fsynced, checksummed file beside the database that outlives a rolled back WAL (sync.md §7.8). */
export interface SendJournal {
  /** On disk when it returns. */
  append(entry: JournalEntry): void
  /** Every intact entry, oldest first. */
  entries(): readonly JournalEntry[]
  /** Drops entries up to and including this request, lazily. */
  settle(requestID: string): void
  /** The request never left: as if it had not been appended, as far as the disk lets it. Never throws. */
  withdraw(requestID: string): void
}
export interface JournalEntry {
  readonly requestID: string
  readonly changeIDs: readonly number[]
  readonly bodyHash: string
  /** Local clock, for people only. */
  readonly at: number
}

/**
 * Sends a text to a printer's raw port as UTF-8, once, and answers the bytes sent.
 * - broken: the connection stood and ended before everything was taken; some may be printed.
 */
export type PrintRaw = (job: {
  readonly host: string
  readonly port: number
  readonly text: string
}) => Promise<Result<number, PrintFailure>>
export type PrintFailure = 'notFound' | 'refused' | 'unreachable' | 'timeout' | 'broken'

/** The embedded practice warehouse, run by the shell. */
export interface Practice {
  start(): Promise<Result<PracticeEntry, string>>
  act(act: PracticeAct): Promise<Result<string, string>>
  status(): { readonly running: boolean; readonly network: boolean; readonly loseNextAnswer: boolean }
  codes(): readonly PracticeCode[]
}
export interface PracticeEntry {
  readonly baseUrl: string
  readonly apiKey: string
}
export interface PracticeCode {
  readonly code: string
  readonly sku: string
  readonly quantity: number
}
export interface PracticeAct {
  readonly act: 'sell' | 'receive' | 'rename' | 'loseAnswer' | 'networkOff' | 'networkOn'
  readonly sku?: string
  readonly warehouseID?: string
  readonly quantity?: number
  readonly name?: string
}
