import { planCall } from '../../../shared/contract/queue.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import type { RecordState } from '../../../shared/domain/fold.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { coalesce } from './coalesce.ts'
import { sendableOf } from './holds.ts'
import { cellsOf, isRelative, type Intent, type QueuedChange, type Step, type Superseded } from './intent.ts'
import { behindAll, comesAfter, usersAfterwards, usersOfDeleted } from './needs.ts'
import { split, type PlannedBatch, type Sizes } from './split.ts'

/**
 * Rules 7 and 12: what may be sent, in which order, in which requests. Pure. A plan is a forecast: the sender checks each
 * row again when its turn comes, because an answer in between may have changed what is possible.
 */

/** In the order of rule 12, as the contract lists them. */
export const steps: readonly Step[] = planCall.shape.step.options

export interface PlanInput extends Sizes {
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
  /** No delta was ever acknowledged: the first request of them is a small one, so that its answer teaches (sync.md §1). */
  readonly teaching: boolean
  /** Changes that had their turn already and came back unsent. */
  readonly spent: ReadonlySet<number>
}

export interface Plan {
  readonly batches: readonly PlannedBatch[]
  readonly vanishing: readonly Vanishing[]
  /** Changes that a planned one takes the place of: they stay as they are until that one has had effect. */
  readonly replaced: number
  /** Unsent changes that cannot go yet. */
  readonly waiting: number
}

/** Changes of one record that come to nothing together; true only while its open changes are these. */
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
  readonly replaced: Replaced
  /** The intent whose turn it is; true until something is taken, here or of what it waits for. */
  next: Next | null
}

interface Next {
  /** How many needs were unmet when this was found. */
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
  /** Records that wait for each other's keys: perhaps only their renames one by one can open the ring (A→T, B→A, T→B). */
  readonly stuck: readonly number[]
}

/** `stepwise`: records of which only the first rename goes, with what came before it. */
function* planOnce(input: PlanInput, stepwise: ReadonlySet<number>): Generator<undefined, Planned> {
  const vanishing: Vanishing[] = []
  const lanes = yield* lanesOf(input, vanishing, stepwise)
  const context = needsOf(input, lanes, vanishing)
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
  if (stepwise.size > 0) batches.push(...ringOpener(lanes, context))
  const plan = { batches, vanishing, ...countOthers(input, batches, vanishing, context) }
  return { plan, stuck: stepwise.size > 0 ? [] : waitersForKeys(lanes, context) }
}

/**
 * Records that wait in a ring for each other's keys, and have none to take in between, would wait for ever: the first of
 * them asks for its key as if nobody was to give it up. The remote says that it is taken, and that is a question.
 */
function ringOpener(lanes: readonly Lane[], context: Needs): PlannedBatch[] {
  const held = heldKeys(context.givers)
  const byRecord = new Map(lanes.map((lane) => [lane.uid, lane]))
  const recordOf = new Map(context.input.changes.map(({ id, uid }) => [id, uid]))
  const waitsFor = (uid: number): number[] => {
    const next = byRecord.get(uid)?.intents[0]
    if (next === undefined) return []
    const needed = next.changeIDs.flatMap((id) => context.needs.get(id) ?? []).filter((id) => context.unmet.has(id))
    const others = [held.get(wantedKey(next) ?? ''), ...needed.map((id) => recordOf.get(id))]
    return others.filter((other) => other !== undefined).filter((other) => other !== uid)
  }
  const opening = lanes.filter(({ uid, intents: [next] }) => {
    const mayOpen = next?.action.kind === 'rename' && wantsHeldKey(next, held) && isFree(next, context)
    return mayOpen && waitsFor(uid).some((other) => comesAfter(other, uid, waitsFor))
  })
  const [first] = opening.toSorted((a, b) => firstIDOf(a) - firstIDOf(b))
  const intent = first?.intents.shift()
  return intent === undefined ? [] : [{ step: 'rename', recordKind: intent.recordKind, intents: [intent] }]
}

const firstIDOf = ({ intents: [next] }: Lane): number => next?.changeIDs[0] ?? 0

function waitersForKeys(lanes: readonly Lane[], { givers }: Needs): number[] {
  const held = heldKeys(givers)
  return lanes.filter((lane) => lane.intents.some((intent) => wantsHeldKey(intent, held))).map(({ uid }) => uid)
}

const heldKeys = (givers: readonly Lane[]): Map<string, number> =>
  new Map(givers.flatMap((lane) => (lane.heldKey !== null && givesUpKey(lane) ? [[lane.heldKey, lane.uid]] : [])))

interface Needs {
  readonly input: PlanInput
  /** Open changes that others need, and that are not placed in an earlier batch. */
  readonly unmet: Set<number>
  readonly needs: ReadonlyMap<number, readonly number[]>
  /** What a delete can't wait for, because it comes only after it. */
  readonly afterwards: ReadonlyMap<number, readonly number[]>
  /** What every change replaces. */
  readonly replaced: Replaced
  /** Lanes that give up a key, or did. */
  readonly givers: readonly Lane[]
  /** Keys that this plan gives to a record: whoever else wants one learns first what has become of that. */
  readonly given: Set<string>
}

/** By the change that takes their place at the remote. */
type Replaced = ReadonlyMap<number, readonly number[]>

function needsOf(input: PlanInput, lanes: readonly Lane[], vanishing: readonly Vanishing[]): Needs {
  const { changes } = input
  const replaced = new Map(lanes.flatMap((lane) => [...lane.replaced]))
  const queuedBehind = new Map<number, readonly number[]>()
  for (const { id, dependsOn } of changes) if (dependsOn.length > 0) queuedBehind.set(id, dependsOn)
  const users = usersOfDeleted(changes, (uid) => input.baseOf(uid))
  const afterwards = usersAfterwards(
    users,
    () => behindAll(changes, (uid) => input.baseOf(uid)),
    () => companionsIn(lanes, replaced),
  )
  const needs = new Map(queuedBehind)
  for (const [id, earlier] of users) {
    const later = new Set(afterwards.get(id))
    needs.set(id, [...(needs.get(id) ?? []), ...earlier.filter((user) => !later.has(user))])
  }
  const wanted = new Set([...needs.values()].flat())
  const unmet = new Set(changes.flatMap(({ id }) => (wanted.has(id) ? [id] : [])))
  for (const { superseded } of vanishing) for (const { id } of superseded) unmet.delete(id)
  return { input, unmet, needs, afterwards, replaced, givers: lanes.filter(givesUpKey), given: new Set() }
}

/** What goes in one row with every change. */
function companionsIn(lanes: readonly Lane[], replaced: Replaced): Map<number, readonly number[]> {
  const companions = new Map<number, readonly number[]>()
  for (const { intents } of lanes)
    for (const { changeIDs } of intents)
      for (const id of withReplaced(changeIDs, replaced)) companions.set(id, changeIDs)
  return companions
}

const withReplaced = (ids: readonly number[], replaced: Replaced): number[] =>
  ids.flatMap((id) => [id, ...(replaced.get(id) ?? [])])

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
    const key = wantedKey(intent)
    if (key !== null && context.given.has(key)) continue
    if (key !== null) context.given.add(key)
    lane.intents.splice(next.index, 1)
    lane.next = null
    taken.push(intent)
  }
  for (const { changeIDs } of taken)
    for (const id of withReplaced(changeIDs, context.replaced)) context.unmet.delete(id)
  return taken.map((intent) => withAfterwards(intent, context))
}

function withAfterwards(intent: Intent, context: Needs): Intent {
  if (intent.action.kind !== 'delete') return intent
  const afterwards = intent.changeIDs.flatMap((id) => context.afterwards.get(id) ?? [])
  return afterwards.length === 0 ? intent : { ...intent, afterwards }
}

/** Found once: a lane's turn changes only when something of it is taken, or something that it waits for. */
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
  const key = wantedKey(intent)
  const holder = key === null ? undefined : held.get(key)
  return holder !== undefined && holder !== intent.uid
}

function wantedKey({ action, recordKind }: Intent): string | null {
  const key = action.kind === 'create' ? action.key : action.kind === 'rename' ? action.newKey : null
  return key === null ? null : heldName(recordKind, key)
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
    const { replaced, gone } = fatesOf(intents, superseded)
    if (gone.length > 0) vanishing.push({ uid, of: changes, superseded: gone })
    const heldKey = base === null ? null : heldName(first.recordKind, base.key)
    if (intents.length > 0)
      lanes.push({ uid, heldKey, intents: intents.map((intent) => input.refine(intent)), replaced, next: null })
  }
  return lanes
}

/** Whose place is taken by something that is sent waits for that; only what comes to nothing vanishes (rule 11). */
function fatesOf(
  intents: readonly Intent[],
  superseded: readonly Superseded[],
): { readonly replaced: Replaced; readonly gone: readonly Superseded[] } {
  const replaced = new Map<number, number[]>()
  const gone: Superseded[] = []
  const sent = new Set(intents.flatMap((intent) => intent.changeIDs))
  const takers = new Map(superseded.map(({ id, by }) => [id, by]))
  for (const one of superseded) {
    let by: number | undefined = one.by
    while (by !== undefined && !sent.has(by)) by = takers.get(by) === by ? undefined : takers.get(by)
    if (by === undefined) gone.push(one)
    else replaced.set(by, [...(replaced.get(by) ?? []), one.id])
  }
  return { replaced, gone }
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

/** Every unsent change is placed, replaced by one that is, vanishing or waiting: exactly one of them. */
function countOthers(
  input: PlanInput,
  batches: readonly PlannedBatch[],
  vanishing: readonly Vanishing[],
  { replaced }: Needs,
): Pick<Plan, 'replaced' | 'waiting'> {
  let unsent = 0
  for (const { state } of input.changes) if (state === 'ready' || state === 'blocked') unsent += 1
  const placed = batches.flatMap(({ intents }) => intents.flatMap(({ changeIDs }) => changeIDs))
  const along = withReplaced(placed, replaced).length - placed.length
  const gone = vanishing.reduce((sum, { superseded }) => sum + superseded.length, 0)
  return { replaced: along, waiting: unsent - placed.length - along - gone }
}
