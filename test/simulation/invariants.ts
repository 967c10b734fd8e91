/** The promises of sync.md §5I that can be checked from outside after every step, each by its own reading of the tables. */
import { isQuestion, isTerminal, type ChangeKind, type ChangeState } from '../../src/shared/domain/change.ts'
import { foldCell, foldRecord, type FoldChange, type RecordState } from '../../src/shared/domain/fold.ts'
import { equal } from '../../src/shared/domain/quantity.ts'
import type { Device } from './device.ts'
import type { Ledger } from './ledger.ts'
import type { People } from './people.ts'
import { Violation } from './story.ts'

interface ChangeRow {
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
}

export class Watcher {
  readonly #device: Device
  readonly #people: People
  readonly #ledger: Ledger
  #seen = new Map<number, ChangeRow>()
  #version = -1
  #incarnation = -1

  constructor(device: Device, people: People, ledger: Ledger) {
    this.#device = device
    this.#people = people
    this.#ledger = ledger
  }

  /** Changes nobody remembers any more, because the disk lied: forgotten here too. */
  forgive(): void {
    const left = new Set(this.#device.reader.rows<{ id: number }>('SELECT id FROM changes').map((row) => row.id))
    const gone = [...this.#seen.keys()].filter((id) => !left.has(id))
    this.#ledger.forget(this.#device, gone)
    this.#seen = new Map()
  }

  check(): void {
    const device = this.#device
    if (device.isDead()) return
    const version = device.version()
    if (version === this.#version && device.incarnation === this.#incarnation) return
    this.#version = version
    this.#incarnation = device.incarnation
    const changes = device.reader.rows<ChangeRow>(
      `SELECT id, uid, kind, state, warehouse, to_warehouse, quantity, payload, assumed, question, request_id
       FROM changes ORDER BY id`,
    )
    this.#checkClosure(changes)
    for (const change of changes) this.#checkTruth(change)
    this.#checkExclusive(changes)
    checkView(device, changes)
  }

  /** I3: no change disappears, and what is over stays over. */
  #checkClosure(changes: readonly ChangeRow[]): void {
    const now = new Map(changes.map((change) => [change.id, change]))
    for (const [id, was] of this.#seen) {
      const is = now.get(id)
      if (is === undefined) this.#fail('I3', `change ${String(id)} disappeared`)
      else if (
        is.uid !== was.uid ||
        is.kind !== was.kind ||
        is.quantity !== was.quantity ||
        is.warehouse !== was.warehouse
      )
        this.#fail('I3', `change ${String(id)} is another one now`)
      else if (isTerminal(was.state) && is.state !== was.state)
        this.#fail('I3', `change ${String(id)} went from ${was.state} to ${is.state}`)
    }
    for (const change of changes) {
      if (isQuestion(change.state) && change.question === null)
        this.#fail('I3', `change ${String(change.id)} is ${change.state} without a question`)
    }
    this.#seen = now
  }

  /** I1: what the device believes of a movement is what happened. */
  #checkTruth({ id, kind, state, payload }: ChangeRow): void {
    const moves = kind === 'stock-delta' || kind === 'transfer'
    const difference = kind === 'stock-set' && payload.includes('difference')
    if (!moves && !difference) return
    const truth = this.#ledger.truth(this.#device, id)
    const fine = isTrue(state, truth, this.#people.counted.has(id) || difference)
    if (!fine) this.#fail('I1', `change ${String(id)} is ${state} and was carried out ${String(truth)} times`)
  }

  /** I7: never two open doubts about one record. */
  #checkExclusive(changes: readonly ChangeRow[]): void {
    const doubted = changes.filter((change) => change.state === 'inflight' || change.state === 'unknown')
    for (const [uid, open] of Map.groupBy(doubted, (change) => change.uid)) {
      if (new Set(open.map((change) => change.request_id)).size > 1)
        this.#fail('I7', `record ${String(uid)} has ${String(open.length)} open doubts`)
    }
  }

  #fail(invariant: string, text: string): never {
    throw new Violation(invariant, `${this.#device.name}: ${text}`)
  }
}

function isTrue(state: ChangeState, truth: number, free: boolean): boolean {
  switch (state) {
    case 'applied':
      return truth === 1 || free
    case 'blocked':
    case 'ready':
    case 'rejected':
    case 'superseded':
      return truth === 0
    case 'discarded':
      return truth === 0 || free
    case 'conflict':
    case 'inflight':
    case 'unknown':
    case 'quarantined':
      return truth <= 1
  }
}

interface RecordRow extends RecordBase {
  readonly uid: number
  readonly kind: string
  readonly present: number
  readonly key: string
  readonly name: string | null
  readonly price: number | null
  readonly expires: number | null
  readonly components: string | null
  readonly quantity: number
  readonly open_changes: number
  readonly questions: number
}

interface RecordBase {
  readonly base_key: string | null
  readonly base_name: string | null
  readonly base_price: number | null
  readonly base_expires: number | null
  readonly base_components: string | null
}

interface CellRow {
  readonly item: number
  readonly warehouse: number
  readonly quantity: number
  readonly base_quantity: number | null
  readonly low: number | null
  readonly high: number | null
}

/** I4: the view is the fold of base and open changes, record by record and cell by cell. */
function checkView(device: Device, changes: readonly ChangeRow[]): void {
  const open = Map.groupBy(
    changes.filter((change) => !isTerminal(change.state)),
    (change) => change.uid,
  )
  const records = device.reader.rows<RecordRow>('SELECT * FROM records ORDER BY uid')
  const cells = Map.groupBy(device.reader.rows<CellRow>('SELECT * FROM stock'), (cell) => cell.item)
  for (const record of records) {
    const own = (open.get(record.uid) ?? []).map(foldable)
    const fold = foldRecord(baseOf(record), own)
    const told = (record.present === 1) === (fold !== null) && (fold === null || sameState(fold, record))
    if (!told)
      throw new Violation(
        'I4',
        `${device.name}: ${record.kind} ${record.key} shows ${JSON.stringify(record)}, the fold is ${JSON.stringify(fold)}`,
      )
    const questions = (open.get(record.uid) ?? []).filter((change) => isQuestion(change.state)).length
    if (record.open_changes !== own.length || record.questions !== questions)
      throw new Violation(
        'I4',
        `${device.name}: ${record.key} counts ${String(record.open_changes)} open, there are ${String(own.length)}`,
      )
    if (record.kind === 'item') checkCells(device, record, own, cells.get(record.uid) ?? [])
  }
}

function checkCells(
  device: Device,
  record: RecordRow,
  changes: readonly FoldChange[],
  cells: readonly CellRow[],
): void {
  const known = new Map(cells.map((cell) => [cell.warehouse, cell]))
  const touched = new Set([
    ...known.keys(),
    ...changes.flatMap((change) => [
      change.warehouse,
      change.toWarehouse,
      ...(change.stock ?? []).map((figure) => figure.warehouse),
    ]),
  ])
  for (const warehouse of touched) {
    if (warehouse === null) continue
    const cell = known.get(warehouse)
    const fold = foldCell(cell?.base_quantity ?? null, warehouse, changes)
    const same =
      fold === null
        ? cell === undefined
        : cell !== undefined &&
          equal(cell.quantity, fold.quantity) &&
          equal(cell.low ?? cell.quantity, fold.low === fold.high ? fold.quantity : fold.low) &&
          equal(cell.high ?? cell.quantity, fold.low === fold.high ? fold.quantity : fold.high)
    if (!same)
      throw new Violation(
        'I4',
        `${device.name}: cell ${record.key}/${String(warehouse)} shows ${JSON.stringify(cell)}, the fold is ${JSON.stringify(fold)}`,
      )
  }
}

function foldable(change: ChangeRow): FoldChange {
  const { key, fields, stock } = JSON.parse(change.payload) as Pick<FoldChange, 'key' | 'fields' | 'stock'> // safe: the store wrote it
  const { kind, state, assumed, warehouse, quantity } = change
  return { kind, state, assumed, warehouse, toWarehouse: change.to_warehouse, quantity, key, fields, stock }
}

function baseOf(row: RecordBase): RecordState | null {
  if (row.base_key === null) return null
  const components =
    row.base_components === null ? null : (JSON.parse(row.base_components) as RecordState['components']) // safe: as above
  return { key: row.base_key, name: row.base_name, price: row.base_price, expires: row.base_expires, components }
}

function sameState(state: RecordState, row: RecordRow): boolean {
  const components = state.components === null ? null : JSON.stringify(state.components)
  return (
    state.key === row.key &&
    state.name === row.name &&
    state.price === row.price &&
    state.expires === row.expires &&
    components === row.components
  )
}
