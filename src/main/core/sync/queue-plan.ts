import type { Output } from '../../../shared/contract/contract.ts'
import { listQueued, listShaken, moveChange, openChangesOf } from '../store/changes.ts'
import { getRecord } from '../store/records.ts'
import { bumpOf, verdictOf } from './capabilities.ts'
import type { EngineContext } from './context.ts'
import type { Intent, QueuedChange, Step } from './intent.ts'
import { secondsFor } from './limiter.ts'
import { overtake } from './overtake.ts'
import { confirmSent } from './own-moves.ts'
import { planInSteps, type Plan } from './plan.ts'
import type { PlannedBatch } from './split.ts'
import { endpointFor } from './prepare.ts'
import { unhurried } from './unhurried.ts'

/** Changes read at once. */
const page = 500

/**
 * What the queue would send now. Reads only, and lets others have their turn in between: what they do meanwhile is found
 * when a row's turn to be sent comes, and when something is to be let go of.
 */
export const planQueue = (
  context: EngineContext,
  spent: ReadonlySet<number> = new Set(),
  also: readonly QueuedChange[] = [],
): Promise<Plan> => unhurried(planning(context, spent, also), context.ports)

function* planning(
  context: EngineContext,
  spent: ReadonlySet<number>,
  also: readonly QueuedChange[],
): Generator<undefined, Plan> {
  const { store, connection, memory, remote } = context
  const { reader } = store
  const changes: QueuedChange[] = []
  for (let read = -1; read !== changes.length; yield) {
    read = changes.length
    changes.push(...listQueued(reader, connection, changes.at(-1)?.id ?? 0, page))
  }
  const figureOf: FigureOf = (uid, warehouse) =>
    reader.row<{ figure: number | null }>(
      'SELECT base_quantity AS figure FROM stock WHERE item = ? AND warehouse = ?',
      uid,
      warehouse,
    )?.figure ?? null
  return yield* planInSteps({
    changes: also.length === 0 ? changes : [...changes, ...also],
    baseOf: (uid) => getRecord(reader, uid)?.base ?? null,
    figureOf,
    ownFirstFigures: context.remote.capabilities.ownFirstFigures === true,
    refine: (intent) => (wantsFigure(memory, intent) ? asFirstFigure(intent, figureOf) : intent),
    batchSize: batchSizeOf(context),
    largestOf: (step) => remote.capabilities.largestBatch?.[endpointFor(step, remote.capabilities).endpoint],
    teaching: !memory.learnt.deltaTaught,
    goesAlone: (intent) => bumpOf(memory.learnt) === 'no' && mayBeRefused(memory, intent, figureOf),
    spent,
    shaken: new Map(listShaken(reader, connection).map(({ id, rows }) => [id, rows])),
  })
}

export const batchSizeOf = ({ options, memory }: EngineContext): number =>
  Math.min(options.batchSize, memory.state.batchSize ?? options.batchSize)

/** Learnt for the account, or tried for this cell since an increment was refused there. */
function wantsFigure({ learnt, setFirst }: EngineContext['memory'], { uid, action }: Intent): boolean {
  if (verdictOf(learnt.firstFigure) === 'no') return true
  return 'warehouse' in action && setFirst.has(`${String(uid)} ${String(action.warehouse)}`)
}

/** Where stamps don't move with stock, the rows of a refused array can't be told apart; of a single one nothing is in doubt. */
function mayBeRefused({ learnt }: EngineContext['memory'], { uid, action }: Intent, figureOf: FigureOf): boolean {
  if (action.kind === 'transfer') return (figureOf(uid, action.from) ?? 0) < action.quantity
  if (action.kind !== 'delta') return false
  const figure = figureOf(uid, action.warehouse)
  return figure === null ? action.by < 0 || verdictOf(learnt.firstFigure) !== 'yes' : figure + action.by < 0
}

type FigureOf = (uid: number, warehouse: number) => number | null

/** Where increments need a figure to start from, the first one is set (learnt from a refusal). */
function asFirstFigure(intent: Intent, figureOf: FigureOf): Intent {
  const { action, uid } = intent
  const quantity = action.kind === 'delta' ? action.by : action.kind === 'figure' ? action.quantity : 0
  if ((action.kind !== 'delta' && action.kind !== 'figure') || quantity <= 0) return intent
  if (figureOf(uid, action.warehouse) !== null) return intent
  return { ...intent, action: { kind: 'figure', warehouse: action.warehouse, quantity, via: 'override' } }
}

/** Lets go of what comes to nothing, and of what it was to take the place of, but for records whose changes are others by now. */
export function supersede(context: Pick<EngineContext, 'store' | 'ports'>, plan: Pick<Plan, 'vanishing'>): void {
  if (plan.vanishing.length === 0) return
  const at = context.ports.clock.now()
  context.store.write((writer) => {
    for (const { uid, of, superseded } of plan.vanishing) {
      if (!isStill(openChangesOf(writer, uid), of)) continue
      for (const { id, by } of superseded)
        moveChange(writer, id, 'superseded', 'engine', { at, supersededBy: by === id ? null : by })
      const ids = superseded.map(({ id }) => id)
      overtake(writer, ids, at)
      confirmSent(writer, uid, ids, [])
    }
  })
}

const isStill = (now: readonly QueuedChange[], then: readonly QueuedChange[]): boolean =>
  now.length === then.length &&
  now.every((change, index) => change.id === then[index]?.id && change.state === then[index].state)

/** The dry run of `queue.plan`; `also`: changes that are not queued yet, with ids above all that are. */
export async function describePlan(
  context: EngineContext,
  also: readonly QueuedChange[] = [],
): Promise<Output<'queue.plan'>> {
  const plan = await planQueue(context, new Set(), also)
  const { line, remote } = context
  const calls = [...Map.groupBy(plan.batches, (batch) => batch.step)].map(([step, batches]) => ({
    step,
    endpoint: remote.describe({
      ...endpointFor(step, remote.capabilities),
      kind: batches[0]?.recordKind ?? 'item',
    }),
    rows: sumOf(batches.map((batch) => batch.intents.length)),
    requests: batches.length,
  }))
  const requests = plan.batches.length
  const changesIn = (batch: PlannedBatch): number => sumOf(batch.intents.map((intent) => intent.changeIDs.length))
  return {
    calls,
    rows: sumOf(calls.map((call) => call.rows)),
    requests,
    changes: sumOf(plan.batches.map(changesIn)) + plan.replaced,
    overwrites: !remote.capabilities.relativeStock && calls.some(({ step }) => writesStock.has(step)),
    seconds: Math.ceil(secondsFor(requests, line.used, line.allowance, typicalLatencyMs)),
    waiting: plan.waiting,
    budget: { limit: line.allowance.limit, used: line.used, reserved: line.allowance.reserved },
  }
}

const writesStock: ReadonlySet<Step> = new Set<Step>(['firstStock', 'stockUp', 'stockDown', 'transfer'])
const typicalLatencyMs = 300
const sumOf = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
