import { amendChange, getChange, moveChange, openChangesOf, type Change } from '../store/changes.ts'
import type { Reader, Writer } from '../store/database.ts'
import { countsAfter } from '../store/past-changes.ts'
import { saidFields } from './fields.ts'
import { overrides } from './overrides.ts'

/**
 * Nothing is let go of before what takes its place has had effect (rule 11). When a change is applied, or was already so,
 * the earlier ones of its record that it says anew are superseded by it: those that went along with it unsent, those that
 * the remote had refused, and what asks about the same. Called in the transaction that ends the change.
 */
export function overtake(writer: Writer, ids: readonly number[], at: number): void {
  for (const { id } of goalsAmong(writer, ids)) {
    const change = getChange(writer, id)
    if (!change) continue
    for (const earlier of openChangesOf(writer, change.uid)) {
      if (earlier.id >= id || !mayBeOvertaken(earlier, change)) continue
      const left = leftOf(earlier, change)
      if (left === 'nothing')
        moveChange(writer, earlier.id, 'superseded', 'engine', { at, supersededBy: id, question: null })
      else if (left !== 'all') leave(writer, earlier, withLeft(earlier, left), at)
    }
  }
}

function leave(writer: Writer, { id, state }: Change, left: Pick<Change, 'payload' | 'question'>, at: number): void {
  amendChange(writer, id, left)
  const isDecided = left.question?.reason === 'fieldConflict' && left.question.fields.length === 0
  if (state === 'conflict' && isDecided) moveChange(writer, id, 'ready', 'engine', { at, question: null })
}

/** What was asked of the rest is no question any more. */
function withLeft({ payload, question }: Change, fields: Fields): Pick<Change, 'payload' | 'question'> {
  const isLeft = ({ field }: { readonly field: string }): boolean =>
    saidFields(fields).some((name) => field === name || field.startsWith(`${name}:`))
  return {
    payload: { ...payload, fields },
    question: question && { ...question, fields: question.fields.filter(isLeft) },
  }
}

/** Movements take nobody's place. */
const goalsAmong = (reader: Reader, ids: readonly number[]): { id: number }[] =>
  reader.rows(
    `SELECT id FROM changes WHERE id IN (SELECT value FROM json_each(?)) AND kind NOT IN ('stock-delta', 'transfer')
     ORDER BY id`,
    JSON.stringify(ids),
  )

/** What it was sent for did not happen, and nothing of it is in doubt; or it asks for what was said anew since. */
const mayBeOvertaken = ({ state, kind }: Change, later: Change): boolean =>
  state === 'ready' ||
  state === 'blocked' ||
  state === 'rejected' ||
  (state === 'conflict' && kind === later.kind && (kind === 'set-field' || kind === 'rename'))

type Fields = NonNullable<Change['payload']['fields']>

/** What an earlier change still says beside a later one. */
function leftOf(earlier: Change, later: Change): 'all' | 'nothing' | Fields {
  if (overrides(later, earlier)) return 'nothing'
  if (earlier.kind !== 'set-field' || later.kind !== 'set-field') return 'all'
  const said = new Set(saidFields(later.payload.fields ?? {}))
  const fields = earlier.payload.fields ?? {}
  const names = saidFields(fields)
  if (!names.some((name) => said.has(name))) return 'all'
  const left = names.filter((name) => !said.has(name)).map((name) => [name, fields[name]])
  return Object.fromEntries(left) as Fields // safe: the same values, fewer of them
}

/**
 * A count that has had effect since and says anew what a movement or a count was to do: once more it would be booked on top
 * of that. Undefined: none, or not of all its cells. `but`: counts that are open again as well.
 */
export function countedSince(
  reader: Reader,
  { id, uid, kind, warehouse, toWarehouse }: Change,
  but: readonly number[] = [],
): number | undefined {
  if (kind !== 'stock-delta' && kind !== 'transfer' && kind !== 'stock-set') return undefined
  const cells = [warehouse, toWarehouse].filter((cell) => cell !== null)
  const counts = cells.map((cell) => countsAfter(reader, uid, cell, id).find((count) => !but.includes(count)))
  return counts.includes(undefined) ? undefined : counts[0]
}
