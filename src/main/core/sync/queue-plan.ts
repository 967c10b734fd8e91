import type { Output } from '../../../shared/contract/contract.ts'
import type { Endpoint } from '../ports.ts'
import { openStates } from '../../../shared/domain/change.ts'
import { listChanges, moveChange } from '../store/changes.ts'
import { listKnownWithChanges } from '../store/mirror.ts'
import { verdictOf } from './capabilities.ts'
import type { EngineContext } from './context.ts'
import type { Intent } from './intent.ts'
import { secondsFor } from './limiter.ts'
import { planBatches, type Plan } from './plan.ts'
import { endpointOf } from './prepare.ts'
import { stateOf } from './said.ts'

/** What the queue would send now. Reads only. */
export function planQueue(context: EngineContext, spent: ReadonlySet<number> = new Set()): Plan {
  const { store, connection, memory } = context
  const { reader } = store
  const bases = new Map(listKnownWithChanges(reader, connection).map((known) => [known.uid, stateOf(known)]))
  const figureOf = (uid: number, warehouse: number): number | null =>
    reader.row<{ figure: number | null }>(
      'SELECT base_quantity AS figure FROM stock WHERE item = ? AND warehouse = ?',
      uid,
      warehouse,
    )?.figure ?? null
  const plan = planBatches({
    changes: listChanges(reader, connection, openStates),
    baseOf: (uid) => bases.get(uid) ?? null,
    figureOf,
    refine:
      verdictOf(memory.learnt.firstFigure) === 'no' ? (intent) => asFirstFigure(intent, figureOf) : (intent) => intent,
    batchSize: batchSizeOf(context),
    teaching: !memory.learnt.deltaTaught,
    spent,
  })
  return plan
}

export const batchSizeOf = ({ options, memory }: EngineContext): number =>
  Math.min(options.batchSize, memory.state.batchSize ?? options.batchSize)

/** Where increments need a figure to start from, the first one is set (learnt from a refusal). */
function asFirstFigure(intent: Intent, figureOf: (uid: number, warehouse: number) => number | null): Intent {
  const { action, uid } = intent
  if (action.kind !== 'delta' || action.by <= 0 || figureOf(uid, action.warehouse) !== null) return intent
  return { ...intent, action: { kind: 'figure', warehouse: action.warehouse, quantity: action.by, via: 'override' } }
}

/** Lets go of what coalescing made unnecessary. */
export function supersede(context: EngineContext, plan: Plan): void {
  if (plan.superseded.length === 0) return
  const at = context.ports.clock.now()
  context.store.write((writer) => {
    for (const { id, by } of plan.superseded) {
      moveChange(writer, id, 'superseded', 'engine', { at, supersededBy: by === id ? null : by })
    }
  })
}

/** The dry run of `queue.plan`. */
export function describePlan(context: EngineContext): Output<'queue.plan'> {
  const plan = planQueue(context)
  const { line, remote } = context
  const calls = [...Map.groupBy(plan.batches, (batch) => batch.step)].map(([step, batches]) => ({
    step,
    endpoint: remote.describe({
      endpoint: endpointOf[step] satisfies Endpoint,
      kind: batches[0]?.recordKind ?? 'item',
    }),
    rows: sumOf(batches.map((batch) => batch.intents.length)),
    requests: batches.length,
  }))
  const requests = plan.batches.length
  return {
    calls,
    rows: sumOf(calls.map((call) => call.rows)),
    requests,
    changes: sumOf(plan.batches.flatMap((batch) => batch.intents.map((intent) => intent.changeIDs.length))),
    seconds: Math.ceil(secondsFor(requests, line.used, line.allowance, typicalLatencyMs)),
    waiting: plan.waiting,
    budget: { limit: line.allowance.limit, used: line.used, reserved: line.allowance.reserved },
  }
}

const typicalLatencyMs = 300
const sumOf = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
