import { generateItems, seededRandom } from '../../src/main/practice/practice.ts'

/**
 * The same work for everybody: a warehouse's items with a figure for each place, edits of one figure each, and a remote that
 * changed the same items meanwhile. Each product runs in a process of its own, so that its memory is its own.
 */
export interface Peer {
  /** What a write that was answered survives. */
  readonly durable: string
  /** What is to be known when its figures are compared with others'. */
  readonly notes: readonly string[]
  /** Everything the remote has, into empty tables, with what the searches below need. */
  firstCopy(): Promise<void>
  /** One scan, answered when it is kept. */
  scan(number: number, sku: string): Promise<void>
  /** One more piece of each of these in `editedPlace`, all in one transaction, kept to be sent. */
  editMany(skus: readonly string[]): Promise<void>
  /** What others do at the remote before `pullOver`, where there is a remote; not measured. */
  beforePull?(count: number): Promise<void>
  /** Takes what the remote changed in the first `count` items while their edits wait; or says why it can't. */
  readonly pullOver: { readonly noSuchNotion: string } | ((count: number) => Promise<void>)
  /** What is kept of an item now, to see that the work was done. */
  read(sku: string): Promise<{ readonly name: string; readonly quantity: number }>
  /** How many of the first 50 items have this in their name. */
  search(part: string): Promise<number>
  /** How many items there are in a page of 50, sorted by name. */
  page(offset: number): Promise<number>
  close(): Promise<void>
}

export type OpenPeer = (directory: string, items: number) => Promise<Peer>

/** The place whose figure is edited, and by how much each side changes it. */
export const editedPlace = 'w-LEJ2'
export const remoteAdds = 5

export interface PeerItem {
  readonly sku: string
  readonly name: string
  readonly price: number
  readonly expires: number | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly stock: Readonly<Record<string, number>>
}

const now = Date.UTC(2026, 0, 15)

/** What the remote has, in the order of SKUs. */
export function* remoteItems(count: number): Generator<PeerItem> {
  for (const { stock, ...item } of generateItems(count, seededRandom(count), now))
    yield { ...item, stock: Object.fromEntries(stock) }
}

/** The first `count` of them. */
export function* firstItems(items: number, count: number): Generator<PeerItem> {
  let left = count
  for (const item of remoteItems(items)) {
    if (left-- === 0) return
    yield item
  }
}

/** The same after somebody else renamed the first `count` and received goods. */
export function* remoteNews(items: number, count: number): Generator<PeerItem> {
  for (const item of firstItems(items, count)) {
    const quantity = (item.stock[editedPlace] ?? 0) + remoteAdds
    yield { ...item, name: renamed(item.name), updatedAt: now, stock: { ...item.stock, [editedPlace]: quantity } }
  }
}

export const renamed = (name: string): string => `${name}, new`

export function* inBatches<T>(values: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = []
  for (const value of values) {
    batch.push(value)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
