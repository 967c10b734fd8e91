/**
 * The truth: what really reached the remote, change by change. The engine never sees it; it is held against what the
 * engine believes. Knows requests by their attempts, which it finds in the device's database.
 */
import type { HakoModel } from '../../src/main/practice/practice.ts'
import { add, equal, negate } from '../../src/shared/domain/quantity.ts'
import type { Contradiction } from './invariants/sole.ts'
import { Presence } from './presence.ts'
import { Violation } from './story.ts'
import { Contention } from './contention.ts'
import { keysOf, rowsOf, type Cell, type WireRow, type Wire } from './wire-rows.ts'

/** A device as the ledger knows it. */
export interface Sender {
  readonly name: string
}

/** The same as the device's own books know it. */
export interface Leaving {
  readonly requestID: string
  readonly rows: readonly LeavingRow[]
}

export interface LeavingRow {
  readonly changeIDs: readonly number[]
  /** What the row does to stock, movements that go as figures told as movements. */
  readonly cells: readonly Cell[]
  /** The figure that the device believes each cell to have, in the order of the row's cells; null: none. */
  readonly believed: readonly (number | null)[]
}

/** One request on its way, with the changes behind each of its rows. */
export interface Sending {
  readonly device: Sender
  readonly requestID: string
  readonly leftAt: number
  readonly endpoint: string
  readonly creates: boolean
  readonly rows: readonly SendingRow[]
  landings: number
}

interface SendingRow {
  /** When the device had read the stock that the row was computed from. */
  readonly readAt: number
  /** Until the device forgets them. */
  changeIDs: readonly number[]
  readonly believed: readonly (number | null)[]
  /** Keys that an absolute row is about. */
  readonly keys: readonly string[]
  readonly cells: readonly Cell[]
}

interface Landing {
  readonly requestID: string
  readonly at: number
  /** One leg of a transfer only. */
  readonly half: boolean
}

/** What became of a movement in truth. */
export interface Truth {
  /** Different requests that carried it out. */
  readonly times: number
  readonly half: boolean
}

export class Ledger {
  readonly presence: Presence
  readonly contention: Contention
  /** Per device: cells in which its movement met another figure than it believed. */
  readonly contradictions = new Map<string, Contradiction[]>()
  readonly #model: HakoModel
  readonly #now: () => number
  /** Per device: changes for which an assumption of the protocol was broken (sync.md §2), by the network or the remote. */
  readonly #clouded = new Map<string, Set<number>>()
  /** Effective landings per device and change, of relative requests. */
  readonly #effects = new Map<string, Map<number, Landing[]>>()
  /** Changes of absolute requests that made a difference when they landed. */
  readonly #goals = new Map<string, Set<number>>()
  readonly #open = new Set<Sending>()
  readonly #seen = new Set<string>()
  /** Changes whose truth has moved since somebody asked. */
  readonly #moved = new Map<string, Set<number>>()
  /** How old the reading may be that a movement was turned into a figure by, in milliseconds. */
  freshFigures = Number.POSITIVE_INFINITY
  /** Looks at a request before it leaves: the invariants of sending. */
  inspect: (device: Sender, request: Wire, rows: readonly WireRow[]) => Leaving = () => {
    throw new Error('Nobody inspects')
  }

  constructor(model: HakoModel, now: () => number) {
    this.#model = model
    this.#now = now
    this.presence = new Presence(model, now)
    this.contention = new Contention(now)
  }

  /** Virtual time. */
  get now(): number {
    return this.#now()
  }

  /** Whether anything of anybody's may still land. */
  get quiet(): boolean {
    return this.#open.size === 0
  }

  /** Called when a write is about to leave the device. */
  begin(device: Sender, request: Wire): Sending {
    const rows = rowsOf(request)
    const leaving = this.inspect(device, request, rows)
    const sending: Sending = {
      device,
      requestID: leaving.requestID,
      leftAt: this.#now(),
      endpoint: request.path,
      creates: request.method === 'POST' && !movesStock(request.path),
      rows: rows.map((row, place) => ({
        changeIDs: leaving.rows[place]?.changeIDs ?? [],
        believed: leaving.rows[place]?.believed ?? [],
        keys: keysOf(row),
        readAt: this.contention.readAt(device.name, String(row['sku'])),
        cells: leaving.rows[place]?.cells ?? [],
      })),
      landings: 0,
    }
    if (request.path === 'inventory')
      for (const { changeIDs, cells } of sending.rows) this.contention.take(device.name, changeIDs, cells)
    for (const row of sending.rows)
      if (row.cells.some((cell) => cell.by !== null) && this.#now() - row.readAt > this.freshFigures)
        throw new Violation(
          'I2',
          `${device.name} writes figures that it computed from a reading of ${String(row.readAt)}`,
        )
    if (this.#seen.has(leaving.requestID))
      throw new Violation('I5', `request ${leaving.requestID} leaves a second time`)
    this.#seen.add(leaving.requestID)
    this.#open.add(sending)
    return sending
  }

  /** Carries out what lands and notes which rows of it moved stock. */
  land<T>(sending: Sending, effect: () => T): T {
    const before = this.#figures(sending)
    const said = this.#records(sending)
    const records = this.presence.count()
    const result = effect()
    this.#noteGoals(sending, said, this.#records(sending))
    if (!movesStock(sending.endpoint)) this.presence.note()
    if (!sending.creates && this.presence.count() > records)
      throw new Violation('I10', `a change of ${sending.endpoint} made a record at the remote`)
    sending.landings += 1
    const after = this.#figures(sending)
    for (const [place, row] of sending.rows.entries())
      if (sending.endpoint === 'inventory')
        this.#noteFigures(sending, row, before[place] ?? [], after[place] ?? [], wasTaken(result))
      else this.#noteRow(sending, row, before[place] ?? [], after[place] ?? [])
    return result
  }

  /** Somebody else's act. */
  others<T>(effect: () => T): T {
    const before = this.#stock()
    const result = effect()
    this.presence.note()
    const after = this.#stock()
    const names = [...new Set([...before.keys(), ...after.keys()])]
    const written = names.filter((name) => before.get(name)?.stamp !== after.get(name)?.stamp)
    this.contention.write(
      'others',
      written.flatMap((name) => before.get(name)?.cell ?? after.get(name)?.cell ?? []),
    )
    return result
  }

  #stock() {
    const rows = this.#model.tables.stock.page({}, 0, Number.MAX_SAFE_INTEGER)
    return new Map(
      rows.map(({ id, sku, warehouseID, quantity, updatedAt }) => [
        `${sku}\n${warehouseID}`,
        { cell: { sku, warehouseID }, stamp: `${String(id)} ${String(quantity)} ${String(updatedAt)}` },
      ]),
    )
  }

  /**
   * Figures that were written: every one that stands as it was sent and moved, or was taken. One that was computed from
   * another figure than it met has overwritten somebody: that may only be who wrote after the device had read.
   */
  #noteFigures(
    sending: Sending,
    row: SendingRow,
    before: readonly Figure[],
    after: readonly Figure[],
    taken: boolean,
  ): void {
    const { cells, believed } = row
    const landed = cells.filter((cell, index) => after[index] === cell.to && (taken || before[index] !== after[index]))
    if (landed.length === 0) return
    const { device } = sending
    for (const [index, cell] of cells.entries()) {
      const blind = landed.includes(cell) && cell.by !== null && (before[index] ?? 0) !== (believed[index] ?? 0)
      const late = sending.landings > 1 || this.#now() - sending.leftAt > settleMs
      if (blind && !late && !this.contention.wasWrittenSince(device.name, cell, row.readAt))
        throw new Violation(
          'I2',
          `${device.name} writes ${String(cell.to)} for ${cell.sku} in ${cell.warehouseID} over ${String(before[index])}, which it could have read`,
        )
    }
    this.contention.write(device.name, landed)
    const half = landed.length < cells.length
    const isMovement = cells.every((cell) => cell.by !== null)
    this.#note(sending, row, isMovement ? { requestID: sending.requestID, half } : { requestID: 'set', half: false })
  }

  #noteRow(sending: Sending, row: SendingRow, before: readonly Figure[], after: readonly Figure[]): void {
    const { cells } = row
    if (cells.length === 0) return
    if (cells.every((cell, index) => cell.by === null && after[index] === cell.to)) {
      this.#note(sending, row, { requestID: 'set', half: false })
      return
    }
    if (cells.some((cell) => cell.by === null)) return
    const moved = cells.map((_cell, index) => add(after[index] ?? 0, negate(before[index] ?? 0)))
    if (moved.every((by) => by === 0)) return
    // The answer is that of the first landing; a second delivery is told to nobody.
    const isTold = this.#model.switches().inventoriesShown === 'always' && sending.landings === 1
    for (const [index, { warehouseID }] of cells.entries())
      if (isTold && (before[index] ?? 0) !== (row.believed[index] ?? 0))
        getOrMake(this.contradictions, sending.device.name, () => []).push({
          requestID: sending.requestID,
          warehouseID,
        })
    const whole = cells.every((cell, index) => equal(moved[index] ?? 0, cell.by ?? 0))
    const half = cells.length === 2 && equal(moved[0] ?? 0, cells[0]?.by ?? 0) && moved[1] === 0
    if (!whole && !half) throw new Error(`The model moved ${moved.join(',')} for ${JSON.stringify(cells)}`)
    this.#note(sending, row, { requestID: sending.requestID, half })
  }

  #note({ device, landings, leftAt }: Sending, row: SendingRow, landing: Omit<Landing, 'at'>): void {
    const effects = getOrMake(this.#effects, device.name, () => new Map<number, Landing[]>())
    const moved = getOrMake(this.#moved, device.name, () => new Set<number>())
    for (const id of row.changeIDs) {
      effects.set(id, [...(effects.get(id) ?? []), { ...landing, at: this.#now() }])
      moved.add(id)
      // Delivered twice by the network, or past SETTLE: nobody looks for it any more.
      if (landings > 1 || this.#now() - leftAt > settleMs) this.#cloud(device, id)
    }
  }

  #cloud(device: Sender, changeID: number): void {
    getOrMake(this.#clouded, device.name, () => new Set<number>()).add(changeID)
  }

  /** Whether nothing can be asked of the engine for this change, because the world did not keep to its part. */
  isClouded(device: Sender, changeID: number): boolean {
    return this.#clouded.get(device.name)?.has(changeID) ?? false
  }

  /** A read shows the device how things stood so long ago: what landed since is hidden from it. */
  noteStaleRead(device: Sender, staleByMs: number): void {
    for (const [id, landings] of this.#effects.get(device.name) ?? [])
      if (landings.some((landing) => landing.at > this.#now() - staleByMs)) this.#cloud(device, id)
  }

  #figures({ rows }: Sending): Figure[][] {
    const { stock } = this.#model.tables
    return rows.map((row) => row.cells.map((cell) => stock.find(cell.sku, cell.warehouseID)?.quantity))
  }

  #records({ endpoint, rows }: Sending): string[] {
    if (movesStock(endpoint)) return []
    const table = endpoint.startsWith('warehouses')
      ? 'warehouses'
      : endpoint.startsWith('bundles')
        ? 'bundles'
        : 'items'
    return rows.map((row) => JSON.stringify(row.keys.map((key) => this.#model.tables[table].find(key))))
  }

  #noteGoals({ device, rows }: Sending, before: readonly string[], after: readonly string[]): void {
    const goals = getOrMake(this.#goals, device.name, () => new Set<number>())
    for (const [place, row] of rows.entries())
      if (row.cells.length === 0 && before[place] !== after[place]) for (const id of row.changeIDs) goals.add(id)
  }

  /** Whether an absolute change made a difference at the remote. */
  reached(device: Sender, changeID: number): boolean {
    return this.#goals.get(device.name)?.has(changeID) ?? false
  }

  end(sending: Sending): void {
    this.#open.delete(sending)
  }

  truth(device: Sender, changeID: number): Truth {
    const landings = this.#effects.get(device.name)?.get(changeID) ?? []
    return {
      times: new Set(landings.map((landing) => landing.requestID)).size,
      half: landings.some((landing) => landing.half),
    }
  }

  /** Changes of the device whose truth has moved since the last question. */
  takeMoved(device: Sender): ReadonlySet<number> {
    const moved = this.#moved.get(device.name) ?? none
    this.#moved.delete(device.name)
    return moved
  }

  /** Whether anything of the change is still on its way. */
  mayStillLand(device: Sender, changeID: number): boolean {
    return [...this.#open].some(
      (sending) => sending.device === device && sending.rows.some((row) => row.changeIDs.includes(changeID)),
    )
  }

  /** The disk lost these changes, ids and all: what they did is nobody's any more. */
  forget(device: Sender, changeIDs: readonly number[]): void {
    for (const { rows } of [...this.#open].filter((sending) => sending.device === device))
      for (const row of rows) row.changeIDs = row.changeIDs.filter((id) => !changeIDs.includes(id))
    this.contention.forget(device.name, changeIDs)
    for (const id of changeIDs) {
      this.#clouded.get(device.name)?.delete(id)
      this.#effects.get(device.name)?.delete(id)
      this.#goals.get(device.name)?.delete(id)
    }
  }
}

type Figure = number | undefined

/** Of an answer: the array was carried out. */
const wasTaken = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'status' in result && result.status === 200

const movesStock = (path: string): boolean => path.includes('inventory')

/** Of a connection that says nothing else (SETTLE of sync.md §2). */
const settleMs = 120_000

const none: ReadonlySet<number> = new Set()

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
