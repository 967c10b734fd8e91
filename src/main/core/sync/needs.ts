import { movesStock } from '../../../shared/domain/change.ts'
import type { RecordState } from '../../../shared/domain/fold.ts'
import type { QueuedChange } from './intent.ts'

/**
 * What was to happen before a record is deleted, and so has to (rule 12): its own movements; goods are moved out of a
 * warehouse, and an item is taken out of bundles, before they go. Pure.
 */
export type Needs = ReadonlyMap<number, readonly number[]>

type BaseOf = (uid: number) => RecordState | null

/** Per delete the earlier open changes that need its record to be there. */
export function usersOfDeleted(changes: readonly QueuedChange[], baseOf: BaseOf): Needs {
  const deletes = changes.filter(({ kind }) => kind === 'delete')
  if (deletes.length === 0) return new Map()
  const users = usersOf(changes, baseOf)
  const keys = keysOf(changes, new Set(deletes.map(({ uid }) => uid)))
  return new Map(
    deletes.flatMap(({ id, uid, recordKind }) => {
      const sku = baseOf(uid)?.key
      const parts = recordKind === 'item' ? [...(sku === undefined ? [] : [sku]), ...(keys.get(uid) ?? [])] : []
      const names = [ownName(uid), cellName(uid), ...parts.map(partName)]
      const earlier = [...new Set(names.flatMap((name) => users.get(name) ?? []))].filter((user) => user < id)
      return earlier.length === 0 ? [] : [[id, earlier] as const]
    }),
  )
}

/**
 * Those of them that come only after the delete, and so can't come before it. `behind`: what each change comes after;
 * `companions`: what goes together with a change in one row.
 */
export function usersAfterwards(users: Needs, behindOf: () => Needs, companionsOf: () => Needs): Needs {
  if (users.size === 0) return users
  const [behind, companions] = [behindOf(), companionsOf()]
  const firstOf = (id: number): number[] => [
    ...(behind.get(id) ?? []),
    ...(companions.get(id) ?? []),
    ...(users.get(id) ?? []),
  ]
  return new Map([...users].map(([id, earlier]) => [id, earlier.filter((user) => comesAfter(user, id, firstOf))]))
}

/**
 * What each change comes after: what it was queued behind, the creates of what it names, and whatever gives up the key that
 * it takes.
 */
export function behindAll(changes: readonly QueuedChange[], baseOf: BaseOf): Needs {
  const creates = new Map(changes.flatMap(({ id, uid, kind }) => (kind === 'create' ? [[uid, id] as const] : [])))
  const givers = giversIn(changes, baseOf)
  return new Map(
    changes.map((change) => {
      const { id, uid, recordKind, warehouse, toWarehouse, payload, dependsOn } = change
      const named = [uid, warehouse, toWarehouse, ...(payload.stock ?? []).map((first) => first.warehouse)]
      const made = named.flatMap((needed) => (needed === null ? [] : (creates.get(needed) ?? [])))
      const leaving = payload.key === undefined ? [] : (givers.get(`${recordKind} ${payload.key}`) ?? [])
      const others = leaving.flatMap((giver) => (giver.uid === uid ? [] : [giver.id]))
      return [id, [...dependsOn, ...made, ...others].filter((first) => first !== id)] as const
    }),
  )
}

/** Renames and deletes by the key that they take from their record at the remote. */
function giversIn(changes: readonly QueuedChange[], baseOf: BaseOf): ReadonlyMap<string, readonly QueuedChange[]> {
  const giving = changes.filter(({ kind }) => kind === 'rename' || kind === 'delete')
  return Map.groupBy(giving, ({ uid, recordKind }) => `${recordKind} ${baseOf(uid)?.key ?? ''}`)
}

const ownName = (uid: number): string => `own ${String(uid)}`
const cellName = (warehouse: number): string => `cell ${String(warehouse)}`
const partName = (sku: string): string => `part ${sku}`

/** Changes by what they touch: the item and the warehouses of movements, and the parts of bundles, before and after. */
function usersOf(changes: readonly QueuedChange[], baseOf: BaseOf): ReadonlyMap<string, readonly number[]> {
  const users = new Map<string, number[]>()
  const parts = new Map<number, Set<string>>()
  const add = (name: string, id: number): void => {
    const known = users.get(name)
    if (known === undefined) users.set(name, [id])
    else known.push(id)
  }
  for (const change of changes) {
    const { id, uid, kind, recordKind } = change
    for (const cell of [change.warehouse, change.toWarehouse]) if (cell !== null) add(cellName(cell), id)
    for (const first of change.payload.stock ?? []) add(cellName(first.warehouse), id)
    if (movesStock(kind)) add(ownName(uid), id)
    if (recordKind === 'bundle') for (const sku of partsOf(change, baseOf, parts)) add(partName(sku), id)
  }
  return users
}

/**
 * Parts that the bundle had or was to have until then, whatever it was that said so; neither a rename nor an edit of
 * something else touches them.
 */
function partsOf({ kind, uid, payload }: QueuedChange, baseOf: BaseOf, known: Map<number, Set<string>>): Set<string> {
  const said = payload.fields?.components
  const parts = known.get(uid) ?? new Set((baseOf(uid)?.components ?? []).map(({ sku }) => sku))
  known.set(uid, parts)
  for (const { sku } of said ?? []) parts.add(sku)
  return kind === 'rename' || (kind === 'set-field' && said === undefined) ? new Set() : parts
}

/** The keys that were given to these records here: a bundle names an item by the one that it had then. */
function keysOf(changes: readonly QueuedChange[], uids: ReadonlySet<number>): ReadonlyMap<number, readonly string[]> {
  const keys = new Map<number, string[]>()
  for (const { uid, payload } of changes)
    if (payload.key !== undefined && uids.has(uid)) keys.set(uid, [...(keys.get(uid) ?? []), payload.key])
  return keys
}

/** Whether one leads to the other, step by step. */
export function comesAfter(id: number, first: number, firstOf: (id: number) => readonly number[]): boolean {
  const met = new Set<number>()
  const left = [id]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next === first) return true
    if (met.has(next)) continue
    met.add(next)
    left.push(...firstOf(next))
  }
  return false
}
