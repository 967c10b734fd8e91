/**
 * What the core asks of the world. Everything that is not a decision comes in through here: time, ids, network,
 * secrets, files, the log. A simulator hands in its own; the shells hand in the real ones. Imports the domain only.
 */
import type { Result } from '../../shared/domain/result.ts'
import type { RemoteName, RemoteSetting } from '../../shared/contract/connections.ts'
import type { RecordKind } from '../../shared/domain/change.ts'

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
export type Credentials = Readonly<Record<string, string>>

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
}
export interface JournalEntry {
  readonly requestID: string
  readonly changeIDs: readonly number[]
  readonly bodyHash: string
  /** Local clock, for people only. */
  readonly at: number
}

// ---------------------------------------------------------------------------------------------------------- remotes

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

/** A component of a bundle, by the item's SKU. */
export interface Component {
  readonly sku: string
  readonly quantity: number
}

/**
 * A record as the remote tells it. `undefined` means "not said"; `null` means "said to be empty".
 * Times are milliseconds of the remote's clock; `expires` is unix seconds.
 */
export interface RemoteRecord {
  readonly kind: RecordKind
  /** SKU or warehouseID. */
  readonly key: string
  readonly serverID?: string
  readonly name?: string | null
  readonly price?: number | null
  readonly expires?: number | null
  readonly components?: readonly Component[]
  readonly createdAt?: number
  readonly updatedAt?: number
  /** Figures per warehouseID. Missing: not said. A warehouse missing from it: no figure there. */
  readonly stock?: ReadonlyMap<string, number>
  /** Barcodes that the remote keeps of an item. */
  readonly codes?: readonly string[]
  /** Lots that the remote keeps of an item, first to expire first. */
  readonly lots?: readonly RemoteLot[]
  /** What else the remote says of an item, by its own names. */
  readonly attributes?: readonly RemoteAttribute[]
  /** The remote's names of fields that were there and could not be understood; they count as not said. */
  readonly malformed?: readonly string[]
}

/** Pieces of an item in one warehouse that belong together. `expires` is a date: `2027-03-31`. */
export interface RemoteLot {
  readonly name: string
  readonly expires: string | null
  readonly warehouseID: string
  readonly quantity: number
}

export interface RemoteAttribute {
  readonly name: string
  readonly value: string
}

export interface ReadFilter {
  /** Inclusive, milliseconds of the remote's clock. */
  readonly updatedFrom?: number
  readonly key?: string
  /** Inclusive lower and exclusive upper bound, to partition a large listing. */
  readonly createdFrom?: number
  readonly createdBefore?: number
}

/** What is known after a listing was read whole. */
export interface ReadSummary {
  readonly rows: number
  readonly bytes: number
  /** The remote's `Date` of the answer, or null. */
  readonly serverDate: number | null
  /** Largest `updatedAt` of the rows, or null. */
  readonly newest: number | null
  /** The tick of the remote's time stamps: 1000 for whole seconds, 1 for milliseconds, null when nothing was seen. */
  readonly tick: number | null
  /** False: the listing changed while its pages were read, so what is missing from it may still be there. */
  readonly whole?: boolean
}

/** What a remote says of its limit: requests used in the window that ends now, by whoever, and how many it allows. */
export interface RemoteLimit {
  readonly used: number
  readonly max: number
}

/** Waits until the limit allows one more request, and counts it. */
export type Turn = () => Promise<void>

/** One request's worth of one kind of write. Every record of a delta batch is of a different item (sync.md §3). */
export type Batch = Rows & {
  /** Ours for this one request: where a remote keeps a text with what it books, it can be told again by it. */
  readonly token?: string
}

type Rows =
  | { readonly endpoint: 'create'; readonly kind: RecordKind; readonly rows: readonly CreateRow[] }
  | { readonly endpoint: 'update'; readonly kind: RecordKind; readonly rows: readonly UpdateRow[] }
  | { readonly endpoint: 'delete'; readonly kind: RecordKind; readonly rows: readonly DeleteRow[] }
  | { readonly endpoint: 'increment' | 'decrement'; readonly rows: readonly DeltaRow[] }
  | { readonly endpoint: 'transfer'; readonly rows: readonly TransferRow[] }
  | { readonly endpoint: 'setStock'; readonly rows: readonly DeltaRow[]; readonly first?: true }

export type Endpoint = Batch['endpoint']

export interface RecordFields {
  readonly name?: string | null
  readonly price?: number | null
  readonly expires?: number | null
  readonly components?: readonly Component[]
}
export interface CreateRow {
  readonly key: string
  readonly fields: RecordFields
  /** First figures of a new item. */
  readonly stock?: readonly { readonly warehouseID: string; readonly quantity: number }[]
}
/** What the remote itself calls the record, where it has said so. */
interface Identified {
  readonly serverID?: string
}
export interface DeleteRow extends Identified {
  readonly key: string
}
export interface UpdateRow extends Identified {
  readonly key: string
  readonly newKey?: string
  readonly fields: RecordFields
}
/**
 * `quantity` is positive for increment and decrement, and the figure itself for setStock; of `first` ones there is none at
 * the remote yet, and one that is there refuses them.
 */
export interface DeltaRow extends Identified {
  readonly sku: string
  readonly warehouseID: string
  readonly quantity: number
}
export interface TransferRow extends Identified {
  readonly sku: string
  readonly from: string
  readonly to: string
  readonly quantity: number
}

/** A figure that an acknowledgement names without saying the whole item (a transfer's answer may do that). */
export interface RemoteCell {
  readonly sku: string
  readonly warehouseID: string
  readonly quantity: number
}

/** A 2xx with a JSON array. Matching by key to what was sent is the core's work. */
export interface Acknowledgement {
  readonly records: readonly RemoteRecord[]
  readonly cells: readonly RemoteCell[]
  /** Keys named by a delete's answer. */
  readonly keys: readonly string[]
  readonly serverDate: number | null
  readonly status: number
}

/**
 * Every way a request can fail, for all remotes (sync.md rule 15). `text` is what the remote said, shortened, for people.
 * - notSent: not a byte reached the remote. `cause` says why, for a sentence.
 * - rateLimited: 429; definitely not carried out.
 * - unauthorized: 401 or 403.
 * - refused: a 4xx with a JSON (or plain text API) body: definite for a single record, uncertain for an array.
 * - tooLarge: 413.
 * - redirected: 3xx, or a page that is not this API (captive portal) to a read.
 * - uncertain: anything else. `complete` says whether a complete answer below 500 was received, so that the remote has finished.
 */
export type RemoteFailure =
  | {
      readonly kind: 'notSent'
      readonly cause: 'network' | 'certificate' | 'proxy' | 'aborted' | 'credentials'
      readonly text: string
      /** What exactly, where it is known. For sentences; decides nothing. */
      readonly trouble?: WayTrouble
    }
  | { readonly kind: 'rateLimited'; readonly retryAfter: number | null; readonly text: string }
  | {
      readonly kind: 'unauthorized'
      readonly status: number
      readonly text: string
      /** The remote's `Date`: tokens fail where clocks differ. */
      readonly serverDate?: number | null
    }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly text: string
      /** How the refusal is worded: an object in `error`, an object, or a plain text. */
      readonly shape?: 'nested' | 'flat' | 'text'
    }
  | { readonly kind: 'tooLarge'; readonly text: string }
  | {
      readonly kind: 'redirected'
      readonly status: number
      readonly text: string
      /** The host that a 3xx leads to. */
      readonly leadsTo?: string
    }
  | {
      readonly kind: 'uncertain'
      readonly cause: 'timeout' | 'reset' | 'serverError' | 'badBody' | 'filterIgnored'
      readonly status: number | null
      readonly complete: boolean
      readonly text: string
    }

/** What stands in the way to a remote: found by the system's own error codes, the certificate and the proxy's answer. */
export type WayTrouble =
  | 'nameNotFound'
  | 'noNameService'
  | 'nobodyListens'
  | 'noRoute'
  | 'tooSlow'
  | 'notEncrypted'
  | 'expired'
  | 'notYetValid'
  | 'unknownIssuer'
  | 'otherHost'
  | 'proxyUnreachable'
  | 'proxySignIn'
  | 'proxyRefused'

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
