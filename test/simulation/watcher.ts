/**
 * Holds the promises of sync.md §5I against one device after every step, each by its own reading of the tables. Only what
 * a step has written is read again; after a restart and at the end, everything is.
 */
import { broken, Books, type ChangeRow } from './invariants/facts.ts'
import { checkClosure } from './invariants/closure.ts'
import { checkRemoval, Removals } from './invariants/deletion.ts'
import { checkEnding } from './invariants/endings.ts'
import { checkTruth, isMovement, wasInferred, type Excuse } from './invariants/exactly-once.ts'
import { checkExclusive } from './invariants/exclusive.ts'
import { Sight } from './invariants/sight.ts'
import { checkSole } from './invariants/sole.ts'
import { checkView, type RecordRow } from './invariants/view-law.ts'
import type { Device } from './device.ts'
import type { Ledger, Truth } from './ledger.ts'

export class Watcher {
  readonly books = new Books()
  readonly sight = new Sight()
  readonly #excused = new Map<number, Excuse>()
  /** Given up as far as an older copy knows, and sent since. */
  readonly #forgotten = new Set<number>()
  /** People said that many records are really gone. */
  consented = false
  readonly #removals = new Removals()
  readonly #device: Device
  readonly #ledger: Ledger
  readonly #alone: boolean
  #records = new Map<number, RecordRow>()
  #incarnation = -1

  /** `alone`: nobody else writes, so whoever said so was right. */
  constructor(device: Device, ledger: Ledger, alone: boolean) {
    this.#device = device
    this.#ledger = ledger
    this.#alone = alone
  }

  excuse(changeID: number, excuse: Excuse): void {
    if (this.#excused.get(changeID) !== 'all') this.#excused.set(changeID, excuse)
  }

  check(): void {
    const device = this.#device
    if (device.isDead()) return
    if (device.incarnation !== this.#incarnation) {
      this.checkAll()
      return
    }
    const { touched, inTransaction } = device.disk
    const moved = this.#ledger.takeMoved(device)
    if (touched.changes.size + touched.records.size + moved.size === 0) return
    if (inTransaction) broken('I16', device, 'a transaction is left open')
    const uids = new Set(touched.records)
    for (const id of new Set([...touched.changes, ...moved])) {
      const is = this.books.readOne(device, id)
      this.#checkChange(this.books.changes.get(id), is)
      if (is) uids.add(is.uid)
    }
    for (const uid of uids) this.#checkRecord(uid)
    this.#checkSole()
    touched.changes.clear()
    touched.records.clear()
  }

  checkAll(): void {
    const device = this.#device
    this.#incarnation = device.incarnation
    device.disk.touched.changes.clear()
    device.disk.touched.records.clear()
    this.#ledger.takeMoved(device)
    const { integrity_check: integrity } = device.row<{ integrity_check: string }>('PRAGMA integrity_check') ?? {}
    if (integrity !== 'ok') broken('I16', device, `the database is damaged: ${String(integrity)}`)
    const now = new Map(this.books.readAll(device).map((row) => [row.id, row]))
    for (const id of new Set([...this.books.changes.keys(), ...now.keys()]))
      this.#checkChange(this.books.changes.get(id), now.get(id))
    for (const { uid } of device.rows<{ uid: number }>('SELECT uid FROM records')) this.#checkRecord(uid)
  }

  #checkChange(was: ChangeRow | undefined, is: ChangeRow | undefined): void {
    const device = this.#device
    checkClosure(device, was, is)
    if (is === undefined) return
    checkEnding(device, was, is)
    this.sight.note(device, was, is)
    if (isMovement(is)) checkTruth(device, is, this.#ledger.truth(device, is.id), () => this.#excuseOf(is))
    this.books.keep(is)
  }

  #checkSole(): void {
    const { contradictions } = this.#ledger
    const { name } = this.#device
    contradictions.set(name, checkSole(this.#device, contradictions.get(name) ?? []))
  }

  /** What became of a movement; null where nothing can be asked of the engine for it. */
  truthOf(changeID: number): Truth | null {
    const change = this.books.changes.get(changeID)
    if (change === undefined || this.#excuseOf(change) !== 'none') return null
    return this.#ledger.truth(this.#device, changeID)
  }

  #excuseOf({ id, kind, state }: ChangeRow): Excuse {
    if (this.#ledger.isClouded(this.#device, id) || (!this.#alone && wasInferred(this.#device, id))) return 'all'
    const excused =
      this.#excused.get(id) ?? (this.#ledger.contention.isContested(this.#device.name, id) ? 'overwritten' : undefined)
    if (state === 'discarded' && this.#forgotten.has(id)) return 'end'
    // A difference that a fresh figure has made nothing of is over without anything having been carried out.
    return excused ?? (kind === 'stock-set' ? 'end' : 'none')
  }

  #checkRecord(uid: number): void {
    const device = this.#device
    const is = device.row<RecordRow>('SELECT * FROM records WHERE uid = ?', uid)
    if (is === undefined) return
    const open = this.books.openOf(uid)
    checkExclusive(device, uid, open)
    checkView(device, is, open)
    const was = this.#records.get(uid)
    if (was !== undefined && was.base_key !== null && is.base_key === null) {
      checkRemoval(device, was, this.#ledger.presence)
      if (!this.consented) this.#removals.note(device, uid, this.#ledger.now)
    }
    this.#records.set(uid, is)
  }

  describeOpen(): string {
    return this.books.open
      .map((change) => {
        const record = this.#records.get(change.uid)
        const { kind, key, base_key, server_id } = record ?? {}
        return `${JSON.stringify(change)} of ${JSON.stringify({ kind, key, base_key, server_id })}`
      })
      .join('\n')
  }

  /** Changes nobody remembers any more, because the disk lied: forgotten here too. An id may be given again. */
  forgive(): void {
    const left = new Map(this.books.readAll(this.#device).map(({ id, at }) => [id, at]))
    const gone = [...this.books.changes.values()].filter(({ id, at }) => left.get(id) !== at).map(({ id }) => id)
    this.#ledger.forget(this.#device, gone)
    for (const id of gone) {
      this.books.forget(id)
      this.sight.forget(id)
      this.#excused.delete(id)
      this.#forgotten.delete(id)
    }
    // What is left may be older than what was seen: a state that was over may be open again.
    for (const row of this.books.readAll(this.#device)) {
      // Taken up again and sent, of which the copy knows nothing.
      const wasSent = row.state === 'discarded' && this.#ledger.truth(this.#device, row.id).times > 0
      if (wasSent) this.#forgotten.add(row.id)
      this.books.keep(row)
    }
    this.#records = new Map()
  }
}
