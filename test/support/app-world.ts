import { onTestFinished } from 'vitest'
import { contract, type Input, type MethodName, type Output } from '../../src/shared/contract/contract.ts'
import { appError, type AppError } from '../../src/shared/contract/errors.ts'
import type { Topic } from '../../src/shared/contract/events.ts'
import { err, ok, type Result } from '../../src/shared/domain/result.ts'
import { createDispatch, type Dispatch, type Handlers } from '../../src/main/core/app/dispatch.ts'
import type { AppContext } from '../../src/main/core/app/handlers.ts'
import { createKeeping } from '../../src/main/core/app/keeping.ts'
import { longActsOf } from '../../src/main/core/app/stocktakes/carry-out.ts'
import { createComparisons } from '../../src/main/core/app/stocktakes/comparison.ts'
import type { CorePorts } from '../../src/main/core/core.ts'
import type { Capabilities, Credentials } from '../../src/main/core/ports.ts'
import { addChange, moveChange, type NewChange } from '../../src/main/core/store/changes.ts'
import { addConnection, useConnection } from '../../src/main/core/store/connections.ts'
import type { Reader, Writer } from '../../src/main/core/store/database.ts'
import { addObservation } from '../../src/main/core/store/mirror.ts'
import { openStore, type Store } from '../../src/main/core/store/open-store.ts'
import {
  addRecord,
  baseCells,
  findByKey,
  getRecord,
  saveBase,
  saveBaseCells,
} from '../../src/main/core/store/records.ts'
import { readSyncState, writeSyncState } from '../../src/main/core/store/sync-state.ts'
import { refold } from '../../src/main/core/store/view.ts'
import type { SyncEngine } from '../../src/main/core/sync/engine.ts'
import { temporaryFolder } from './temporary-folder.ts'

/**
 * A store in a temporary folder, with use cases on top and the world faked: the clock stands still until it is told, and
 * what the engine would do to base and queue is done by hand. Calls go through the real door and their answers are held
 * against the contract.
 */
export interface AppWorld {
  readonly store: Store
  readonly context: AppContext
  readonly secrets: Map<string, Credentials>
  /** Topics of the transactions committed so far. */
  readonly touched: Topic[][]
  readonly restarts: () => number
  now: number
  engine: SyncEngine | null
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  fail(method: MethodName, input: unknown): Promise<AppError>
}

export interface WorldSettings {
  readonly handlers: { readonly [K in keyof Handlers]?: Partial<Handlers[K]> }
  readonly ports?: Partial<CorePorts>
  /** What the remote in use can do; left out: unknown. */
  readonly capabilities?: Capabilities
}

export async function openAppWorld(settings: WorldSettings): Promise<AppWorld> {
  const secrets = new Map<string, Credentials>()
  let ids = 0
  let restarts = 0
  const state: { now: number; engine: SyncEngine | null } = { now: 1_700_000_000_000, engine: null }
  const ports: CorePorts = {
    clock: { now: () => state.now, monotonic: () => state.now, sleep: () => Promise.resolve() },
    ids: { ulid: () => `01J${String((ids += 1)).padStart(23, '0')}` },
    random: { next: () => 0.5 },
    secrets: {
      read: (id) => Promise.resolve(secretOf(secrets, id)),
      write: (id, credentials) => {
        secrets.set(id, credentials)
        return Promise.resolve(ok(undefined))
      },
      remove: (id) => {
        secrets.delete(id)
        return Promise.resolve()
      },
    },
    remotes: [],
    openRemote: () => err('There is no remote in this test.'),
    practice: {
      start: () => Promise.resolve(err('There is no practice warehouse in this test.')),
      act: () => Promise.resolve(err('There is no practice warehouse in this test.')),
      status: () => ({ running: false, network: true, loseNextAnswer: false }),
      codes: () => [],
    },
    log: () => undefined,
    breathe: () => Promise.resolve(),
    ...settings.ports,
  }
  const directory = temporaryFolder()
  const opened = await openStore({ directory, clock: ports.clock, pid: 1 })
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  // Runs before the folder is removed: the hooks of a test run last in, first out.
  onTestFinished(() => {
    store.close()
  })
  const touched: Topic[][] = []
  store.listen((topics) => touched.push([...topics]))
  const context: AppContext = {
    ports,
    settings: { directory, appVersion: '0.0.0', automatic: false },
    store,
    engine: () => state.engine,
    capabilities: () => settings.capabilities ?? null,
    closing: new AbortController().signal,
    whileStopped: (work) => work(),
    catalogues: noCatalogues,
    keeping: createKeeping({ store, clock: ports.clock, onDamage: () => undefined }),
    comparisons: createComparisons(store, ports),
    longActs: longActsOf(() => context, { ports, closing: new AbortController().signal }),
    restartEngine: () => {
      restarts += 1
      return Promise.resolve()
    },
  }
  // Safe: a test calls only the methods whose handlers it brought; any other is answered as unknown.
  const handlers = { queries: {}, commands: {}, jobs: {}, ...settings.handlers } as Handlers
  const dispatch = createDispatch(context, handlers, { checkOutputs: true })
  return {
    store,
    context,
    secrets,
    touched,
    restarts: () => restarts,
    get now() {
      return state.now
    },
    set now(value) {
      state.now = value
    },
    get engine() {
      return state.engine
    },
    set engine(value) {
      state.engine = value
    },
    call: (method, input) => callOrThrow(dispatch, method, input),
    fail: (method, input) => failOrThrow(dispatch, method, input),
  }
}

const noCatalogues: AppContext['catalogues'] = {
  read: () => Promise.resolve(err(appError('notAllowed', 'Nothing is read in this test.'))),
  reading: () => null,
  problem: () => null,
  whileStopped: (work) => work(),
  close: () => Promise.resolve(),
}

function secretOf(secrets: ReadonlyMap<string, Credentials>, id: string): Result<Credentials, string> {
  const found = secrets.get(id)
  return found ? ok(found) : err('There are no credentials for it.')
}

async function callOrThrow<M extends MethodName>(dispatch: Dispatch, method: M, input: Input<M>): Promise<Output<M>> {
  const answer = await dispatch(method, input)
  if (!answer.ok)
    throw new Error(`${method}: ${answer.error.kind}: ${answer.error.message} ${JSON.stringify(answer.error.details)}`)
  return contract[method].output.parse(answer.value) as Output<M> // safe: parsed by the same method's schema
}

async function failOrThrow(dispatch: Dispatch, method: MethodName, input: unknown): Promise<AppError> {
  const answer = await dispatch(method, input)
  if (answer.ok) throw new Error(`${method} was expected to fail and answered ${JSON.stringify(answer.value)}`)
  return answer.error
}

// ------------------------------------------------------------------------------------- a mirror, as pulls would leave it

export interface Figures {
  readonly [warehouseID: string]: number
}

/** A connection in use with its warehouses and items, read from an imaginary remote a moment ago. */
export function addMirror(
  world: AppWorld,
  warehouses: readonly string[],
  items: Readonly<Record<string, { readonly name?: string; readonly price?: number; readonly stock?: Figures }>>,
): number {
  return world.store.write((writer) => {
    const connection = addConnection(writer, {
      name: 'Shop',
      remote: 'hako-v1',
      baseUrl: 'http://127.0.0.1:1/v1',
      practice: false,
      keyHint: null,
      options: {
        settleSeconds: 120,
        batchSize: 100,
        soleWriter: [],
        autoSync: false,
        priceConflicts: 'ask',
        catalogue: false,
        settings: {},
      },
      at: world.now,
    })
    useConnection(writer, connection)
    for (const key of warehouses)
      confirm(writer, addRecord(writer, connection, 'warehouse', key), { key, name: `Warehouse ${key}` })
    for (const [key, item] of Object.entries(items)) {
      const uid = addRecord(writer, connection, 'item', key)
      confirm(
        writer,
        uid,
        { key, name: item.name ?? null, price: item.price ?? null },
        cells(writer, connection, item.stock ?? {}),
      )
    }
    notePull(writer, connection, world.now)
    return connection
  })
}

function confirm(
  writer: Writer,
  uid: number,
  fields: { key: string; name?: string | null; price?: number | null; updatedAt?: number },
  stock: ReadonlyMap<number, number> | null = null,
): void {
  const state = {
    key: fields.key,
    name: fields.name ?? null,
    price: fields.price ?? null,
    expires: null,
    components: null,
  }
  saveBase(writer, uid, { state, serverID: null, createdAt: null, updatedAt: fields.updatedAt ?? null, seenAt: null })
  if (stock !== null) saveBaseCells(writer, uid, stock)
  refold(writer, uid)
}

const cells = (reader: Reader, connection: number, figures: Figures): Map<number, number> =>
  new Map(
    Object.entries(figures).map(([warehouseID, quantity]) => [
      uidOf(reader, connection, 'warehouse', warehouseID),
      quantity,
    ]),
  )

export function uidOf(reader: Reader, connection: number, kind: 'item' | 'warehouse', key: string): number {
  const record = findByKey(reader, connection, kind, key)
  if (!record) throw new Error(`No ${kind} ${key}`)
  return record.uid
}

function notePull(writer: Writer, connection: number, at: number): void {
  writeSyncState(writer, connection, { ...readSyncState(writer, connection), lastPullAt: at })
}

/** A pull that finds a figure which somebody else changed. `updatedAt`: the remote's time of that change. */
export function pullFigure(
  world: AppWorld,
  connection: number,
  sku: string,
  warehouseID: string,
  quantity: number,
  updatedAt?: number,
): void {
  world.store.write((writer) => {
    const item = uidOf(writer, connection, 'item', sku)
    const warehouse = uidOf(writer, connection, 'warehouse', warehouseID)
    const stock = baseCells(writer, item)
    const before = stock.get(warehouse) ?? null
    saveFigures(writer, item, new Map([...stock, [warehouse, quantity]]), updatedAt)
    addObservation(writer, { item, warehouse, before, after: quantity, at: world.now, updatedAt: updatedAt ?? null })
    notePull(writer, connection, world.now)
  })
}

function saveFigures(writer: Writer, item: number, stock: ReadonlyMap<number, number>, updatedAt?: number): void {
  const record = getRecord(writer, item)
  confirm(writer, item, { ...(record?.base ?? { key: '' }), ...(updatedAt === undefined ? {} : { updatedAt }) }, stock)
}

/** Queues an own change of stock, as the use cases of stock would. */
export function queueChange(
  world: AppWorld,
  connection: number,
  sku: string,
  change: Pick<NewChange, 'kind' | 'quantity'> & { readonly at: string; readonly to?: string },
): number {
  return world.store.write((writer) =>
    addChange(writer, {
      connection,
      uid: uidOf(writer, connection, 'item', sku),
      recordKind: 'item',
      kind: change.kind,
      groupID: world.context.ports.ids.ulid(),
      at: world.now,
      warehouse: uidOf(writer, connection, 'warehouse', change.at),
      ...(change.to === undefined ? {} : { toWarehouse: uidOf(writer, connection, 'warehouse', change.to) }),
      ...(change.quantity === undefined ? {} : { quantity: change.quantity }),
    }),
  )
}

/** An acknowledgement: the change is applied and the base becomes the answer's figures, in one transaction. */
export function acknowledge(
  world: AppWorld,
  changeID: number,
  item: number,
  figures: ReadonlyMap<number, number>,
): void {
  world.store.write((writer) => {
    moveChange(writer, changeID, 'inflight', 'engine', { at: world.now })
    moveChange(writer, changeID, 'applied', 'engine', { at: world.now })
    saveFigures(writer, item, new Map([...baseCells(writer, item), ...figures]))
  })
}

export function discard(world: AppWorld, changeID: number): void {
  world.store.write((writer) => {
    moveChange(writer, changeID, 'discarded', 'person', { at: world.now })
  })
}
