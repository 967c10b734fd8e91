/**
 * Who wrote a cell while somebody else had it in hand. A remote that knows figures only lets the later writer win, and no
 * protocol can help that: from the reading that a figure was computed from until its change is settled, another's write of
 * the same cell may be lost, or may pass for ours. That, and nothing else, is excused (sync.md §7).
 */
import type { Cell } from './wire-rows.ts'

type Place = Pick<Cell, 'sku' | 'warehouseID'>

/** A figure that is on its way, or in doubt. */
interface InHand {
  readonly device: string
  readonly changeIDs: readonly number[]
  readonly cells: readonly string[]
}

export class Contention {
  readonly #now: () => number
  /** When each device last read the stock of an item, or of all (`*`), and whether a copy that lags answered. */
  readonly #readAt = new Map<string, { readonly at: number; readonly lags: boolean }>()
  /** The writes of each cell, and whose they were. */
  readonly #written = new Map<string, { readonly at: number; readonly by: string }[]>()
  readonly #contested = new Set<string>()
  #inHand: InHand[] = []
  /** Whether nothing of these changes is on its way or in doubt any more. */
  isSettled: (device: string, changeIDs: readonly number[]) => boolean = () => false

  constructor(now: () => number) {
    this.#now = now
  }

  /** From a copy that lags, if `lagMs` says so: then the device was lied to, and whatever it writes over is excused. */
  noteRead(device: string, sku: string | null, lagMs: number): void {
    this.#readAt.set(`${device}\n${sku ?? '*'}`, { at: this.#now(), lags: lagMs > 0 })
  }

  /** When the device last read this item's stock. */
  readAt(device: string, sku: string): number {
    const [one, all] = [sku, '*'].map((whose) => this.#readAt.get(`${device}\n${whose}`))
    const newest = one === undefined || (all !== undefined && all.at > one.at) ? all : one
    return newest === undefined || newest.lags ? lied : newest.at
  }

  take(device: string, changeIDs: readonly number[], cells: readonly Place[]): void {
    this.#inHand.push({ device, changeIDs, cells: cells.map(nameOf) })
    if (cells.some((cell) => this.wasWrittenSince(device, cell, this.readAt(device, cell.sku))))
      this.#mark(device, changeIDs)
  }

  /** Whether somebody else has written the cell since. */
  wasWrittenSince(device: string, cell: Place, since: number): boolean {
    const writes = this.#written.get(nameOf(cell)) ?? []
    return writes.some(({ by, at }) => (by !== device || since === lied) && at >= since)
  }

  write(by: string, cells: readonly Place[]): void {
    this.#inHand = this.#inHand.filter(({ device, changeIDs }) => !this.isSettled(device, changeIDs))
    const names = new Set(cells.map(nameOf))
    for (const name of names) this.#written.set(name, [...(this.#written.get(name) ?? []), { at: this.#now(), by }])
    for (const held of this.#inHand)
      if (held.device !== by && held.cells.some((name) => names.has(name))) this.#mark(held.device, held.changeIDs)
  }

  /** Whether anybody has the cell in hand, or has just read it to write it. */
  isInHand(cell: Place): boolean {
    return this.#inHand.some(
      ({ device, changeIDs, cells }) => cells.includes(nameOf(cell)) && !this.isSettled(device, changeIDs),
    )
  }

  #mark(device: string, changeIDs: readonly number[]): void {
    for (const id of changeIDs) this.#contested.add(`${device}\n${String(id)}`)
  }

  isContested(device: string, changeID: number): boolean {
    return this.#contested.has(`${device}\n${String(changeID)}`)
  }

  get count(): number {
    return this.#contested.size
  }

  forget(device: string, changeIDs: readonly number[]): void {
    for (const id of changeIDs) this.#contested.delete(`${device}\n${String(id)}`)
    this.#inHand = this.#inHand.filter(
      (held) => held.device !== device || !held.changeIDs.some((id) => changeIDs.includes(id)),
    )
  }
}

/** No reading, or one that was answered by a copy that lags. */
const lied = Number.NEGATIVE_INFINITY

const nameOf = ({ sku, warehouseID }: Place): string => `${sku}\n${warehouseID}`
