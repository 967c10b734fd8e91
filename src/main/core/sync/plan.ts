import { planCall } from '../../../shared/contract/queue.ts'
import { isOpen, isQuestion, type RecordKind } from '../../../shared/domain/change.ts'
import type { RecordState } from '../../../shared/domain/fold.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { coalesce } from './coalesce.ts'
import { cellsOf, isRelative, type Intent, type QueuedChange, type Step, type Superseded } from './intent.ts'

/**
 * Rules 7 and 12: what may be sent, in which order, in which requests. Pure. A plan is a forecast: the sender checks each
 * row again when its turn comes, because an answer in between may have changed what is possible.
 */

/** In the order of rule 12, as the contract lists them. */
export const steps: readonly Step[] = planCall.shape.step.options

export interface PlanInput {
  /** Every open change, by id. */
  readonly changes: readonly QueuedChange[]
  /** The confirmed state per uid; null or missing: the remote has no such record. */
  baseOf(uid: number): RecordState | null
  /** The confirmed figure of a cell. */
  figureOf(uid: number, warehouse: number): number | null
  /** Last word on an intent: how it is best said to this remote. */
  refine(intent: Intent): Intent
  /** The first figure of a cell has a request of its own. */
  readonly ownFirstFigures?: boolean
  readonly batchSize: number
  /** Fewer where the remote takes fewer at once in this step; left out: as many. */
  largestOf?(step: Step): number | undefined
  /** No delta was ever acknowledged: the first request of them is a small one, so that its answer teaches (sync.md §1). */
  readonly teaching: boolean
  /** Goes in a request of its own. */
  goesAlone?(intent: Intent): boolean
  /** Changes that had their turn already and came back unsent. */
  readonly spent: ReadonlySet<number>
  /** Changes whose last request the remote broke over, or refused unclearly, and its rows: they go in smaller company. */
  readonly shaken?: ReadonlyMap<number, number>
}

export interface PlannedBatch {
  readonly step: Step
  readonly recordKind: RecordKind
  readonly intents: readonly Intent[]
}

export interface Plan {
  readonly batches: readonly PlannedBatch[]
  readonly vanishing: readonly Vanishing[]
  /** Unsent changes that cannot go yet. */
  readonly waiting: number
}

/** Changes of one record that coalescing made unnecessary; true only while its open changes are these. */
export interface Vanishing {
  readonly uid: number
  readonly of: readonly QueuedChange[]
  readonly superseded: readonly Superseded[]
}

/** One record's intents that are still to be placed. */
interface Lane {
  readonly uid: number
  readonly heldKey: string | null
  readonly intents: Intent[]
  /** The intent whose turn it is; true until something is taken, here or of what it waits for. */
  next: Next | null
}

interface Next {
  /** Creates that were unmet when this was found. */
  readonly unmet: number
  readonly index: number
  readonly step: Step | null
}

export function planBatches(input: PlanInput): Plan {
  const planning = planInSteps(input)
  for (;;) {
    const { done, value } = planning.next()
    if (done === true) return value
  }
}

/** After so many lanes a long plan may be interrupted. */
const atOnce = 250

/** The same with places to interrupt it, for a long queue. */
export function* planInSteps(input: PlanInput): Generator<undefined, Plan> {
  const planned = yield* planOnce(input, new Set())
  if (planned.stuck.length === 0) return planned.plan
  return (yield* planOnce(input, new Set(planned.stuck))).plan
}

interface Planned {
  readonly plan: Plan
  /** Records that wait in a ring for each other's keys: only their renames one by one can open it (A→T, B→A, T→B). */
  readonly stuck: readonly number[]
}

/** `stepwise`: records of which only the first rename goes, with what came before it. */
function* planOnce(input: PlanInput, stepwise: ReadonlySet<number>): Generator<undefined, Planned> {
  const vanishing: Vanishing[] = []
  const unmet = new Set<number>()
  for (const { id, kind, state } of input.changes) if (kind === 'create' && isOpen(state)) unmet.add(id)
  const lanes = yield* lanesOf(input, vanishing, stepwise)
  for (const { superseded } of vanishing) for (const { id } of superseded) unmet.delete(id)
  const needs = new Map<number, readonly number[]>()
  for (const { id, dependsOn } of input.changes) if (dependsOn.length > 0) needs.set(id, dependsOn)
  const context = { input, unmet, needs, givers: lanes.filter(givesUpKey) }
  const batches: PlannedBatch[] = []
  let teaching = input.teaching
  for (let progress = true; progress;) {
    progress = false
    for (const step of steps) {
      const intents = yield* takeStep(step, lanes, context)
      if (intents.length === 0) continue
      progress = true
      for (const batch of split(step, intents, input, teaching)) {
        if (batch.intents.some((intent) => isRelative(intent.action))) teaching = false
        batches.push(batch)
      }
    }
  }
  const plan = { batches, vanishing, waiting: countWaiting(input, batches, vanishing) }
  return { plan, stuck: stepwise.size > 0 ? [] : ringOf(lanes, context) }
}

function ringOf(lanes: readonly Lane[], { givers }: Needs): number[] {
  const held = heldKeys(givers)
  return lanes.filter((lane) => lane.intents.some((intent) => wantsHeldKey(intent, held))).map(({ uid }) => uid)
}

const heldKeys = (givers: readonly Lane[]): Map<string, number> =>
  new Map(givers.flatMap((lane) => (lane.heldKey !== null && givesUpKey(lane) ? [[lane.heldKey, lane.uid]] : [])))

interface Needs {
  readonly input: PlanInput
  /** Creates that are neither applied nor placed in an earlier batch. */
  readonly unmet: Set<number>
  readonly needs: ReadonlyMap<number, readonly number[]>
  /** Lanes that give up a key, or did. */
  readonly givers: readonly Lane[]
}

/** Takes from every lane the intent that may go in this step; each record at most once. */
function* takeStep(step: Step, lanes: readonly Lane[], context: Needs): Generator<undefined, Intent[]> {
  const held = heldKeys(context.givers)
  const taken: Intent[] = []
  for (const [position, lane] of lanes.entries()) {
    if (position % atOnce === 0) yield
    if (lane.intents.length === 0) continue
    const next = nextOf(lane, context)
    const intent = lane.intents[next.index]
    if (intent === undefined || next.step !== step || wantsHeldKey(intent, held)) continue
    lane.intents.splice(next.index, 1)
    lane.next = null
    taken.push(intent)
  }
  for (const intent of taken)
    if (intent.action.kind === 'create') for (const id of intent.changeIDs) context.unmet.delete(id)
  return taken
}

/** Found once: a lane's turn changes only when something of it is taken, or a create that it waits for. */
function nextOf(lane: Lane, context: Needs): Next {
  if (lane.next?.unmet === context.unmet.size) return lane.next
  const index = nextIndex(lane, context)
  const intent = lane.intents[index]
  lane.next = { unmet: context.unmet.size, index, step: intent === undefined ? null : stepOf(intent, context.input) }
  return lane.next
}

/** The first intent whose needs are met, unless one before it has to come first; -1 for none. */
function nextIndex(lane: Lane, context: Needs): number {
  for (const [index, intent] of lane.intents.entries()) {
    if (isFree(intent, context))
      return lane.intents.slice(0, index).every((earlier) => commute(earlier, intent)) ? index : -1
  }
  return -1
}

const isFree = (intent: Intent, { unmet, needs }: Needs): boolean =>
  intent.changeIDs.every((id) =>
    (needs.get(id) ?? []).every((need) => !unmet.has(need) || intent.changeIDs.includes(need)),
  )

/** Stock movements may pass each other; nothing passes an absolute figure of its own cell. */
function commute(a: Intent, b: Intent): boolean {
  const cells = cellsOf(b.action)
  if (cellsOf(a.action).length === 0 || cells.length === 0 || a.action.kind === 'create' || b.action.kind === 'create')
    return false
  if (a.action.kind !== 'figure' && b.action.kind !== 'figure') return true
  return !cellsOf(a.action).some((cell) => cells.includes(cell))
}

const givesUpKey = (lane: Lane): boolean =>
  lane.intents.some(({ action }) => action.kind === 'rename' || action.kind === 'delete')

/** A key that another record still holds but is about to give up: the wish for it goes into a later request (rule 11). */
function wantsHeldKey(intent: Intent, held: ReadonlyMap<string, number>): boolean {
  const { action } = intent
  const key = action.kind === 'create' ? action.key : action.kind === 'rename' ? action.newKey : null
  if (key === null) return false
  const holder = held.get(heldName(intent.recordKind, key))
  return holder !== undefined && holder !== intent.uid
}

const heldName = (kind: RecordKind, key: string): string => `${kind} ${key}`

function* lanesOf(
  input: PlanInput,
  vanishing: Vanishing[],
  stepwise: ReadonlySet<number>,
): Generator<undefined, Lane[]> {
  const lanes: Lane[] = []
  for (const [uid, changes] of yield* byRecord(input.changes)) {
    if (lanes.length % atOnce === 0) yield
    const base = input.baseOf(uid)
    const all = sendableOf(changes, base !== null, input.spent)
    const sendable = stepwise.has(uid) ? upToRename(all) : all
    const [first] = sendable
    if (first === undefined) continue
    const { intents, superseded } = coalesce(base, sendable)
    if (superseded.length > 0) vanishing.push({ uid, of: changes, superseded })
    const heldKey = base === null ? null : heldName(first.recordKind, base.key)
    if (intents.length > 0)
      lanes.push({ uid, heldKey, intents: intents.map((intent) => input.refine(intent)), next: null })
  }
  return lanes
}

const upToRename = (changes: QueuedChange[]): QueuedChange[] =>
  changes.slice(0, changes.findIndex((change) => change.kind === 'rename') + 1)

function* byRecord(changes: readonly QueuedChange[]): Generator<undefined, Map<number, QueuedChange[]>> {
  const groups = new Map<number, QueuedChange[]>()
  for (const [position, change] of changes.entries()) {
    if (position % atOnce === 0) yield
    const group = groups.get(change.uid)
    if (group === undefined) groups.set(change.uid, [change])
    else group.push(change)
  }
  return groups
}

/** Rule 7: nothing while anything of the record is in flight or unknown; rule 10: what waits behind a question. */
function sendableOf(changes: readonly QueuedChange[], exists: boolean, spent: ReadonlySet<number>): QueuedChange[] {
  if (changes.some((change) => change.state === 'inflight' || change.state === 'unknown' || spent.has(change.id)))
    return []
  const unsent = changes.filter((change) => change.state === 'ready' || change.state === 'blocked')
  if (!exists && !unsent.some((change) => change.kind === 'create')) return []
  const questions = changes.filter((change) => isQuestion(change.state))
  return questions.length === 0
    ? unsent
    : unsent.filter((change) => !questions.some((asked) => asked.id < change.id && holdsUp(asked, change)))
}

/** On the key of a question later movements go on, because they commute; what is absolute waits (rule 10). */
function holdsUp(asked: QueuedChange, change: QueuedChange): boolean {
  if (asked.state === 'rejected' && asked.kind !== 'create') return false
  // What is asked of a record that has gone waits for the create that makes it anew, and not the other way round.
  if (change.kind === 'create') return asked.kind === 'create'
  const moves = change.kind === 'stock-delta' || change.kind === 'transfer'
  if (!moves) return true
  if (asked.kind === 'create' || asked.kind === 'delete') return true
  return asked.kind === 'stock-set' && (asked.warehouse === change.warehouse || asked.warehouse === change.toWarehouse)
}

export function stepOf(intent: Intent, input: Pick<PlanInput, 'figureOf' | 'ownFirstFigures'>): Step {
  const { action, recordKind } = intent
  if (input.ownFirstFigures === true && wantsFirst(intent, input)) return 'firstStock'
  switch (action.kind) {
    case 'create':
      return ({ warehouse: 'createWarehouses', item: 'createItems', bundle: 'createBundles' } as const)[recordKind]
    case 'delete':
      return ({ warehouse: 'deleteWarehouses', item: 'deleteItems', bundle: 'deleteBundles' } as const)[recordKind]
    case 'rename':
      return 'rename'
    case 'update':
      return recordKind === 'bundle' ? 'updateBundles' : 'update'
    case 'delta':
      return action.by > 0 ? 'stockUp' : 'stockDown'
    case 'transfer':
      return 'transfer'
    case 'figure':
      if (action.via === 'override') return 'setStock'
      return action.quantity >= (input.figureOf(intent.uid, action.warehouse) ?? 0) ? 'stockUp' : 'stockDown'
    default:
      return unreachable(action)
  }
}

const wantsFirst = ({ uid, action }: Intent, { figureOf }: Pick<PlanInput, 'figureOf'>): boolean =>
  action.kind !== 'create' && cellsOf(action).some((warehouse) => figureOf(uid, warehouse) === null)

/**
 * Of what broke the remote together a tenth goes together, then each alone, and after everybody else: one record that
 * always breaks it takes nobody along for longer than that.
 */
function split(
  step: Step,
  intents: readonly Intent[],
  input: Pick<PlanInput, 'batchSize' | 'largestOf' | 'shaken' | 'goesAlone'>,
  teaching: boolean,
): PlannedBatch[] {
  const { shaken } = input
  const batchSize = Math.min(input.batchSize, input.largestOf?.(step) ?? input.batchSize)
  const sizeOf = (intent: Intent): number => {
    if (input.goesAlone?.(intent) === true) return 1
    const rows = Math.min(...intent.changeIDs.map((id) => shaken?.get(id) ?? Number.POSITIVE_INFINITY))
    return Number.isFinite(rows) ? Math.min(batchSize, Math.ceil(rows / 10)) : batchSize
  }
  const batches: PlannedBatch[] = []
  for (const [recordKind, alike] of Map.groupBy(intents, (intent) => intent.recordKind)) {
    const bySize = [...Map.groupBy(alike, sizeOf)].sort(([a], [b]) => b - a)
    for (const [most, company] of bySize) {
      let from = 0
      while (from < company.length) {
        const alone =
          teaching && from === 0 && batches.length === 0 && alike.some((intent) => isRelative(intent.action))
        const size = alone ? firstSize(company.length, most) : most
        batches.push({ step, recordKind, intents: company.slice(from, from + size) })
        from += size
      }
    }
  }
  return batches
}

/** One record; of a long queue the rest that full requests would leave over, so that learning costs no request more. */
const firstSize = (rows: number, most: number): number => (rows > most ? ((rows - 1) % most) + 1 : 1)

/** Every unsent change is placed, superseded or waiting: in exactly one of them. */
function countWaiting(input: PlanInput, batches: readonly PlannedBatch[], vanishing: readonly Vanishing[]): number {
  let waiting = 0
  for (const { state } of input.changes) if (state === 'ready' || state === 'blocked') waiting += 1
  for (const { intents } of batches) for (const { changeIDs } of intents) waiting -= changeIDs.length
  for (const { superseded } of vanishing) waiting -= superseded.length
  return waiting
}
