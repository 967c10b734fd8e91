import type { Output } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { Capabilities } from '../ports.ts'
import { addChange, type NewChange } from '../store/changes.ts'
import { connectionInUse, getConnection, type Connection } from '../store/connections.ts'
import type { Reader, Writer } from '../store/database.ts'
import { currentPerson } from '../store/people.ts'
import { findByKey, type MirrorRecord } from '../store/records.ts'
import type { AppContext } from './handlers.ts'

/**
 * One gesture of a user: whatever it queues carries the same group, time and person, so that it can be shown and taken
 * back as one (sync.md rule 3). Also finds what a gesture names, or the sentence that says why not.
 */
export interface Gesture {
  readonly connection: number
  readonly groupID: string
  readonly at: number
  readonly person: string | null
}

export type Ability = keyof Pick<
  Capabilities,
  'writeItems' | 'writeWarehouses' | 'bundles' | 'moveStock' | 'setStock' | 'rename' | 'announce' | 'prices' | 'expiry'
>

/** Begins a gesture, if there is a connection in use and its remote can do all of this. */
export function startGesture(
  context: AppContext,
  reader: Reader,
  ...abilities: readonly Ability[]
): Result<Gesture, AppError> {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const missing = abilities.find((ability) => context.capabilities()?.[ability] === false)
  if (missing !== undefined) return err(unsupported(missing, connection.value))
  const { ids, clock } = context.ports
  return ok({ connection: connection.value.id, groupID: ids.ulid(), at: clock.now(), person: currentPerson(reader) })
}

export function connected(reader: Reader): Result<Connection, AppError> {
  const connection = connectionInUse(reader)
  return connection
    ? ok(connection)
    : err(appError('notAllowed', 'Connect first: there is no connection in use.', { reason: 'notConnected' }))
}

export function findConnection(reader: Reader, connectionID: string): Result<Connection, AppError> {
  const connection = /^\d+$/.test(connectionID) ? getConnection(reader, Number(connectionID)) : undefined
  return connection
    ? ok(connection)
    : err(appError('notFound', `There is no connection ${connectionID}.`, { connectionID }))
}

const unsupported = (ability: Ability, connection: Connection): AppError =>
  appError('unsupported', `The service behind “${connection.name}” can’t ${abilityWords[ability]}.`, {
    capability: ability,
  })

const abilityWords: Readonly<Record<Ability, string>> = {
  writeItems: 'change items',
  writeWarehouses: 'change warehouses',
  bundles: 'keep bundles',
  moveStock: 'receive, issue or transfer stock',
  setStock: 'set stock to a figure',
  rename: 'rename anything',
  announce: 'be told of deliveries',
  prices: 'keep prices',
  expiry: 'keep dates of expiry',
}

/** Queues one change of a gesture. */
export function queueChange(
  writer: Writer,
  gesture: Gesture,
  change: Omit<NewChange, 'connection' | 'groupID' | 'at' | 'person'>,
): number {
  const { connection, groupID, at, person } = gesture
  return addChange(writer, { ...change, connection, groupID, at, person })
}

/** What a command that queues changes answers. */
export const queued = (gesture: Gesture, changeIDs: readonly number[]): Output<'items.delete'> =>
  changeIDs.length === 0 ? { changeIDs: [] } : { changeIDs: [...changeIDs], groupID: gesture.groupID }

/** A record by the key that users see. */
export function findRecord(
  reader: Reader,
  connection: number,
  kind: RecordKind,
  key: string,
): Result<MirrorRecord, AppError> {
  const record = findByKey(reader, connection, kind, key)
  return record
    ? ok(record)
    : err(appError('notFound', `There is no ${kind} ${key}.`, { record: kind, ...keyDetail(kind, key) }))
}

/** Fails if the key is in use by another record of its kind; items and bundles have key spaces of their own. */
export function mustBeFree(reader: Reader, connection: number, kind: RecordKind, key: string): Result<void, AppError> {
  const holder = findByKey(reader, connection, kind, key)
  if (!holder) return ok(undefined)
  const named = holder.view.name === null || holder.view.name === '' ? '' : ` (${holder.view.name})`
  return err(
    appError('exists', `There already is a ${kind} ${key}${named}.`, {
      record: kind,
      ...keyDetail(kind, key),
      name: holder.view.name,
    }),
  )
}

function keyDetail(kind: RecordKind, key: string): Record<string, string> {
  switch (kind) {
    case 'item':
    case 'bundle':
      return { sku: key }
    case 'warehouse':
      return { warehouseID: key }
    default:
      return unreachable(kind)
  }
}
