/**
 * The truth: what really reached the remote, change by change. The engine never sees it; it is held against what the
 * engine believes (invariants I1, I2, I5, I6). Knows requests by their attempts, which it finds in the device's database.
 */
import type { HakoV1Model } from '../../src/main/practice/practice.ts'
import type { Snapshot } from '../../src/main/practice/practice.ts'
import { add, equal, negate } from '../../src/shared/domain/quantity.ts'
import { Violation } from './story.ts'

/** A device as the ledger knows it. */
export interface Sender {
  readonly name: string
  readonly incarnation: number
  openRequest(body: string): {
    readonly requestID: string
    readonly attempts: readonly { readonly changeIDs: readonly number[]; readonly endpoint: string }[]
  }
  checkSum(changeIDs: readonly number[], endpoint: string, cells: readonly { readonly by: number | null }[]): void
}

/** One request on its way, with the changes behind each of its rows. */
export interface Sending {
  readonly device: Sender
  readonly incarnation: number
  readonly requestID: string
  readonly endpoint: string
  readonly rows: readonly SendingRow[]
  landings: number
  /** Nothing of it can reach the remote any more. */
  over: boolean
}

interface SendingRow {
  readonly changeIDs: readonly number[]
  /** Keys that an absolute row is about. */
  readonly keys: readonly string[]
  readonly cells: readonly Cell[]
}

/** `by`: moved by so much; null: set to `to`. */
interface Cell {
  readonly sku: string
  readonly warehouseID: string
  readonly by: number | null
  readonly to: number
}

interface Landing {
  readonly requestID: string
  readonly again: boolean
}

type WireRow = Readonly<Record<string, unknown>>

export class Ledger {
  readonly #model: HakoV1Model
  /** Effective landings per device and change, of relative requests. */
  readonly #effects = new Map<string, Map<number, Landing[]>>()
  /** Changes of absolute requests that made a difference when they landed. */
  readonly #goals = new Map<string, Set<number>>()
  readonly #open = new Set<Sending>()

  constructor(model: HakoV1Model) {
    this.#model = model
  }

  /** Called when a write is about to leave the device: its attempts must be on disk by then (invariant I5). */
  begin(device: Sender, path: string, body: string): Sending {
    const rows = JSON.parse(body) as readonly WireRow[] // safe: the connector has just written it
    const { requestID, attempts } = device.openRequest(body)
    if (attempts.length !== rows.length)
      throw new Violation('I5', `${String(rows.length)} rows leave with ${String(attempts.length)} attempts`)
    const sending: Sending = {
      device,
      incarnation: device.incarnation,
      requestID,
      endpoint: path,
      rows: rows.map((row, place) => ({
        changeIDs: attempts[place]?.changeIDs ?? [],
        keys: keysOf(row),
        cells: cellsOf(path, row),
      })),
      landings: 0,
      over: false,
    }
    this.#checkKeys(sending)
    for (const [place, row] of sending.rows.entries())
      device.checkSum(row.changeIDs, attempts[place]?.endpoint ?? '', row.cells)
    this.#open.add(sending)
    return sending
  }

  /** No two rows of a relative request may touch one item (sync.md §3). */
  #checkKeys({ rows }: Sending): void {
    const skus = rows.flatMap((row) => [...new Set(row.cells.map((cell) => cell.sku))])
    if (new Set(skus).size < skus.length) throw new Violation('I7', `one item twice in a request: ${skus.join(' ')}`)
  }

  /** Carries out what lands and notes which rows of it moved stock. */
  land<T>(sending: Sending, effect: () => T): T {
    const before = this.#figures(sending)
    const said = this.#records(sending)
    const result = effect()
    const after = this.#figures(sending)
    this.#noteGoals(sending, said, this.#records(sending))
    const again = sending.landings > 0
    sending.landings += 1
    for (const [place, row] of sending.rows.entries()) {
      if (row.cells.length === 0) continue
      if (row.cells.every((cell, index) => cell.by === null && after[place]?.[index] === cell.to)) {
        this.#note({ ...sending, requestID: 'set' }, row, again)
        continue
      }
      if (row.cells.some((cell) => cell.by === null)) continue
      const moved = row.cells.map((_cell, index) =>
        add(after[place]?.[index] ?? 0, negate(before[place]?.[index] ?? 0)),
      )
      if (moved.every((by) => by === 0)) continue
      const whole = row.cells.every((cell, index) => equal(moved[index] ?? 0, cell.by ?? 0))
      if (!whole) throw new Violation('I2', `the model moved ${moved.join(',')} for ${JSON.stringify(row.cells)}`)
      this.#note(sending, row, again)
    }
    return result
  }

  #note({ device, requestID }: Sending, row: SendingRow, again: boolean): void {
    const effects = this.#effects.get(device.name) ?? new Map<number, Landing[]>()
    this.#effects.set(device.name, effects)
    for (const id of row.changeIDs) {
      const landings = [...(effects.get(id) ?? []), { requestID, again }]
      effects.set(id, landings)
      if (new Set(landings.map((landing) => landing.requestID)).size > 1)
        throw new Violation('I1', `change ${String(id)} of ${device.name} was carried out twice`)
    }
  }

  #figures({ rows }: Sending): (number | undefined)[][] {
    const { stock } = this.#model.tables
    return rows.map((row) => row.cells.map((cell) => stock.find(cell.sku, cell.warehouseID)?.quantity))
  }

  #records({ endpoint, rows }: Sending): string[] {
    const table = endpoint.startsWith('warehouses')
      ? 'warehouses'
      : endpoint.startsWith('bundles')
        ? 'bundles'
        : 'items'
    return rows.map((row) => JSON.stringify(row.keys.map((key) => this.#model.tables[table].find(key))))
  }

  #noteGoals({ device, rows }: Sending, before: readonly string[], after: readonly string[]): void {
    const goals = this.#goals.get(device.name) ?? new Set<number>()
    this.#goals.set(device.name, goals)
    for (const [place, row] of rows.entries())
      if (row.cells.length === 0 && before[place] !== after[place]) for (const id of row.changeIDs) goals.add(id)
  }

  /** Whether an absolute change made a difference at the remote. */
  reached(device: Sender, changeID: number): boolean {
    return this.#goals.get(device.name)?.has(changeID) ?? false
  }

  end(sending: Sending): void {
    sending.over = true
    this.#open.delete(sending)
  }

  /** How many different requests carried the change out. */
  truth(device: Sender, changeID: number): number {
    const landings = this.#effects.get(device.name)?.get(changeID) ?? []
    return new Set(landings.map((landing) => landing.requestID)).size
  }

  /** Whether anything of the change is still on its way. */
  mayStillLand(device: Sender, changeID: number): boolean {
    return [...this.#open].some(
      (sending) => sending.device === device && sending.rows.some((row) => row.changeIDs.includes(changeID)),
    )
  }

  /** The disk lost these changes, ids and all: what they did is nobody's any more. */
  forget(device: Sender, changeIDs: readonly number[]): void {
    for (const id of changeIDs) {
      this.#effects.get(device.name)?.delete(id)
      this.#goals.get(device.name)?.delete(id)
    }
  }

  snapshot(): Snapshot {
    return this.#model.snapshot()
  }
}

function keysOf(row: WireRow): string[] {
  const updates = (row['updates'] ?? {}) as WireRow // safe: the connector's own form
  return [row['sku'], row['warehouseID'], updates['sku'], updates['warehouseID']].flatMap((key) =>
    typeof key === 'string' ? [key] : [],
  )
}

/** The cells that a relative row moves; an absolute row moves none in this sense. */
function cellsOf(path: string, row: WireRow): SendingRow['cells'] {
  const [sku, warehouseID] = [String(row['sku']), String(row['warehouseID'])]
  if (path.endsWith('/increment')) return [{ sku, warehouseID, by: Number(row['incrementBy']), to: 0 }]
  if (path.endsWith('/decrement')) return [{ sku, warehouseID, by: negate(Number(row['decrementBy'])), to: 0 }]
  const { inventory } = (row['updates'] ?? {}) as { inventory?: { warehouseID: string; quantity: number }[] } // safe: the connector's own form
  if (inventory)
    return inventory.map((figure) => ({ sku, warehouseID: figure.warehouseID, by: null, to: figure.quantity }))
  if (!path.endsWith('/transfer')) return []
  const by = Number(row['quantity'])
  return [
    { sku, warehouseID: String(row['sourceWarehouseID']), by: negate(by), to: 0 },
    { sku, warehouseID: String(row['destinationWarehouseID']), by, to: 0 },
  ]
}
