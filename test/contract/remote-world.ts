/**
 * What the contract suite for remotes needs of a remote under test and of the practice server behind it. The suite asks a
 * remote for nothing that its capabilities, or what its kind says here, leave out.
 */
import type {
  Batch,
  Capabilities,
  Credentials,
  ReadFilter,
  ReadSummary,
  Remote,
  RemoteFailure,
  RemoteRecord,
  Turn,
} from '../../src/main/core/ports.ts'
import type { Fault, FaultMatch } from '../../src/main/practice/practice.ts'
import type { RecordKind } from '../../src/shared/domain/change.ts'
import type { Result } from '../../src/shared/domain/result.ts'

export interface RemoteWorld {
  readonly remote: Remote
  /** Keys of its warehouses; the first holds 10 of item `a`. */
  readonly places: readonly [string, string] | readonly [string]
  /** The credentials `remote` uses, and what must therefore never be seen. */
  readonly secrets: readonly string[]
  /** The same server through a remote of its own. */
  connect(credentials: Credentials): Remote
  /** What the server holds, whatever its API says of it. */
  truth(): Truth
  fault(fault: Fault, match?: FaultMatch): void
  /** Requests for data that reached the server's address (not for tokens), and how often each was carried out. */
  arrivals(): readonly { readonly landed: number; readonly write: boolean }[]
  networkOff(): Promise<void>
  networkOn(): Promise<void>
  now(): number
  /** Moves the server's clock. */
  advance(ms: number): void
  close(): Promise<void>
}

export interface Truth {
  readonly items: Readonly<Record<string, TrueItem>>
  readonly warehouses: Readonly<Record<string, { readonly name: string | null }>>
  readonly bundles: Readonly<Record<string, TrueBundle>>
}

export interface TrueItem {
  readonly name: string | null
  readonly price: number | null
  readonly expires: number | null
  readonly stock: Readonly<Record<string, number>>
}

export interface TrueBundle {
  readonly name: string | null
  readonly price: number | null
  readonly components: readonly { readonly sku: string; readonly quantity: number }[]
}

export interface WorldOptions {
  /**
   * Left out: the warehouses of `places`, items `a` ("Item a", price 1, 10 in the first place) and `b` (price 2, no stock),
   * and where there are bundles one called `set`, of two `a`.
   */
  readonly items?: number
  /** Left out: those of the product. */
  readonly answerWithinMs?: number
}

export interface RemoteKind {
  readonly name: string
  readonly capabilities: Capabilities
  /** What items have beside a name. */
  readonly fields: readonly ('price' | 'expires')[]
  /** Whether quantities may have decimals. */
  readonly decimals: boolean
  /** The tick of the time stamps of changes in milliseconds; null: records carry none. */
  readonly tick: number | null
  /** A 401 is met with a new token and one more try. */
  readonly signsInAgain?: boolean
  /** False: a write is answered as a whole, not row by row. */
  readonly answersRows?: boolean
  /** False: a new item comes without figures. */
  readonly firstFigures?: boolean
  /** Left out: a listing is one request. */
  readonly paged?: PagedListing
  start(options?: WorldOptions): Promise<RemoteWorld>
}

/** A listing of items in pages, to be changed behind the reader's back. */
export interface PagedListing {
  /** Starts with so many items, which fill three pages at least. */
  readonly items: number
  /** As another client would: an item that appears, or one that goes. */
  add(world: RemoteWorld, sku: string): void
  remove(world: RemoteWorld, sku: string): void
}

export const never = new AbortController().signal

/** There is no limit to keep to. */
export const noWait: Turn = () => Promise.resolve()

export interface Listing {
  readonly result: Result<ReadSummary, RemoteFailure>
  readonly records: readonly RemoteRecord[]
  readonly groups: readonly number[]
}

export async function list(
  remote: Remote,
  kind: RecordKind,
  filter: ReadFilter = {},
  turn: Turn = noWait,
): Promise<Listing> {
  const records: RemoteRecord[] = []
  const groups: number[] = []
  const take = (rows: readonly RemoteRecord[]): Promise<void> => {
    records.push(...rows)
    groups.push(rows.length)
    return Promise.resolve()
  }
  return { result: await remote.read(kind, filter, take, never, turn), records, groups }
}

export const send = (remote: Remote, batch: Batch, signal: AbortSignal = never) => remote.send(batch, signal, noWait)

export async function acknowledged(remote: Remote, batch: Batch) {
  const sent = await send(remote, batch)
  if (!sent.ok) throw new Error(`${remote.describe(batch)}: ${JSON.stringify(sent.error)}`)
  return sent.value
}

export const failureOf = (result: Result<unknown, RemoteFailure>): RemoteFailure => {
  if (result.ok) throw new Error(`Unexpectedly ok: ${JSON.stringify(result.value)}`)
  return result.error
}
