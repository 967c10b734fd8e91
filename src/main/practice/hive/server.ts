import { systemClock, type PracticeClock } from '../clock.ts'
import { serveApi, type ServerControl } from '../http/serve.ts'
import { seededRandom, type Random } from '../random.ts'
import { addSku, changeSku, createAccount, emptyFields, type Shelf, type Shipment, type State } from './account.ts'
import { seedHive, type HiveSeed } from './seed.ts'
import { createHiveService } from './service.ts'
import { defaultHiveSwitches, type HiveSwitches } from './switches.ts'

export interface HiveControl extends ServerControl {
  state(): State
  setSwitches(changes: Partial<HiveSwitches>): void
  /** Another program with the same key. */
  useLimit(requests: number): void
  /** What people at Hive and in other programs do. */
  addSku(
    key: string,
    fields?: Partial<typeof emptyFields> & { readonly name?: string },
    shelves?: readonly Shelf[],
  ): void
  removeSku(key: string): void
  /** A delivery that somebody else announced. */
  addShipment(): void
  edit(key: string, change: Partial<typeof emptyFields> & { readonly name?: string }): void
  /** An order takes goods, or a delivery brings them. */
  move(key: string, warehouse: number, by: number): void
}

export interface HiveServer {
  readonly baseUrl: string
  readonly credentials: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, string>>
  readonly control: HiveControl
  close(): Promise<void>
}

export interface HivePracticeOptions {
  /** 0 or left out: any free port. */
  readonly port?: number
  readonly key?: string
  /** Refused: nothing is kept. */
  readonly database?: string
  /** `shop` when left out. */
  readonly seed?: HiveSeed
  readonly switches?: Readonly<Record<string, string | number | boolean | null>>
  readonly clock?: PracticeClock
  readonly random?: Random
  /** One line a request. */
  readonly log?: (line: string) => void
}

export const hivePracticeKey = 'practice-hive-key'

/** Rejects when the port is taken. Everything is in memory: a database file is refused. */
export async function startHivePractice(options: HivePracticeOptions = {}): Promise<HiveServer> {
  const { key = hivePracticeKey, clock = systemClock, seed = 'shop', switches = {}, database } = options
  if (database !== undefined) throw new Error('The practice server of Hive keeps no file; leave the database out')
  const account = createAccount()
  seedHive(account, seed, clock.now())
  // Names and types were checked against the kind's switches by whoever asked.
  const service = createHiveService(account, key, { ...defaultHiveSwitches, ...(switches as Partial<HiveSwitches>) })
  const { port = 0, random = seededRandom(1), log = () => undefined } = options
  const serving = await serveApi(service, { port, clock, random, log })
  const write = (change: (state: State) => State): void => account.replace(change(account.state()), clock.now())
  const idOf = (sku: string): number => {
    const found = account.state().skus.find((other) => other.merchant_sku_id === sku)
    if (found === undefined) throw new Error(`There is no SKU ${sku}`)
    return found.id
  }
  return {
    baseUrl: `http://127.0.0.1:${String(serving.port)}/merchant_api/v1/`,
    credentials: { apiKey: key },
    settings: {},
    control: {
      ...serving.control,
      state: () => account.state(),
      setSwitches: (changes) => service.setSwitches(changes),
      useLimit: (requests) => service.useLimit(requests, clock.now()),
      addSku: (sku, fields = {}, shelves = []) =>
        write((state) =>
          addSku(state, { ...emptyFields, merchant_sku_id: sku, name: `Item ${sku}`, ...fields }, clock.now(), {
            shelves,
          }),
        ),
      removeSku: (sku) => write((state) => changeSku(state, idOf(sku), (old) => ({ ...old, status: 'deleted' }))),
      addShipment: () =>
        write((state) => ({
          ...state,
          nextID: state.nextID + 1,
          shipments: [...state.shipments, { ...emptyShipment, id: state.nextID }],
        })),
      edit: (sku, change) => write((state) => changeSku(state, idOf(sku), (old) => ({ ...old, ...change }))),
      move: (sku, warehouse, by) =>
        write((state) =>
          changeSku(state, idOf(sku), (old) => ({
            ...old,
            shelves: old.shelves.map((shelf) =>
              shelf.warehouse === warehouse ? { ...shelf, physical: shelf.physical + by } : shelf,
            ),
          })),
        ),
    },
    close: () => serving.close(),
  }
}

const emptyShipment: Omit<Shipment, 'id'> = {
  status: 'shipped',
  warehouse_id: 7,
  estimated_arrival_date: '2030-01-01',
  delivery_option: 'postal',
  tracking_code: null,
  po_number: null,
  supplier_name: null,
  items: [],
}
