/**
 * What people had before their eyes when they said something: the figure that they counted, the details that they edited,
 * and what a question showed them before they answered. What leaves is held against this and never against the engine's
 * own notes of it.
 */
import type { Question } from '../../../src/shared/contract/queue.ts'
import { add, negate } from '../../../src/shared/domain/quantity.ts'
import type { ChangeRow, Observed } from './facts.ts'

export type Fields = Readonly<Record<string, unknown>>

/** A count as it was entered, and every figure that it may replace. */
export interface CountSeen {
  readonly uid: number
  readonly warehouse: number | null
  readonly entered: number
  readonly over: Set<number>
  /** What the question shows that is open about it, and what our own movements have made of that since. */
  readonly asked: Set<number>
}

const none: Fields = {}

export class Sight {
  readonly #counts = new Map<number, CountSeen>()
  readonly #edits = new Map<number, { readonly uid: number; readonly shown: Fields[] }>()

  /** A change, each time it is looked at. */
  note(device: Observed, was: ChangeRow | undefined, is: ChangeRow): void {
    if (was === undefined) this.#first(device, is)
    if (is.question !== null && is.question !== was?.question) this.#asked(is)
    if (is.state === 'applied' && was?.state !== 'applied') this.#applied(is)
  }

  #first(device: Observed, { id, uid, kind, warehouse, quantity }: ChangeRow): void {
    if (kind === 'set-field' || kind === 'rename') this.#edits.set(id, { uid, shown: [baseOf(device, uid)] })
    if (kind !== 'stock-set') return
    const seen = device.row<{ figure: number | null }>(
      "SELECT json_extract(base_seen, '$.quantity') AS figure FROM changes WHERE id = ?",
      id,
    )
    this.#counts.set(id, {
      uid,
      warehouse,
      entered: quantity ?? 0,
      over: new Set([seen?.figure ?? 0]),
      asked: new Set(),
    })
  }

  #asked({ id, question }: ChangeRow): void {
    const { fields } = JSON.parse(question ?? '{"fields":[]}') as Question // safe: the store wrote it
    const asked = this.#counts.get(id)?.asked
    asked?.clear()
    for (const { field, theirs } of fields) if (field === 'quantity') asked?.add(Number(theirs ?? 0))
  }

  /** What we have done ourselves is no news to whoever counted. */
  #applied(change: ChangeRow): void {
    for (const { uid, warehouse, over, asked } of this.#counts.values()) {
      if (uid !== change.uid || warehouse === null) continue
      const set = setBy(change, warehouse)
      if (set !== null) over.add(set)
      const by = movedBy(change, warehouse)
      for (const figures of [over, asked])
        for (const figure of by === 0 ? [] : [...figures]) figures.add(add(figure, by))
    }
  }

  /** Somebody goes on with what is theirs, having read this. */
  show(device: Observed, { id, uid }: Pick<ChangeRow, 'id' | 'uid'>, { reason, fields }: Question): void {
    const all = reason === 'deletedRemotely' || reason === 'changedRemotely' ? baseOf(device, uid) : none
    const said = Object.fromEntries(fields.map(({ field, theirs }) => [field, theirs]))
    // Whoever reads of a record reads it for everything that they have done to it.
    for (const edit of this.#edits.values()) if (edit.uid === uid) edit.shown.push({ ...all, ...said })
    const count = this.#counts.get(id)
    for (const figure of count?.asked ?? []) count?.over.add(figure)
    if (all !== none && count !== undefined) count.over.add(figureOf(device, count))
    // What is made anew begins with nothing.
    if (reason === 'deletedRemotely') count?.over.add(0)
  }

  count(id: number): CountSeen | undefined {
    return this.#counts.get(id)
  }

  /** Values of the field that the edit may replace; undefined: nobody here saw it being made. */
  seenBy(id: number, field: string): readonly unknown[] | undefined {
    return this.#edits.get(id)?.shown.flatMap((fields) => (field in fields ? [fields[field] ?? null] : []))
  }

  forget(id: number): void {
    this.#counts.delete(id)
    this.#edits.delete(id)
  }
}

/** The figure that a change gives a cell; null: none. */
function setBy({ kind, warehouse, quantity, payload }: ChangeRow, cell: number): number | null {
  if (kind === 'stock-set') return warehouse === cell ? quantity : null
  const { stock = [] } = JSON.parse(payload) as { stock?: readonly { warehouse: number; quantity: number }[] } // safe: the store wrote it
  return stock.find((figure) => figure.warehouse === cell)?.quantity ?? null
}

/** What a movement does to one of its cells. */
export const movedBy = (
  { warehouse, to_warehouse, quantity, kind }: Pick<ChangeRow, 'warehouse' | 'to_warehouse' | 'quantity' | 'kind'>,
  cell: number,
): number => {
  const by = quantity ?? 0
  if (kind !== 'stock-delta' && kind !== 'transfer') return 0
  if (kind !== 'transfer') return warehouse === cell ? by : 0
  return add(to_warehouse === cell ? by : 0, warehouse === cell ? negate(by) : 0)
}

export const baseOf = (device: Observed, uid: number): Fields =>
  device.row<Fields>(
    'SELECT base_key AS key, base_name AS name, base_price AS price, base_expires AS expires FROM records WHERE uid = ?',
    uid,
  ) ?? {}

export const figureOf = (device: Observed, { uid, warehouse }: Pick<CountSeen, 'uid' | 'warehouse'>): number =>
  device.row<{ figure: number | null }>(
    'SELECT base_quantity AS figure FROM stock WHERE item = ? AND warehouse = ?',
    uid,
    warehouse,
  )?.figure ?? 0
