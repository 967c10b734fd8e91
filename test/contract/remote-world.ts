/** What the contract suite for remotes needs of a remote under test and of the practice server behind it. */
import type {
  Batch,
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
  /** The credentials `remote` uses, and what must therefore never be seen. */
  readonly secrets: readonly string[]
  /** The same server through a remote of its own. */
  connect(credentials: Credentials): Remote
  /** What the server holds, whatever its API says of it. */
  truth(): Truth
  fault(fault: Fault, match?: FaultMatch): void
  /** Requests that reached the server's address, and how often each was carried out. */
  arrivals(): readonly { readonly landed: number }[]
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
  /** Left out: two warehouses `w-SF` and `w-NY`, items `a` (10 in w-SF) and `b` (none), a bundle `set` of two `a`. */
  readonly items?: number
  /** Left out: those of the product. */
  readonly answerWithinMs?: number
}

export interface RemoteKind {
  readonly name: string
  start(options?: WorldOptions): Promise<RemoteWorld>
}

export const never = new AbortController().signal

/** There is no limit to keep to. */
export const noWait: Turn = () => Promise.resolve()

export interface Listing {
  readonly result: Result<ReadSummary, RemoteFailure>
  readonly records: readonly RemoteRecord[]
  readonly groups: readonly number[]
}

export async function list(remote: Remote, kind: RecordKind, filter: ReadFilter = {}): Promise<Listing> {
  const records: RemoteRecord[] = []
  const groups: number[] = []
  const take = (rows: readonly RemoteRecord[]): Promise<void> => {
    records.push(...rows)
    groups.push(rows.length)
    return Promise.resolve()
  }
  return { result: await remote.read(kind, filter, take, never, noWait), records, groups }
}

export async function acknowledged(remote: Remote, batch: Batch) {
  const sent = await remote.send(batch, never)
  if (!sent.ok) throw new Error(`${remote.describe(batch)}: ${JSON.stringify(sent.error)}`)
  return sent.value
}

export const failureOf = (result: Result<unknown, RemoteFailure>): RemoteFailure => {
  if (result.ok) throw new Error(`Unexpectedly ok: ${JSON.stringify(result.value)}`)
  return result.error
}
