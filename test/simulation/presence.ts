import type { HakoModel } from '../../src/main/practice/practice.ts'
import { recordKinds, type RecordKind } from '../../src/shared/domain/change.ts'

/** Which records the remote has had, and since when: what a deletion here is held against (invariant I9). */
export class Presence {
  readonly #model: HakoModel
  readonly #now: () => number
  /** Virtual time since when a record has been there under its key without a break. */
  #since = new Map<string, number>()

  constructor(model: HakoModel, now: () => number) {
    this.#model = model
    this.#now = now
    this.note()
  }

  /** To be called after everything that may have made, renamed or removed a record. */
  note(): void {
    const { items, warehouses, bundles } = this.#model.tables
    const all = { item: items, warehouse: warehouses, bundle: bundles }
    const there = recordKinds.flatMap((kind) =>
      all[kind].page([], 0, Number.MAX_SAFE_INTEGER).map(({ key, id }) => name(kind, key, String(id))),
    )
    this.#since = new Map(there.map((record) => [record, this.#since.get(record) ?? this.#now()]))
  }

  count(): number {
    return this.#since.size
  }

  /** Whether the record was there all the time for so many milliseconds; without an id, whoever bears the key. */
  wasThere(kind: RecordKind, key: string, id: string | null, ms: number): boolean {
    const from = this.#now() - ms
    if (id !== null) return (this.#since.get(name(kind, key, id)) ?? Number.POSITIVE_INFINITY) <= from
    return [...this.#since].some(([record, since]) => record.startsWith(name(kind, key, '')) && since <= from)
  }
}

const name = (kind: RecordKind, key: string, id: string): string => `${kind}\n${key}\n${id}`
