/** What the checks know of a device: its tables as rows, read anew where something was written. */
import { isTerminal, type ChangeKind, type ChangeState } from '../../../src/shared/domain/change.ts'
import { Violation } from '../story.ts'

export interface ChangeRow {
  readonly id: number
  readonly uid: number
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly warehouse: number | null
  readonly to_warehouse: number | null
  readonly quantity: number | null
  readonly payload: string
  readonly assumed: 'applied' | 'notApplied' | null
  readonly question: string | null
  readonly request_id: string | null
  readonly at: number
}

const columns = 'id, uid, kind, state, warehouse, to_warehouse, quantity, payload, assumed, question, request_id, at'

/** A device, as far as checks look at it. */
export interface Observed {
  readonly name: string
  rows<R>(text: string, ...values: readonly (string | number | null)[]): R[]
  row<R>(text: string, ...values: readonly (string | number | null)[]): R | undefined
}

export class Books {
  readonly changes = new Map<number, ChangeRow>()
  readonly #open = new Map<number, Map<number, ChangeRow>>()

  openOf(uid: number): readonly ChangeRow[] {
    return [...(this.#open.get(uid)?.values() ?? [])].sort((a, b) => a.id - b.id)
  }

  get openCount(): number {
    let count = 0
    for (const changes of this.#open.values()) count += changes.size
    return count
  }

  get open(): readonly ChangeRow[] {
    return [...this.#open.values()].flatMap((changes) => [...changes.values()])
  }

  readAll(device: Observed): ChangeRow[] {
    return device.rows<ChangeRow>(`SELECT ${columns} FROM changes`)
  }

  readOne(device: Observed, id: number): ChangeRow | undefined {
    return device.row<ChangeRow>(`SELECT ${columns} FROM changes WHERE id = ?`, id)
  }

  keep(row: ChangeRow): void {
    this.changes.set(row.id, row)
    const own = this.#open.get(row.uid)
    if (isTerminal(row.state)) own?.delete(row.id)
    else if (own) own.set(row.id, row)
    else this.#open.set(row.uid, new Map([[row.id, row]]))
  }

  forget(id: number): void {
    const row = this.changes.get(id)
    this.changes.delete(id)
    if (row) this.#open.get(row.uid)?.delete(id)
  }
}

export function broken(invariant: string, device: { readonly name: string }, text: string): never {
  throw new Violation(invariant, `${device.name}: ${text}`)
}
