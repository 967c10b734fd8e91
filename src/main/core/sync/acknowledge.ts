import { add } from '../../../shared/domain/quantity.ts'
import type { RecordState } from '../../../shared/domain/fold.ts'
import type { Acknowledgement, RemoteRecord } from '../ports.ts'
import { finishAttempts } from '../store/attempts.ts'
import { moveChanges, moveUnfolded } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { writeLog } from '../store/log.ts'
import {
  addObservation,
  dropConfirmed,
  keepConfirmed,
  knownByKey,
  knownByServerID,
  knownCells,
  type KnownRecord,
} from '../store/mirror.ts'
import { refold } from '../store/view.ts'
import { isAnotherNow, isMadeAtAnotherTime } from './apply.ts'
import { movedCells, totalsOf } from './moved-cells.ts'
import { learnFromRename, learnFromStock } from './capabilities.ts'
import type { EngineContext } from './context.ts'
import { forgetFigures, giveWay, takeKey } from './key-owner.ts'
import { noticeLateLanding } from './late-landing.ts'
import { overtake } from './overtake.ts'
import { confirmSent } from './own-moves.ts'
import type { SendRow } from './prepare.ts'
import { rebaseRecord, reviewRecreated } from './rebase-record.ts'
import { saidBase, stateOf, takeCells, WarehouseUids, withNothingUnsaid } from './said.ts'
import { contradictSole, noteQuietWrite } from './sole.ts'

/**
 * Step (d) of rule 8: one transaction in which every record that the answer names (by key, never by position) gets its
 * base and its changes become `applied`. Records that the answer left out are unknown.
 */
export function acknowledge(
  context: EngineContext,
  requestID: string,
  rows: readonly SendRow[],
  answer: Acknowledgement,
): Acknowledged {
  const { store, memory, ports } = context
  memory.noteDate(answer.serverDate, null)
  return store.write((writer) => {
    const at = ports.clock.now()
    const matcher = new Matcher(context, writer, answer)
    const missing: SendRow[] = []
    const said = { serverDate: answer.serverDate, quick: wasQuick(writer, requestID, at) }
    let applied = 0
    for (const row of rows) {
      const match = matcher.find(row)
      if (match === null) missing.push(row)
      else {
        moveUnfolded(writer, row.intent.changeIDs, row.opens ? 'ready' : 'applied', 'engine', {
          at,
          question: null,
          assumed: null,
        })
        context.memory.refusedOnce.delete(row.intent.uid)
        if (!row.opens) overtake(writer, row.intent.changeIDs, at)
        keep(context, writer, row, match, said)
        if (!row.opens) applied += row.intent.changeIDs.length
      }
    }
    const lost = missing.flatMap((row) => row.intent.changeIDs)
    if (lost.length > 0) moveChanges(writer, lost, 'unknown', 'engine', { at })
    finishAttempts(
      writer,
      requestID,
      lost.length > 0 ? 'uncertain' : 'acknowledged',
      { status: answer.status, complete: true, missing: lost },
      at,
    )
    logAnswer(context, writer, rows, missing, matcher.strangers(rows))
    memory.saveWith(writer)
    context.line.saveWith(writer)
    return { applied, missing: missing.length }
  })
}

export interface Acknowledged {
  /** Changes. */
  readonly applied: number
  /** Records. */
  readonly missing: number
}

/** What the answer says of one sent row. */
type Match =
  | { readonly kind: 'gone' }
  | { readonly kind: 'record'; readonly record: RemoteRecord; readonly cells: Map<number, number> | null }
  | { readonly kind: 'cells'; readonly cells: Map<number, number> }

class Matcher {
  readonly #records: ReadonlyMap<string, RemoteRecord>
  readonly #keys: ReadonlySet<string>
  readonly #cells: Acknowledgement['cells']
  readonly #writer: Writer
  readonly #uids: WarehouseUids

  constructor(context: EngineContext, writer: Writer, answer: Acknowledgement) {
    this.#records = new Map(answer.records.map((record) => [record.key, record]))
    this.#keys = new Set(answer.keys)
    this.#cells = answer.cells
    this.#writer = writer
    this.#uids = new WarehouseUids(writer, context.connection)
  }

  find(row: SendRow): Match | null {
    if (row.wire.of === 'delete') return this.#keys.has(row.key) || this.#records.has(row.key) ? { kind: 'gone' } : null
    const record = this.#records.get(row.sent.newKey ?? row.key)
    if (record) {
      const cells = takeCells(this.#writer, record, this.#uids)
      return row.wire.of === 'figures' && cells !== null && !namesAll(cells, row)
        ? null
        : { kind: 'record', record, cells }
    }
    if (row.wire.of !== 'transfer' && row.wire.of !== 'stock' && row.wire.of !== 'figures') return null
    const said = this.#cells.filter((cell) => cell.sku === row.key)
    if (said.length === 0) return null
    const cells = new Map(said.map((cell) => [this.#uids.take(this.#writer, cell.warehouseID), cell.quantity]))
    return row.wire.of === 'figures' && !namesAll(cells, row) ? null : { kind: 'cells', cells }
  }

  /** Keys in the answer that nobody asked for. */
  strangers(rows: readonly SendRow[]): string[] {
    const own = new Set(rows.map((row) => row.sent.newKey ?? row.key))
    return [...this.#records.keys(), ...this.#keys].filter((key) => !own.has(key))
  }
}

/** Of figures that were written together each is acknowledged by name. */
const namesAll = (cells: ReadonlyMap<number, number>, { sent }: SendRow): boolean =>
  [...sent.deltas, ...sent.figures].every(([warehouse]) => cells.has(warehouse))

const movesStock = (kind: SendRow['intent']['action']['kind']): boolean =>
  kind === 'delta' || kind === 'transfer' || kind === 'figure'

/** What an answer says beside its rows. */
interface Said {
  readonly serverDate: number | null
  /** It came so soon after its pre-image that hardly anybody else can have written in between. */
  readonly quick: boolean
}

/** By the wall clock, because a steady one may stand still while the PC sleeps. */
function wasQuick(writer: Writer, requestID: string, at: number): boolean {
  const sent = writer.row<{ at: number }>('SELECT sent_at AS at FROM attempts WHERE request_id = ? LIMIT 1', requestID)
  return sent !== undefined && Math.abs(at - sent.at) <= 10_000
}

function keep(context: EngineContext, writer: Writer, row: SendRow, match: Match, said: Said): void {
  const { serverDate } = said
  const { uid, recordKind } = row.intent
  context.memory.wroteAt.set(uid, context.ports.clock.monotonic())
  if (row.wire.of === 'figures')
    context.memory.wroteCells.set(
      uid,
      new Set([...row.sent.deltas, ...row.sent.figures].map(([warehouse]) => warehouse)),
    )
  if (match.kind === 'gone') {
    dropConfirmed(writer, uid)
    return
  }
  const known =
    row.preImage.key === null ? undefined : knownByKey(writer, context.connection, recordKind, row.preImage.key)
  const reborn = match.kind === 'record' && known !== undefined && isReborn(known, match.record, row)
  const held = knownCells(writer, uid)
  // What the one before it had is not its own.
  const before = reborn ? new Map<number, number>() : held
  const expected = expectedCells(before, row)
  // An answer to a stock write may name only the cells it touched; the others stay as they are.
  const isWhole = match.kind === 'record' && !movesStock(row.intent.action.kind)
  const cells = isWhole && match.cells !== null ? match.cells : new Map([...expected, ...(match.cells ?? [])])
  const record: RemoteRecord = match.kind === 'record' ? match.record : { kind: recordKind, key: row.key }
  const base = reborn ? withNothingUnsaid(saidBase(record, undefined, serverDate)) : saidBase(record, known, serverDate)
  const twin = twinOf(context, writer, row, record)
  if (twin !== undefined) {
    keepTwin(context, writer, row, { twin, record, cells: match.kind === 'record' ? match.cells : null, serverDate })
    return
  }
  const state = match.kind === 'record' ? withSent(base.state, match.record, row) : base.state
  if (state.key !== row.preImage.key) takeKey(context, writer, { uid, kind: recordKind, key: state.key })
  const open = keepConfirmed(writer, recordKind, uid, { ...base, state }, recordKind === 'item' ? cells : null)
  if (open > 0 && !row.opens) confirmSent(writer, uid, row.intent.changeIDs, ownMoves(before, row))
  if (reborn) {
    if (recordKind === 'warehouse') forgetFigures(context, writer, uid)
    noteContention(context, writer, row, expectedCells(held, row), cells, base.updatedAt)
    reviewRecreated(context, writer, uid)
    return
  }
  noteContention(context, writer, row, expected, cells, base.updatedAt)
  learn(context, row, match, base.updatedAt, said)
  if (open === 0) return
  const patched = { ...state, ...row.preImage.fields, ...row.sent.fields, key: row.sent.newKey ?? row.key }
  const stockMoved = movedCells(expected, cells).length > 0
  const totals = stockMoved ? totalsOf(expected, cells) : undefined
  rebaseRecord(context, writer, uid, { before: patched, after: state, stockMoved, totals })
}

/** Another record was found under the key. A rename may give a new id, so there only the time tells at which it was made. */
function isReborn(known: KnownRecord, record: RemoteRecord, { sent }: SendRow): boolean {
  if (record.serverID === known.server_id) return false
  return sent.newKey === null ? isAnotherNow(known, record) : isMadeAtAnotherTime(known, record)
}

/** What bears the key turns out to be a record that is known here under another one. */
function twinOf(
  { connection }: EngineContext,
  writer: Writer,
  { intent, preImage }: SendRow,
  { serverID }: RemoteRecord,
): KnownRecord | undefined {
  if (intent.action.kind === 'create' || serverID === undefined || serverID === preImage.serverID) return undefined
  const known = knownByServerID(writer, connection, intent.recordKind, serverID)
  return known?.uid === intent.uid ? undefined : known
}

interface Twin {
  readonly twin: KnownRecord
  readonly record: RemoteRecord
  readonly cells: ReadonlyMap<number, number> | null
  readonly serverDate: number | null
}

/** The answer is that one's; whoever was known by its key alone is nobody else, and anybody else is looked for. */
function keepTwin(
  context: EngineContext,
  writer: Writer,
  { intent: { uid, recordKind }, preImage }: SendRow,
  { twin, record, cells, serverDate }: Twin,
): void {
  const held = knownCells(writer, twin.uid)
  const figures = new Map([...held, ...(cells ?? [])])
  const base = saidBase(record, twin, serverDate)
  keepConfirmed(writer, recordKind, twin.uid, base, recordKind === 'item' ? figures : null)
  if (preImage.serverID === null) giveWay(writer, uid, twin.uid)
  takeKey(context, writer, { uid: twin.uid, kind: recordKind, key: record.key })
  refold(writer, uid)
  const stockMoved = movedCells(held, figures).length > 0
  const totals = stockMoved ? totalsOf(held, figures) : undefined
  rebaseRecord(context, writer, twin.uid, { before: stateOf(twin), after: base.state, stockMoved, totals })
}

/** An answer that leaves out a field which was just written has taken it all the same. */
function withSent(state: RecordState, record: RemoteRecord, row: SendRow): RecordState {
  const { name, price, expires, components } = row.sent.fields as Partial<RecordState> // safe: prepare.ts wrote exactly these
  return {
    key: state.key,
    name: record.name === undefined && name !== undefined ? name : state.name,
    price: record.price === undefined && price !== undefined ? price : state.price,
    expires: record.expires === undefined && expires !== undefined ? expires : state.expires,
    components: record.components === undefined && components !== undefined ? components : state.components,
  }
}

/** The figures as they should be now, if nobody else has written. */
function expectedCells(before: ReadonlyMap<number, number>, { sent }: SendRow): Map<number, number> {
  const cells = new Map(before)
  for (const [warehouse, by] of sent.deltas) cells.set(warehouse, add(cells.get(warehouse) ?? 0, by))
  for (const [warehouse, figure] of sent.figures) cells.set(warehouse, figure)
  return cells
}

function ownMoves(before: ReadonlyMap<number, number>, { sent }: SendRow): [number, number][] {
  const figures = sent.figures.map(([warehouse, figure]): [number, number] => [
    warehouse,
    add(figure, -(before.get(warehouse) ?? 0)),
  ])
  return [...sent.deltas, ...figures]
}

/** An answer that contradicts pre ± change: applied all the same, and somebody else is writing here (rule 15). */
function noteContention(
  context: EngineContext,
  writer: Writer,
  row: SendRow,
  expected: ReadonlyMap<number, number>,
  cells: ReadonlyMap<number, number>,
  updatedAt: number | null,
): void {
  const { connection, ports } = context
  const moved = movedCells(expected, cells)
  const at = ports.clock.now()
  for (const cell of moved) addObservation(writer, { item: row.intent.uid, ...cell, at, updatedAt })
  const touched = moved.filter(({ warehouse }) =>
    [...row.sent.deltas, ...row.sent.figures].some(([cell]) => cell === warehouse),
  )
  if (touched.length === 0) {
    const own = [...row.sent.deltas, ...row.sent.figures].map(([cell]) => cell)
    noteQuietWrite(context, own)
    return
  }
  if (noticeLateLanding(context, writer, row.intent.uid, touched)) return
  contradictSole(context, writer, row.key, touched)
  const twice = row.sent.deltas.some(([cell, by]) =>
    touched.some((move) => move.warehouse === cell && add(move.before ?? 0, by) === move.after),
  )
  const text = twice
    ? `${row.key} may have been delivered twice: the remote's figure is off by exactly the same amount once more.`
    : `Somebody else changed the stock of ${row.key} at the same time.`
  writeLog(writer, connection, at, {
    level: 'warning',
    event: 'contention',
    text,
    details: { key: row.key, twice, cells: touched },
  })
}

function learn(
  context: EngineContext,
  row: SendRow,
  match: Match,
  updatedAt: number | null,
  { serverDate, quick }: Said,
): void {
  const { memory } = context
  if (row.sent.newKey !== null && row.preImage.key !== null && match.kind === 'record') {
    memory.learn(learnFromRename(memory.learnt, row.preImage.serverID, match.record.serverID ?? null))
  }
  if (row.sent.deltas.length === 0) {
    learnFirstFigure(context, row)
    return
  }
  const told = match.kind === 'record' && match.record.updatedAt !== undefined
  const { updatedAt: before, serverDate: dateBefore } = row.preImage
  memory.learn(
    learnFromStock(memory.learnt, { before, after: told ? updatedAt : null, dateBefore, dateAfter: serverDate, quick }),
  )
  const firstFigure = row.preImage.cells.some(([, figure]) => figure === null)
  if (firstFigure && row.wire.of !== 'figures')
    memory.learn({
      ...memory.learnt,
      firstFigure: { ...memory.learnt.firstFigure, yes: memory.learnt.firstFigure.yes + 1 },
    })
}

/** Set where an increment had been refused, and taken: that is how this account wants first figures. */
function learnFirstFigure({ memory }: EngineContext, { intent, sent }: SendRow): void {
  for (const [warehouse] of sent.figures) {
    if (!memory.setFirst.delete(`${String(intent.uid)} ${String(warehouse)}`)) continue
    const { firstFigure } = memory.learnt
    memory.learn({ ...memory.learnt, firstFigure: { ...firstFigure, no: firstFigure.no + 1 } })
  }
}

function logAnswer(
  context: EngineContext,
  writer: Writer,
  rows: readonly SendRow[],
  missing: readonly SendRow[],
  strangers: readonly string[],
): void {
  const { connection, ports } = context
  const at = ports.clock.now()
  const sent = rows.length - missing.length
  if (sent > 0)
    writeLog(writer, connection, at, {
      level: 'info',
      event: 'sent',
      text: `${String(sent)} ${sent === 1 ? 'record was' : 'records were'} sent.`,
      details: { records: sent },
    })
  if (missing.length > 0) {
    const keys = missing.map((row) => row.key)
    writeLog(writer, connection, at, {
      level: 'warning',
      event: 'lostAnswer',
      text: `The remote's answer left out ${String(keys.length)} of ${String(rows.length)} records.`,
      details: { keys },
    })
  }
  if (strangers.length > 0) {
    writeLog(writer, connection, at, {
      level: 'warning',
      event: 'contention',
      text: `The remote answered for records that were not sent.`,
      details: { keys: strangers },
    })
  }
}
