/** A practice account over real HTTP, with a clock moved by hand. */
import { setImmediate as letOthersRun } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import {
  startPracticeServer,
  type PracticeClock,
  type PracticeOptions,
  type PracticeServer,
} from '../../../src/main/practice/practice.ts'

export interface ManualClock extends PracticeClock {
  advance(ms: number): void
}

/** A Thursday, on a whole second. */
export const startOfTest = Date.UTC(2026, 10, 5, 9, 0, 0)

export function createManualClock(): ManualClock {
  let now = startOfTest
  let timers: { readonly at: number; readonly callback: () => void }[] = []
  return {
    now: () => now,
    setTimer(ms, callback) {
      const timer = { at: now + ms, callback }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance(ms) {
      now += ms
      const due = timers.filter((timer) => timer.at <= now)
      timers = timers.filter((timer) => timer.at > now)
      for (const timer of due) timer.callback()
    },
  }
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** The parsed body; undefined where it is not JSON. */
  readonly body: unknown
  /** The objects of a body that is an array of objects; empty for any other. */
  readonly rows: readonly Row[]
}

const row = z.looseObject({
  id: z.number().optional(),
  sku: z.string().optional(),
  warehouseID: z.string().optional(),
  quantity: z.number().optional(),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
  expires: z.unknown().optional(),
  Inventories: z.unknown().optional(),
  item_skus: z.unknown().optional(),
})
export type Row = z.infer<typeof row>

export interface Account {
  readonly server: PracticeServer
  readonly clock: ManualClock
  get(path: string, filter?: unknown): Promise<Reply>
  post(path: string, body: unknown): Promise<Reply>
  patch(path: string, body: unknown): Promise<Reply>
  remove(path: string, body: unknown): Promise<Reply>
  send(method: string, path: string, text: string | null, options?: SendOptions): Promise<Reply>
  /** Quantities of an item per warehouse, as the server has them. */
  stockOf(sku: string): Readonly<Record<string, number>> | undefined
}

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

export const keyHeader = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString('base64')}`

/** Starts an empty account unless told otherwise, and closes it after the test. */
export async function openAccount(options: PracticeOptions = {}): Promise<Account> {
  const clock = createManualClock()
  const server = await startPracticeServer({ seed: 'empty', clock, ...options })
  const dispatcher = new Agent()
  onTestFinished(async () => {
    await server.close()
    await dispatcher.destroy()
  })

  const send: Account['send'] = async (method, path, text, { headers = {}, signal } = {}) => {
    const answer = await request(new URL(path, server.baseUrl), {
      method,
      dispatcher,
      // undici would otherwise drop the connection after a GET with a body.
      reset: false,
      headers: { authorization: keyHeader(server.apiKey), 'content-type': 'application/json', ...headers },
      ...(text === null ? {} : { body: text }),
      ...(signal === undefined ? {} : { signal }),
    })
    const received = await answer.body.text()
    const body = parseJson(received)
    const rows = z.array(row).safeParse(body).data ?? []
    return { status: answer.statusCode, headers: answer.headers, text: received, body, rows }
  }
  return {
    server,
    clock,
    send,
    get: (path, filter) => send('GET', path, filter === undefined ? null : JSON.stringify(filter)),
    post: (path, body) => send('POST', path, JSON.stringify(body)),
    patch: (path, body) => send('PATCH', path, JSON.stringify(body)),
    remove: (path, body) => send('DELETE', path, JSON.stringify(body)),
    stockOf: (sku) => server.control.snapshot().items.find((item) => item.sku === sku)?.stock,
  }
}

/** Two warehouses, `w-A` and `w-B`, and three items, of which `bolt` has 10 in `w-A` and 4 in `w-B`, `nut` 5 in `w-A`. */
export async function openSmallShop(options: PracticeOptions = {}): Promise<Account> {
  const account = await openAccount(options)
  const { control } = account.server
  const plant = (path: string, body: readonly unknown[]): void => {
    control.actAsOther({ kind: 'request', request: { method: 'POST', path: `/v1/${path}`, body } })
  }
  plant('warehouses', [
    { warehouseID: 'w-A', name: 'Main' },
    { warehouseID: 'w-B', name: 'Shop' },
  ])
  plant('items', [
    {
      sku: 'bolt',
      name: 'Hex bolt',
      price: 2,
      inventory: [
        { warehouseID: 'w-A', quantity: 10 },
        { warehouseID: 'w-B', quantity: 4 },
      ],
    },
    { sku: 'nut', name: 'Hex nut', price: 1, inventory: [{ warehouseID: 'w-A', quantity: 5 }] },
    { sku: 'glue', name: 'Glue', price: 8, expires: 1_800_000_000 },
  ])
  return account
}

/** Waits for something that other events of this process bring about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await letOthersRun()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
