import { onTestFinished } from 'vitest'
import { connectionOptions, type ConnectionOptions } from '../../src/shared/contract/connections.ts'
import type { Output } from '../../src/shared/contract/contract.ts'
import type { ChangeState } from '../../src/shared/domain/change.ts'
import type { Clock, Remote } from '../../src/main/core/ports.ts'
import { addChange, getChange, type Change, type NewChange } from '../../src/main/core/store/changes.ts'
import { addConnection } from '../../src/main/core/store/connections.ts'
import { openStore, type Store } from '../../src/main/core/store/open-store.ts'
import { addRecord, findByKey } from '../../src/main/core/store/records.ts'
import { decideChanges } from '../../src/main/core/sync/decide.ts'
import type { Answer, Decided } from '../../src/main/core/sync/decision.ts'
import type { SyncEngine } from '../../src/main/core/sync/engine.ts'
import { openSyncEngine } from '../../src/main/core/sync/open-engine.ts'
import { openRemote } from '../../src/main/remotes/remote.ts'
import { startPracticeServer, type HakoSwitches, type PracticeServer } from '../../src/main/practice/practice.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { virtualClock, type VirtualClock } from './virtual-clock.ts'

/** The real engine on a real store, against a real practice server over HTTP; only the time is ours. */
export interface SyncWorld {
  readonly clock: VirtualClock
  readonly server: PracticeServer
  readonly store: Store
  readonly engine: SyncEngine
  readonly connection: number
  readonly remote: Remote
  run(full?: boolean): Promise<Output<'sync.run'>>
  /** Ends engine and store, as a crash would where `crash` says so, and starts both again on the same folder. */
  restart(options?: { readonly automatic?: boolean; readonly crash?: boolean }): Promise<void>
  uid(kind: 'item' | 'warehouse' | 'bundle', key: string): number
  queue(change: QueuedBy): number
  create(
    key: string,
    payload?: NewChange['payload'],
    kind?: 'item' | 'warehouse' | 'bundle',
  ): { uid: number; id: number }
  receive(sku: string, warehouseID: string, quantity: number): number
  change(id: number): Change
  states(...ids: number[]): ChangeState[]
  decide(ids: number | readonly number[], answer: Answer, quantity?: number): Decided
  /** The server's figure. */
  figure(sku: string, warehouseID: string): number | undefined
  /** The figure that users see. */
  seen(sku: string, warehouseID: string): { quantity: number; low: number | null; high: number | null } | undefined
  writes(): readonly { method: string; path: string; rows: number | null }[]
  reads(): number
}

type QueuedBy = Omit<NewChange, 'connection' | 'recordKind' | 'groupID' | 'at'> &
  Partial<Pick<NewChange, 'recordKind' | 'groupID'>>

export interface WorldSettings {
  readonly switches?: Partial<HakoSwitches>
  readonly options?: Partial<ConnectionOptions>
  readonly items?: number
  readonly clock?: VirtualClock
  readonly automatic?: boolean
  readonly wrapRemote?: (remote: Remote) => Remote
}

const account = { warehouses: ['W1', 'W2', 'W3'], items: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] }

export async function openSyncWorld(settings: WorldSettings = {}): Promise<SyncWorld> {
  const clock = settings.clock ?? virtualClock({ hurry: true })
  const server = await startPracticeServer({
    seed: settings.items === undefined ? 'empty' : { items: settings.items },
    switches: { requestsPerMinute: null, ...settings.switches },
    clock: { now: () => clock.now(), setTimer: realTimer },
  })
  if (settings.items === undefined) plant(server)
  const directory = temporaryFolder()
  const world = new World(settings, clock, server, directory)
  await world.open(settings.automatic ?? false)
  onTestFinished(async () => {
    await world.close()
    await server.close()
  })
  // Planting was a while ago: its stamps are older than anything a certificate must be told from.
  await clock.sleep(600_000)
  return world
}

/** Network delays of the server run on real time; tests schedule none that are long. */
function realTimer(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms)
  return () => {
    clearTimeout(timer)
  }
}

function plant(server: PracticeServer): void {
  const post = (path: string, body: unknown): void => {
    const answer = server.control.actAsOther({ kind: 'request', request: { method: 'POST', path, body } })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer))
  }
  post(
    '/v1/warehouses',
    account.warehouses.map((warehouseID) => ({ warehouseID, name: `Hall ${warehouseID}` })),
  )
  const inventory = ['W1', 'W2'].map((warehouseID) => ({ warehouseID, quantity: 40 }))
  post(
    '/v1/items',
    account.items.map((sku) => ({ sku, name: `Item ${sku}`, price: 5, inventory })),
  )
}

class World implements SyncWorld {
  readonly clock: VirtualClock
  readonly server: PracticeServer
  readonly #settings: WorldSettings
  readonly #directory: string
  #parts: { store: Store; engine: SyncEngine; remote: Remote; connection: number } | null = null
  #ids = 0

  constructor(settings: WorldSettings, clock: VirtualClock, server: PracticeServer, directory: string) {
    this.#settings = settings
    this.clock = clock
    this.server = server
    this.#directory = directory
  }

  async open(automatic: boolean): Promise<void> {
    const opened = await openStore({ directory: this.#directory, clock: this.clock, pid: 1 })
    if (!opened.ok) throw new Error(opened.error.message)
    const store = opened.value
    const options = connectionOptions.parse({ settleSeconds: 0, ...this.#settings.options })
    const found = store.reader.row<{ connection: number }>('SELECT connection FROM connections')
    const connection = found?.connection ?? store.write((writer) => this.#addConnection(writer, options))
    const { baseUrl, apiKey } = this.server
    const remote = openRemote({ environment: {} })({ remote: 'hako-v1', baseUrl, credentials: { apiKey } })
    if (!remote.ok) throw new Error(remote.error)
    const wrapped = this.#settings.wrapRemote?.(remote.value) ?? remote.value
    const ports = {
      clock: this.clock satisfies Clock,
      ids: { ulid: () => `01J${String((this.#ids += 1)).padStart(23, '0')}` },
      random: { next: () => 0.5 },
      log: () => undefined,
      breathe: () => Promise.resolve(),
    }
    const engine = openSyncEngine({ store, connection, remote: wrapped, options, ports, automatic })
    this.#parts = { store, engine, remote: wrapped, connection }
  }

  #addConnection(writer: Parameters<typeof addConnection>[0], options: ConnectionOptions): number {
    return addConnection(writer, {
      name: 'Test',
      remote: 'hako-v1',
      baseUrl: this.server.baseUrl,
      practice: false,
      keyHint: null,
      options,
      at: this.clock.now(),
    })
  }

  async close(): Promise<void> {
    const parts = this.#parts
    this.#parts = null
    await parts?.engine.close()
    await parts?.remote.close()
    parts?.store.close()
  }

  async restart({ automatic = false }: { readonly automatic?: boolean } = {}): Promise<void> {
    await this.close()
    await this.open(automatic)
  }

  get #open() {
    if (!this.#parts) throw new Error('The world is closed')
    return this.#parts
  }

  get store(): Store {
    return this.#open.store
  }
  get engine(): SyncEngine {
    return this.#open.engine
  }
  get connection(): number {
    return this.#open.connection
  }
  get remote(): Remote {
    return this.#open.remote
  }

  async run(full = false): Promise<Output<'sync.run'>> {
    const result = await this.engine.run({ full })
    if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.message}`)
    return result.value
  }

  uid(kind: 'item' | 'warehouse' | 'bundle', key: string): number {
    const record = findByKey(this.store.reader, this.connection, kind, key)
    if (!record) throw new Error(`No ${kind} ${key}`)
    return record.uid
  }

  queue(change: QueuedBy): number {
    this.#ids += 1
    const head = {
      connection: this.connection,
      recordKind: 'item' as const,
      groupID: `g${String(this.#ids)}`,
      at: this.clock.now(),
    }
    return this.store.write((writer) => addChange(writer, { ...head, ...change }))
  }

  create(
    key: string,
    payload: NewChange['payload'] = {},
    kind: 'item' | 'warehouse' | 'bundle' = 'item',
  ): { uid: number; id: number } {
    const uid = this.store.write((writer) => addRecord(writer, this.connection, kind, key))
    return { uid, id: this.queue({ uid, recordKind: kind, kind: 'create', payload: { key, ...payload } }) }
  }

  receive(sku: string, warehouseID: string, quantity: number): number {
    return this.queue({
      uid: this.uid('item', sku),
      kind: 'stock-delta',
      warehouse: this.uid('warehouse', warehouseID),
      quantity,
    })
  }

  change(id: number): Change {
    const change = getChange(this.store.reader, id)
    if (!change) throw new Error(`No change ${String(id)}`)
    return change
  }

  states(...ids: number[]): ChangeState[] {
    return ids.map((id) => this.change(id).state)
  }

  decide(ids: number | readonly number[], answer: Answer, quantity?: number): Decided {
    const list = typeof ids === 'number' ? [ids] : ids
    const decided = this.store.write((writer) =>
      decideChanges(writer, list, { answer, quantity, at: this.clock.now(), groupID: `d${String((this.#ids += 1))}` }),
    )
    if (!decided.ok) throw new Error(decided.error.message)
    return decided.value
  }

  figure(sku: string, warehouseID: string): number | undefined {
    return this.server.control.snapshot().items.find((item) => item.sku === sku)?.stock[warehouseID]
  }

  seen(sku: string, warehouseID: string) {
    return this.store.reader.row<{ quantity: number; low: number | null; high: number | null }>(
      'SELECT quantity, low, high FROM stock WHERE item = ? AND warehouse = ?',
      this.uid('item', sku),
      this.uid('warehouse', warehouseID),
    )
  }

  writes(): readonly { method: string; path: string; rows: number | null }[] {
    return this.server.control.requests().filter((request) => request.method !== 'GET')
  }

  reads(): number {
    return this.server.control.requests().filter((request) => request.method === 'GET').length
  }
}

/** A world that knows already how stamps move with stock, long enough after its writes for a certificate. */
export async function openTaughtWorld(settings: WorldSettings = {}): Promise<SyncWorld> {
  const world = await openSyncWorld(settings)
  await world.run()
  // Twice: a single answer proves nothing about stamps.
  for (let turn = 0; turn < 2; turn += 1) {
    world.receive('H', 'W1', 1)
    await world.run()
  }
  await world.clock.sleep(600_000)
  await world.run()
  await world.clock.sleep(10_000)
  return world
}
