import { isQuestion, movesStock } from '../../../shared/domain/change.ts'
import type { QueuedChange } from './intent.ts'

/**
 * What of a record's open changes may be sent. Pure; asked by the plan, and again when the turn of a row has come. Rule 7:
 * nothing while anything of the record is in flight or unknown; rule 10: what waits behind a question.
 */
export function sendableOf<T extends QueuedChange>(
  changes: readonly T[],
  exists: boolean,
  spent: ReadonlySet<number>,
): T[] {
  if (changes.some((change) => change.state === 'inflight' || change.state === 'unknown' || spent.has(change.id)))
    return []
  const unsent = changes.filter((change) => change.state === 'ready' || change.state === 'blocked')
  if (!exists && !unsent.some((change) => change.kind === 'create')) return []
  const questions = changes.filter((change) => isQuestion(change.state))
  return questions.length === 0 ? unsent : unsent.filter((change) => !questions.some((asked) => holdsUp(asked, change)))
}

/** What is asked of a record that has gone waits for the create that makes it anew, and not the other way round. */
function holdsUp(asked: QueuedChange, change: QueuedChange): boolean {
  if (change.kind === 'create') return asked.kind === 'create'
  return asked.id < change.id ? holdsLater(asked, change) : holdsEarlier(asked, change)
}

/** On the key of a question later movements go on, because they commute; what is absolute waits (rule 10). */
function holdsLater(asked: QueuedChange, change: QueuedChange): boolean {
  if (asked.state === 'rejected' && asked.kind !== 'create') return false
  if (!movesStock(change.kind)) return true
  if (asked.kind === 'create' || asked.kind === 'delete') return true
  return asked.kind === 'stock-set' && sharesCell(asked, change)
}

/**
 * What is in doubt may have happened, so that an earlier change would undo it: a figure and the movements of its cell wait
 * for each other, and edits for edits. Nothing goes to a record that may be somebody else's.
 */
function holdsEarlier(asked: QueuedChange, change: QueuedChange): boolean {
  if (asked.kind === 'create') return true
  if (asked.state !== 'quarantined') return false
  if (asked.kind === 'stock-set' || change.kind === 'stock-set') return sharesCell(asked, change)
  return !movesStock(asked.kind) && !movesStock(change.kind)
}

const cellsIn = ({ warehouse, toWarehouse }: QueuedChange): number[] =>
  [warehouse, toWarehouse].filter((cell) => cell !== null)

const sharesCell = (a: QueuedChange, b: QueuedChange): boolean => {
  const cells = cellsIn(b)
  return cellsIn(a).some((cell) => cells.includes(cell))
}
