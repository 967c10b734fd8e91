/** What the core asks of a remote, and what it is told. Each kind of remote in `remotes/` is one of these. */
import type { Result } from '../../shared/domain/result.ts'
import type { RemoteName, RemoteSetting } from '../../shared/contract/connections.ts'
import type { RecordKind } from '../../shared/domain/change.ts'
import type { RemoteFailure } from './remote-failure.ts'
import type { ReadFilter, ReadSummary, RemoteRecord } from './remote-records.ts'
import type { Acknowledgement, Batch, Endpoint } from './remote-writes.ts'

export type Credentials = Readonly<Record<string, string>>

/** What a remote can do. Data, so that screens grey out what is missing instead of failing. */
export interface Capabilities {
  readonly readItems: boolean
  readonly writeItems: boolean
  readonly writeWarehouses: boolean
  readonly bundles: boolean
  /** Receipts, issues and transfers. */
  readonly moveStock: boolean
  /**
   * Movements are told as differences. False: each is written as the figure it leads to, read just before; whoever writes
   * in between is overwritten.
   */
  readonly relativeStock: boolean
  /** Absolute stock writes. */
  readonly setStock: boolean
  /** The first figure of an item in a warehouse has a request of its own, and making an item takes no figures along. */
  readonly ownFirstFigures?: boolean
  /** Stock is stamped row by row: the stamp of an item is that of its newest row, and falls when that row goes. */
  readonly stampsOfRows?: boolean
  readonly rename: boolean
  /** Items have a price. Left out: they do. */
  readonly prices?: boolean
  /** Items have a date of expiry of their own. Left out: they do. */
  readonly expiry?: boolean
  /** Items carry barcodes of their own. */
  readonly codes: boolean
  /** Goods on their way can be announced. */
  readonly announce: boolean
  /** How announced goods may come, in the remote's own words. */
  readonly deliveryOptions?: readonly string[]
  /** Can be asked for what changed since a time. */
  readonly changedSince: boolean
  /** Can be asked for what was created in a range of time, so that a large listing can be read in parts. */
  readonly createdRange: boolean
  /** Requests a minute; the core uses at most 110 of 120, 20 of them reserved (sync.md rule 18). */
  readonly requestsPerMinute: number
  /** False: one record can't be asked for by its key; finding it means reading them all. */
  readonly lookUp?: boolean
  /** How often to look for news without being asked, in seconds, where every look reads everything. Left out: 30. */
  readonly lookEverySeconds?: number
  /** Records in one request at most, where it is fewer than the connection's choice. */
  readonly largestBatch?: Readonly<Partial<Record<Endpoint, number>>>
}

/** What a remote says of its limit: requests used in the window that ends now, by whoever, and how many it allows. */
export interface RemoteLimit {
  readonly used: number
  readonly max: number
}

/** Waits until the limit allows one more request, and counts it. */
export type Turn = () => Promise<void>

/**
 * Looks at the certificate and the clock of a server that is not trusted: one connection that carries no credentials and
 * whose answer is evidence for a sentence, nothing more. Never rejects.
 */
export type LookCloser = (baseUrl: string) => Promise<CloserLook>
export interface CloserLook {
  readonly certificate: {
    readonly validFrom: number
    readonly validTo: number
    readonly issuer: string
    /** Of which hosts it is. */
    readonly names: readonly string[]
  } | null
  /** The server's `Date` in milliseconds. */
  readonly serverDate: number | null
}

/**
 * A connected remote. It never retries and never follows a redirect (sync.md rule 16). A call is one request; where it takes
 * several (a listing in pages, a write that looks first) it takes a `turn` before each after the first. A write is at most
 * one of them, and the last.
 */
export interface Remote {
  readonly capabilities: Capabilities
  /**
   * Reads one listing as a stream: `onRows` gets a few hundred rows at a time and is awaited before the next, so memory
   * stays flat and scans are served in between. Rows given to `onRows` passed the filter that was asked. The result is
   * ok only when the whole body was read and every row passed.
   */
  read(
    kind: RecordKind,
    filter: ReadFilter,
    onRows: (rows: readonly RemoteRecord[]) => Promise<void>,
    signal: AbortSignal,
    turn: Turn,
  ): Promise<Result<ReadSummary, RemoteFailure>>
  /** Sends one batch and waits for its whole answer. */
  send(batch: Batch, signal: AbortSignal, turn: Turn): Promise<Result<Acknowledgement, RemoteFailure>>
  /** What the newest answer said of the limit; null: nothing yet, or it says nothing of it. */
  limit?(): RemoteLimit | null
  /** The method and path of a batch, for the plan: `PATCH /items/inventory/increment`. */
  describe(batch: Pick<Batch, 'endpoint'> & { readonly kind?: RecordKind; readonly first?: true }): string
  /** Canonical text of a batch's body, to be hashed into the journal. */
  body(batch: Batch): string
  /**
   * Announces goods on their way. Not to be repeated without a look: every request is one more delivery. Only where the
   * capabilities say so.
   */
  announce?(delivery: Delivery, signal: AbortSignal, turn: Turn): Promise<Result<AnnouncedDelivery, RemoteFailure>>
  /** Whether a delivery with this token is there. `unsure`: the listing does not show tokens, or was not read whole. */
  findAnnounced?(
    token: string,
    signal: AbortSignal,
    turn: Turn,
  ): Promise<Result<AnnouncedDelivery | 'absent' | 'unsure', RemoteFailure>>
  /** Whether something is booked that was sent with this token of ours. False proves nothing. Left out: it can't be told. */
  findToken?(token: string, signal: AbortSignal, turn: Turn): Promise<Result<boolean, RemoteFailure>>
  /** Where a person says how the remote is read: what comes of one page of each listing. Writes nothing. */
  tryOut?(signal: AbortSignal, turn: Turn): Promise<Result<readonly TriedPart[], RemoteFailure>>
  close(): Promise<void>
}

export interface Delivery {
  /** Ours; it comes back in the remote's listing. */
  readonly token: string
  readonly warehouseID: string
  /** `YYYY-MM-DD` */
  readonly arrivesOn: string
  /** One of the capabilities' `deliveryOptions`. */
  readonly option: string
  readonly trackingCode: string | null
  readonly orderNumber: string | null
  readonly supplier: string | null
  readonly lines: readonly { readonly sku: string; readonly serverID?: string; readonly quantity: number }[]
}
export interface AnnouncedDelivery {
  /** What the remote calls it. */
  readonly id: string
}

/** One listing of a mapping, tried. */
export interface TriedPart {
  readonly part: 'items' | 'locations' | 'stock' | 'adjustments'
  readonly ok: boolean
  readonly problem: string | null
  /** Rows on the page. */
  readonly found: number
  /** The first rows as they were understood. */
  readonly rows: readonly (readonly { readonly name: string; readonly value: string }[])[]
  /** Fields that no row has. */
  readonly missing: readonly string[]
}

export interface RemoteSettings {
  readonly remote: string
  readonly baseUrl: string
  readonly credentials: Credentials
  /** What a person chose where the remote's documents leave it open, by name; the rest has its default. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A kind of remote, as data for the forms of the screens. */
export interface RemoteDescription {
  readonly remote: RemoteName
  /** As people know it. */
  readonly title: string
  readonly defaultBaseUrl: string
  readonly capabilities: Capabilities
  /** In the order in which to ask for them. */
  readonly credentials: readonly {
    readonly name: string
    readonly secret: boolean
    /** Given instead of all the others. */
    readonly alternative?: boolean
  }[]
  readonly settings: readonly RemoteSetting[]
  /** Which listing proves a connection with one request. Left out: that of the warehouses. */
  readonly probe?: 'item'
  /** A version of the same service that does more, and where its address differs: a test says when it answers, too. */
  readonly better?: { readonly remote: RemoteName; readonly from: string; readonly to: string }
}

/** Makes a remote from its settings; fails with a sentence when they don't fit. */
export type OpenRemote = (settings: RemoteSettings) => Result<Remote, string>
