import { equal } from '../../../shared/domain/quantity.ts'
import { getChange, moveChange } from '../store/changes.ts'
import { getRecord } from '../store/records.ts'
import { knownCells } from '../store/mirror.ts'
import type { EngineContext } from './context.ts'
import type { Intent } from './intent.ts'
import { overtake } from './overtake.ts'
import { questionFor } from './questions.ts'

/**
 * Looks at counted figures once more against the freshest base, right before they would be posted (sync.md §9): already
 * so, moved by somebody else since the decision, or good to go. Answers the intents that go.
 */
export function settleFigures(context: EngineContext, intents: readonly Intent[]): Intent[] {
  return intents.filter((intent) => intent.action.kind !== 'figure' || mayPost(context, intent, intent.action))
}

function mayPost(
  context: EngineContext,
  intent: Intent,
  action: Extract<Intent['action'], { kind: 'figure' }>,
): boolean {
  const { store, ports } = context
  const [id] = intent.changeIDs
  const change = id === undefined ? undefined : getChange(store.reader, id)
  const { warehouse, quantity } = action
  const now = knownCells(store.reader, intent.uid).get(warehouse) ?? null
  // A movement said as a first figure: where one has appeared since the plan, it would replace what others put there.
  if (!change || change.kind !== 'stock-set') return now === null
  // A later movement was confirmed since the plan: what is to be said is another figure now.
  if (change.quantity === null || !equal(change.quantity, quantity)) return false
  const at = ports.clock.now()
  // By difference, nothing counted where there is no figure is no movement.
  const is = action.via === 'difference' ? (now ?? 0) : now
  if (is !== null && equal(is, quantity)) {
    store.write((writer) => {
      moveChange(writer, change.id, 'superseded', 'engine', { at })
      overtake(writer, [change.id], at)
    })
    return false
  }
  const seen = change.baseSeen.quantity
  if (seen === undefined || equal(seen ?? 0, now ?? 0)) return true
  const record = getRecord(store.reader, intent.uid)
  const key = record?.view.key ?? ''
  const theirsAt = record?.serverUpdatedAt ?? null
  const fields = [{ field: 'quantity', base: seen, mine: quantity, theirs: now }]
  const question = questionFor({ reason: 'stockMoved', change, key, cell: warehouse, fields, theirsAt })
  store.write((writer) => {
    moveChange(writer, change.id, 'conflict', 'engine', { at, question })
  })
  return false
}
