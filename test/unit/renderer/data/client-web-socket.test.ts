// @vitest-environment node
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocketServer, type WebSocket as ServerSocket } from 'ws'
import { webSocketClient } from '../../../../src/renderer/data/client-web-socket.ts'
import { topics, type ChangedEvent } from '../../../../src/shared/contract/events.ts'
import { settingsSchema } from '../../../../src/shared/contract/settings.ts'

interface Request {
  readonly id: number
  readonly method: string
  readonly params: Record<string, unknown>
}

let server: WebSocketServer
let heard: { readonly socket: ServerSocket; readonly request: Request }[]
let waiting: (() => void)[]

beforeEach(async () => {
  heard = []
  waiting = []
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      heard.push({ socket, request: JSON.parse(data.toString('utf8')) as Request }) // safe: our own client wrote it
      for (const wake of waiting.splice(0)) wake()
    })
  })
  await once(server, 'listening')
})

afterEach(() => {
  for (const socket of server.clients) socket.terminate()
  server.close()
})

const connect = () => webSocketClient(`ws://127.0.0.1:${String((server.address() as AddressInfo).port)}/rpc`, [5, 20]) // safe: it listens on TCP

/** The nth request that reached the server, over whatever socket. */
async function request(index: number) {
  while (heard.length <= index) await new Promise<void>((resolve) => waiting.push(resolve))
  const found = heard[index]
  if (found === undefined) throw new Error('Not there')
  return found
}

const answer = (socket: ServerSocket, id: number, result: unknown): void =>
  socket.send(JSON.stringify({ jsonrpc: '2.0', id, result }))

it('answers a call with what the contract’s schema makes of the result', async () => {
  const client = connect()
  const call = client.call('settings.get', {})
  const { socket, request: first } = await request(0)
  answer(socket, first.id, { theme: 'dark' })
  expect(await call).toEqual({ ok: true, value: settingsSchema.parse({ theme: 'dark' }) })
})

it('says that an answer of another form is a defect, instead of handing it on', async () => {
  const client = connect()
  const call = client.call('people.list', {})
  const { socket, request: first } = await request(0)
  answer(socket, first.id, { rows: [{ name: 7 }] })
  expect(await call).toMatchObject({ ok: false, error: { kind: 'internal' } })
})

it('hands on the error of the core with its kind and details', async () => {
  const client = connect()
  const call = client.call('items.get', { sku: 'A' })
  const { socket, request: first } = await request(0)
  const data = { kind: 'notFound', message: 'There is no item A.', retryable: false, details: { sku: 'A' } }
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: first.id, error: { code: -32000, message: 'x', data } }))
  expect(await call).toEqual({ ok: false, error: data })
})

it('gives every command a request id of its own, and a query none', async () => {
  const client = connect()
  void client.call('settings.set', { changes: { theme: 'dark' } })
  void client.call('settings.set', { changes: { theme: 'dark' } })
  void client.call('settings.get', {})
  const [first, second, third] = [await request(0), await request(1), await request(2)]
  expect(first.request.params['requestID']).toMatch(/.{8}/)
  expect(second.request.params['requestID']).not.toBe(first.request.params['requestID'])
  expect(third.request.params).not.toHaveProperty('requestID')
})

it('sends what was not answered again, in its order and with the same request ids, when the line was cut', async () => {
  const client = connect()
  const calls = [client.call('sync.pause', {}), client.call('sync.resume', {})]
  const before = [await request(0), await request(1)]
  before[0]?.socket.terminate()
  const again = [await request(2), await request(3)]
  expect(again.map(({ request: { method, params } }) => ({ method, params }))).toEqual(
    before.map(({ request: { method, params } }) => ({ method, params })),
  )
  for (const { socket, request: one } of again) answer(socket, one.id, {})
  expect(await Promise.all(calls)).toEqual([
    { ok: true, value: {} },
    { ok: true, value: {} },
  ])
})

it('keeps calls made while the line is down, and sends them when it is back', async () => {
  const client = connect()
  const first = client.call('sync.pause', {})
  const { socket, request: one } = await request(0)
  answer(socket, one.id, {})
  await first
  const lost = new Promise<void>((resolve) => client.watchLink(() => client.linkState() === 'lost' && resolve()))
  socket.terminate()
  await lost
  const call = client.call('sync.resume', {})
  const later = await request(1)
  answer(later.socket, later.request.id, {})
  expect(await call).toEqual({ ok: true, value: {} })
  expect(client.linkState()).toBe('open')
})

it('makes up for missed events by one that names every topic, and only after a loss', async () => {
  const client = connect()
  const events: ChangedEvent[] = []
  client.listen((event) => void events.push(event))
  const call = client.call('sync.pause', {})
  const { socket, request: one } = await request(0)
  socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'changed', params: { topics: ['queue'] } }))
  answer(socket, one.id, {})
  await call
  expect(events).toEqual([{ event: 'changed', topics: ['queue'] }])
  const back = new Promise<void>((resolve) => client.listen(() => resolve()))
  socket.terminate()
  await back
  expect(events[1]).toEqual({ event: 'changed', topics: [...topics] })
})

it('passes over what is no message of ours', async () => {
  const client = connect()
  const call = client.call('sync.pause', {})
  const { socket, request: one } = await request(0)
  for (const text of ['', '{', '[]', '{"jsonrpc":"2.0","id":99,"result":{}}', '{"jsonrpc":"2.0","method":"other"}'])
    socket.send(text)
  answer(socket, one.id, {})
  expect(await call).toEqual({ ok: true, value: {} })
})
