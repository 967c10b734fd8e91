import type { RecordKind } from '../../../shared/domain/change.ts'
import type { ReadSummary } from '../ports.ts'
import type { Store } from '../store/open-store.ts'
import { readSyncState, writeSyncState, type Learnt, type SyncState } from '../store/sync-state.ts'
import type { Writer } from '../store/database.ts'
import type { Range } from './partition.ts'

/** What the engine of one connection remembers: the part that outlives a restart, and what only this run needs. */
export class Memory {
  readonly #store: Store
  readonly #connection: number
  #state: SyncState
  #saved: string
  /**
   * The newest answer's `Date`: D of a certificate. The latest, not the largest: a remote whose clock was turned back
   * would stamp our write as older than the largest. Without a `Date` header, the largest stamp seen.
   */
  newestDate: number | null = null
  /** Monotonic start of the last read of what changed, per kind. */
  readonly readAt = new Map<RecordKind, number>()
  /** Monotonic start of the last read of everything, per kind: where stamps don't move with stock, only that shows figures. */
  readonly wholeReadAt = new Map<RecordKind, number>()
  /** How often in a row the remote ignored the filter by time, per kind. */
  readonly ignoredFilters = new Map<RecordKind, number>()
  /** Monotonic end of our last write per record. */
  readonly wroteAt = new Map<number, number>()
  /** The cells of that write, where they were written as figures. */
  readonly wroteCells = new Map<number, ReadonlySet<number>>()
  readonly lost = new Map<string, LostRequest>()
  /** Monotonic: since when this run knows of an announcement that its answer is lost. */
  readonly lostAnnouncements = new Map<string, number>()
  /** The newest announcement that had its turn. */
  newestAnnouncement = ''
  /** Warehouses that the newest whole listing lacked, and that are kept because stock names them. */
  readonly namedByStock = new Set<number>()
  /** Records that a whole listing lacked, and that nothing has confirmed since while they are marked; monotonic. */
  readonly suspectSince = new Map<number, number>()
  /** Records that a whole listing showed with an older stamp than is known; monotonic. */
  readonly olderSince = new Map<number, number>()
  /** Changes that had their turn in this cycle and came back unsent. */
  readonly spent = new Set<number>()
  /** Changes that had their turn in this cycle and could not be said, for whatever reason. */
  readonly unsaid = new Set<number>()
  /** Those of them that could not because two records are thought to bear one key. */
  readonly disputed = new Set<number>()
  /** Cells without a figure where an increment was refused: what is to be added is set there (`item warehouse`). */
  readonly setFirst = new Set<string>()
  /** Records that the reading before the next sending did not find. */
  readonly absent = new Set<number>()
  /** Records of which a figure was refused, and is said once more. */
  readonly refusedOnce = new Set<number>()
  /** Records of which the log said already that a field was left out. */
  readonly malformed = new Set<string>()
  /** A large reading of everything that goes on part by part. */
  sweep: Sweep | null = null
  swept = false
  sweptAt: number | null = null
  lastPullAt: number | null

  constructor(store: Store, connection: number) {
    this.#store = store
    this.#connection = connection
    this.#state = readSyncState(store.reader, connection)
    this.#saved = JSON.stringify(this.#state)
    this.lastPullAt = this.#state.lastPullAt
  }

  get state(): SyncState {
    return this.#state
  }

  get learnt(): Learnt {
    return this.#state.learnt
  }

  change(changes: Partial<SyncState>): void {
    this.#state = { ...this.#state, ...changes }
  }

  learn(learnt: Learnt): void {
    if (learnt !== this.#state.learnt) this.change({ learnt })
  }

  noteDate(date: number | null, newestStamp: number | null): void {
    if (date !== null) this.newestDate = date
    else if (newestStamp !== null) this.newestDate = Math.max(this.newestDate ?? 0, newestStamp)
  }

  /** Saves along with something that is written anyway. */
  saveWith(writer: Writer): void {
    this.#state = { ...this.#state, lastPullAt: this.lastPullAt }
    writeSyncState(writer, this.#connection, this.#state)
    this.#saved = JSON.stringify(this.#state)
  }

  /** Saves if something is worth a write of its own: the time of a pull that brought nothing is not (invariant I13). */
  save(): void {
    if (JSON.stringify(this.#state) !== this.#saved) this.#store.write((writer) => this.saveWith(writer))
  }
}

/** A request whose answer is lost, as far as this run has watched it. */
export interface LostRequest {
  /** Monotonic: when its socket was destroyed, or when this run first heard of it. */
  readonly since: number
  /** A complete answer below 500 came: the remote has finished with it. */
  readonly complete: boolean
  /** Monotonic time of the last read made for it. */
  readAt: number | null
  /** Monotonic end of the first of the reads that did not find the record of an attempt, by the attempt's id. */
  readonly missing: Map<number, number>
}

/**
 * One reading of everything of a kind, in one request or, where that would be too large or is known to be cut, in parts
 * (sync.md §4). A part is taken up only when it was read whole, so a sweep may be interrupted between any two of them.
 */
export interface Sweep {
  readonly kind: RecordKind
  /** What was known before the first request: later arrivals are no business of its key diff (rule 23). */
  readonly known: readonly Known[]
  /** uids that some part showed. */
  readonly met: Set<number>
  /** Still to be read, in order. */
  readonly left: Range[]
  changed: number
  rows: number
  bytes: number
  /** False: a part was cut, and nothing could be done about it. What was not met then means nothing. */
  complete: boolean
  /** The remote's time at the first request, and the newest stamp of all parts: what the cursor may advance to. */
  summary: ReadSummary | null
  /** Start of the first request, on the steady clock. */
  startedAt: number | null
}

export interface Known {
  readonly uid: number
  readonly key: string
}
