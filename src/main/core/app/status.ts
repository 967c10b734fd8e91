import type { AppStatus } from '../../../shared/contract/app.ts'
import { questionStates, type ChangeState } from '../../../shared/domain/change.ts'
import { ok } from '../../../shared/domain/result.ts'
import { connectionInUse, type Connection } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'
import { countHeld } from '../store/held-deletions.ts'
import { currentPerson } from '../store/people.ts'
import { readPaused, readSyncState } from '../store/sync-state.ts'
import { countCells, readTallies, type Tallies } from '../store/tallies.ts'
import { countOpenUnknownCodes } from '../store/unknown-scans.ts'
import type { SyncStatus } from '../sync/engine.ts'
import type { QueryHandler } from './handlers.ts'

/** Where things stand. Asked after every event, so it only reads counts that are kept as they change. */
const status: QueryHandler<'app.status'> = (context, reader) => {
  const connection = connectionInUse(reader)
  const versions = { app: context.settings.appVersion, ...context.store.versions }
  const person = currentPerson(reader)
  if (!connection) return ok({ versions, connection: null, ...asleep(null), ...nothing, lastPull: null, person })
  const { online, sync } = context.engine()?.status() ?? asleep({ reader, connection: connection.id })
  const { records, changes } = readTallies(reader, connection.id)
  return ok({
    versions,
    connection: shown(connection),
    online,
    sync,
    queue: changes,
    waiting: sum(changes, waitingStates),
    questions: sum(changes, questionStates),
    held: countHeld(reader, connection.id),
    unknownCodes: countOpenUnknownCodes(reader, connection.id),
    mirror: {
      items: records.item,
      warehouses: records.warehouse,
      bundles: records.bundle,
      stock: countCells(reader, connection.id),
    },
    lastPull: sync.lastPullAt,
    person,
  })
}

/** Open changes that no person is asked about. */
const waitingStates = ['blocked', 'ready', 'inflight', 'unknown'] as const satisfies readonly ChangeState[]

const sum = (changes: Tallies['changes'], states: readonly ChangeState[]): number =>
  states.reduce((total, state) => total + changes[state], 0)

function shown({ id, name, remote, baseUrl, practice }: Connection): NonNullable<AppStatus['connection']> {
  return { connectionID: String(id), name, remote, baseUrl, practice }
}

/** What is known while no engine runs. */
function asleep(known: { readonly reader: Reader; readonly connection: number } | null): SyncStatus {
  const state = known === null ? null : readSyncState(known.reader, known.connection)
  return {
    online: 'unknown',
    sync: {
      running: false,
      paused: known === null ? false : readPaused(known.reader, known.connection),
      stuck: false,
      lastPullAt: state?.lastPullAt ?? null,
      lastSweepAt: state?.lastSweepAt ?? null,
      nextAt: null,
      copying: null,
    },
  }
}

const nothing = {
  queue: {
    blocked: 0,
    ready: 0,
    inflight: 0,
    applied: 0,
    rejected: 0,
    conflict: 0,
    unknown: 0,
    quarantined: 0,
    superseded: 0,
    discarded: 0,
  },
  waiting: 0,
  questions: 0,
  held: 0,
  unknownCodes: 0,
  mirror: { items: 0, warehouses: 0, bundles: 0, stock: 0 },
} satisfies Partial<AppStatus>

export const statusQueries = { 'app.status': status } as const
