import { createServer } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import WebSocket from 'ws'
import { listen, serve, type BrowserShell } from '../../src/main/shells/browser/browser-shell.ts'
import { createRpcClient } from '../../src/main/shells/host/rpc-client.ts'
import { createCoreDouble } from './transport-core-double.ts'
import { describeTransport, type FarEnd } from './transport-suite.ts'

async function openShell(): Promise<BrowserShell> {
  const server = createServer()
  const port = await listen(server, 0)
  if (!port.ok) throw new Error(port.error)
  return serve(server, port.value, createCoreDouble(), (_request, response) => response.end('page'))
}

/** Opens a socket as the page does: with the cookie that the token was exchanged for. */
async function openSocket(shell: BrowserShell): Promise<WebSocket> {
  const answer = await fetch(shell.url, { redirect: 'manual' })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { host, origin } = new URL(shell.url)
  const socket = new WebSocket(`ws://${host}/rpc`, { origin, headers: { cookie } })
  await once(socket, 'open')
  return socket
}

function speak(socket: WebSocket): Omit<FarEnd, 'close'> {
  const client = createRpcClient((request) => {
    socket.send(JSON.stringify(request))
    return null
  })
  socket.on('message', (data: Buffer) => {
    client.receive(JSON.parse(data.toString()))
  })
  return { call: (method, params) => client.call(method, params), listen: client.listen }
}

describeTransport('WebSocket', async () => {
  const shell = await openShell()
  const socket = await openSocket(shell)
  return {
    ...speak(socket),
    close: async () => {
      socket.close()
      await shell.close()
    },
  }
})

let shell: BrowserShell
beforeAll(async () => {
  shell = await openShell()
})
afterAll(async () => {
  await shell.close()
})

it('tells every open page of an event', async () => {
  const [one, two] = [await openSocket(shell), await openSocket(shell)]
  const heard = Promise.all([once(one, 'message'), once(two, 'message')])
  one.send('{"jsonrpc":"2.0","method":"people.add","params":{"name":"Kim"}}')
  const texts = (await heard).map(([data]) => JSON.parse(String(data)) as unknown)
  const event = { jsonrpc: '2.0', method: 'changed', params: { topics: ['people', 'status'] } }
  expect(texts).toEqual([event, event])
})

it('answers what is no JSON and closes on what is no text', async () => {
  const socket = await openSocket(shell)
  socket.send('{')
  const [data] = (await once(socket, 'message')) as [Buffer]
  expect(JSON.parse(data.toString())).toMatchObject({ id: null, error: { code: -32700 } })
  socket.send(Buffer.from([1, 2, 3]))
  const [code] = (await once(socket, 'close')) as [number]
  expect(code).toBe(1003)
})
