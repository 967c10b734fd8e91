import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { RemoteFailure } from '../../../../src/main/core/ports.ts'
import { createConceal } from '../../../../src/main/remotes/http/error-text.ts'
import { readText } from '../../../../src/main/remotes/http/read-text.ts'
import {
  createTransport,
  type HttpRequest,
  type Transport,
  type TransportOptions,
} from '../../../../src/main/remotes/http/transport.ts'
import { ok, type Result } from '../../../../src/shared/domain/result.ts'
import { selfSigned } from '../../../support/certificate.ts'
import {
  findFreePort,
  httpAnswer,
  startRawServer,
  type Behaviour,
  type RawServer,
  type RawServerOptions,
} from '../../../support/http-server.ts'

const open: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

async function serve(behave: Behaviour, options?: RawServerOptions): Promise<RawServer> {
  const server = await startRawServer(behave, options)
  open.push(server)
  return server
}

function connect(url: string, options: Partial<TransportOptions> = {}): Transport {
  const transport = createTransport(new URL(url), { environment: {}, ...options }, createConceal(['canary-secret']))
  open.push(transport)
  return transport
}

const request = (kind: 'read' | 'write', signal = new AbortController().signal): HttpRequest => ({
  kind,
  method: kind === 'read' ? 'GET' : 'PATCH',
  path: 'items',
  headers: { authorization: 'Basic canary-secret', 'content-type': 'application/json' },
  body: '{"sku":"hk-001"}',
  signal,
})

/** Sends and takes the whole body as text. */
const exchange = (transport: Transport, sent: HttpRequest): Promise<Result<string, RemoteFailure>> =>
  transport.exchange(sent, async (answer) => ok((await readText(answer.body, 1_000_000)).text))

const failureOf = (result: Result<string, RemoteFailure>): RemoteFailure => {
  if (result.ok) throw new Error(`Unexpected answer: ${result.value}`)
  return result.error
}

describe('a request', () => {
  it('carries its body with a Content-Length, also in a GET', async () => {
    const server = await serve(() => httpAnswer({ body: [1] }))
    expect(await exchange(connect(server.url), request('read'))).toEqual(ok('[1]'))
    expect(server.arrivals).toMatchObject([{ method: 'GET', path: '/v1/items', body: '{"sku":"hk-001"}' }])
    expect(server.arrivals[0]?.headers).toMatchObject({ 'content-length': '16', connection: 'keep-alive' })
  })

  it('hands the date and the wait of the answer on in milliseconds', async () => {
    const headers = { date: 'Wed, 31 May 2017 04:04:06 GMT', 'retry-after': '1.5' }
    const server = await serve(() => httpAnswer({ headers }))
    const seen = await connect(server.url).exchange(request('read'), async ({ date, retryAfter, contentType }) =>
      Promise.resolve(ok({ date, retryAfter, contentType })),
    )
    expect(seen).toEqual(ok({ date: 1_496_203_446_000, retryAfter: 1500, contentType: 'application/json' }))
  })

  it('shares a connection between reads and opens a new one for every write', async () => {
    const server = await serve(() => httpAnswer({}))
    const transport = connect(server.url)
    for (const kind of ['read', 'read', 'write', 'write', 'read'] as const) {
      expect(await exchange(transport, request(kind))).toEqual(ok('[]'))
      // A kept connection is free again in the next turn.
      await nextTurn()
    }
    expect(server.arrivals.map(({ connection }) => connection)).toEqual([0, 0, 1, 2, 0])
    expect(server.arrivals[2]?.headers['connection']).toBe('close')
  })

  it('follows no redirect', async () => {
    const server = await serve(() => httpAnswer({ status: 307, headers: { location: '/v1/elsewhere' } }))
    const status = await connect(server.url).exchange(request('write'), async (answer) =>
      Promise.resolve(ok(answer.status)),
    )
    expect(status).toEqual(ok(307))
    expect(server.arrivals).toHaveLength(1)
  })

  it('lets what the receiver throws pass as it is', async () => {
    const server = await serve(() => httpAnswer({}))
    const exchanged = connect(server.url).exchange(request('read'), () => Promise.reject(new RangeError('a bug')))
    await expect(exchanged).rejects.toThrow(RangeError)
  })
})

describe('a torn connection', () => {
  const tears: Readonly<Record<string, Behaviour>> = {
    'reset before an answer': (_arrival, socket) => void socket.resetAndDestroy(),
    'closed before an answer': (_arrival, socket) => void socket.end(),
    'reset in the headers': (_arrival, socket) =>
      void socket.write('HTTP/1.1 200 OK\r\ncont', () => socket.resetAndDestroy()),
    'closed in the body': (_arrival, socket) =>
      void socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n[{"sku":'),
    'reset in the body': (_arrival, socket) =>
      void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[{"sku":', () => socket.resetAndDestroy()),
    'closed in a chunked body': (_arrival, socket) =>
      void socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n[{"sk\r\n'),
  }
  const cases = Object.keys(tears).flatMap((how) => (['read', 'write'] as const).map((kind) => ({ how, kind })))

  it.each(cases)('$how of a $kind is uncertain, incomplete, and arrives exactly once', async ({ how, kind }) => {
    const server = await serve(tears[how] ?? (() => undefined))
    const failure = failureOf(await exchange(connect(server.url), request(kind)))
    expect(failure).toMatchObject({ kind: 'uncertain', cause: 'reset', complete: false })
    expect(server.arrivals).toHaveLength(1)
    expect(server.connections()).toBe(1)
  })

  it('does not repeat a read on a kept connection that closes under it', async () => {
    const server = await serve((_arrival, socket) =>
      server.arrivals.length === 1 ? httpAnswer({}) : void socket.resetAndDestroy(),
    )
    const transport = connect(server.url)
    expect(await exchange(transport, request('read'))).toEqual(ok('[]'))
    expect(failureOf(await exchange(transport, request('read')))).toMatchObject({ kind: 'uncertain', cause: 'reset' })
    expect(server.arrivals).toHaveLength(2)
  })

  it('is noticed in a body that was to end with the connection, too', async () => {
    const head = 'HTTP/1.1 200 OK\r\nconnection: close\r\n'
    for (const framing of ['content-length: 100\r\n\r\n[', 'transfer-encoding: chunked\r\n\r\n5\r\n[{"sk\r\n']) {
      const server = await serve((_arrival, socket) => void socket.end(head + framing))
      const failure = failureOf(await exchange(connect(server.url), request('write')))
      expect(failure).toMatchObject({ kind: 'uncertain', status: 200, complete: false })
    }
  })

  it('says which status had come', async () => {
    const server = await serve((_arrival, socket) => void socket.end('HTTP/1.1 201 X\r\ncontent-length: 9\r\n\r\n['))
    expect(failureOf(await exchange(connect(server.url), request('write')))).toMatchObject({ status: 201 })
  })

  it('is a bad body when what came is not HTTP', async () => {
    const server = await serve(() => 'SSH-2.0-OpenSSH_9.6\r\n')
    expect(failureOf(await exchange(connect(server.url), request('write')))).toMatchObject({
      kind: 'uncertain',
      cause: 'badBody',
    })
  })
})

describe('a slow answer', () => {
  const timeouts = { headersMs: 20, bodyIdleMs: 20, writeAnswerMs: 40 }

  it.each(['read', 'write'] as const)('ends the waiting for headers of a %s as uncertain', async (kind) => {
    const server = await serve(() => undefined)
    const failure = failureOf(await exchange(connect(server.url, { timeouts }), request(kind)))
    expect(failure).toMatchObject({ kind: 'uncertain', cause: 'timeout', status: null, complete: false })
    expect(server.arrivals).toHaveLength(1)
  })

  it('ends the waiting for the rest of a body', async () => {
    const server = await serve(() => 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[')
    const failure = failureOf(await exchange(connect(server.url, { timeouts }), request('read')))
    expect(failure).toMatchObject({ kind: 'uncertain', cause: 'timeout', status: 200 })
  })

  it('bounds a write whose answer trickles in for ever', async () => {
    const server = await serve((_arrival, socket) => {
      const timer = setInterval(() => socket.write('1\r\n \r\n'), 5)
      socket.on('close', () => clearInterval(timer))
      return 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'
    })
    const failure = failureOf(await exchange(connect(server.url, { timeouts }), request('write')))
    expect(failure).toMatchObject({ kind: 'uncertain', cause: 'timeout', text: 'The answer took too long' })
  })

  it('does not count the time in which the receiver is busy', async () => {
    const server = await serve(() => httpAnswer({ body: `["${'x'.repeat(400_000)}"]` }))
    const busy = await connect(server.url, { timeouts }).exchange(request('read'), async (answer) => {
      let size = 0
      for await (const piece of answer.body) {
        if (size === 0) await new Promise((resolve) => setTimeout(resolve, 60))
        size += piece.length
      }
      return ok(size)
    })
    expect(busy).toEqual(ok(400_004))
  })
})

describe('giving up', () => {
  it('before the start sends nothing', async () => {
    const server = await serve(() => httpAnswer({}))
    const failure = failureOf(await exchange(connect(server.url), request('write', AbortSignal.abort())))
    expect(failure).toMatchObject({ kind: 'notSent', cause: 'aborted' })
    expect(server.connections()).toBe(0)
  })

  it('while connecting sends nothing, then or later', async () => {
    const abort = new AbortController()
    // A TLS handshake that never goes on: the socket is connected, but nobody is authenticated.
    const server = await serve(() => undefined, {
      onConnection: () => {
        abort.abort()
        return 'handled'
      },
    })
    const failure = failureOf(
      await exchange(connect(server.url.replace('http:', 'https:')), request('write', abort.signal)),
    )
    expect(failure).toMatchObject({ kind: 'notSent', cause: 'aborted' })
    expect(server.arrivals).toEqual([])
  })

  it('after the request was written is uncertain', async () => {
    const abort = new AbortController()
    const server = await serve(() => {
      abort.abort()
      return undefined
    })
    const failure = failureOf(await exchange(connect(server.url), request('write', abort.signal)))
    expect(failure).toMatchObject({ kind: 'uncertain', complete: false })
  })

  it('by closing ends what is on its way, and sends nothing more', async () => {
    const server = await serve(() => void transport.close())
    const transport = connect(server.url)
    expect(failureOf(await exchange(transport, request('write')))).toMatchObject({ kind: 'uncertain' })
    for (const kind of ['read', 'write'] as const) {
      expect(failureOf(await exchange(transport, request(kind)))).toMatchObject({ kind: 'notSent', cause: 'aborted' })
    }
    expect(server.arrivals).toHaveLength(1)
  })

  it('in the middle of a body ends the reading', async () => {
    const abort = new AbortController()
    const server = await serve(() => 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[')
    const result = await connect(server.url).exchange(request('read', abort.signal), async (answer) => {
      for await (const piece of answer.body) if (piece.length > 0) abort.abort()
      return ok('read to the end')
    })
    expect(failureOf(result)).toMatchObject({ kind: 'uncertain', status: 200, complete: false })
  })
})

describe('a connection that does not come about', () => {
  it.each(['read', 'write'] as const)('because the port refuses has not sent the %s', async (kind) => {
    const port = await findFreePort()
    const failure = failureOf(await exchange(connect(`http://127.0.0.1:${String(port)}/v1/`), request(kind)))
    expect(failure).toMatchObject({ kind: 'notSent', cause: 'network' })
    expect(failure.text).toContain('ECONNREFUSED')
  })

  it('because the name is unknown has not sent', async () => {
    const failure = failureOf(await exchange(connect('https://hako.invalid/v1/'), request('write')))
    expect(failure).toMatchObject({ kind: 'notSent', cause: 'network' })
  })

  it('in time has not sent', async () => {
    const server = await serve(() => undefined, { onConnection: () => 'handled' })
    const transport = connect(server.url.replace('http:', 'https:'), { timeouts: { connectMs: 30 } })
    for (const kind of ['read', 'write'] as const) {
      expect(failureOf(await exchange(transport, request(kind)))).toMatchObject({ kind: 'notSent', cause: 'network' })
    }
  })

  it('because the handshake is torn has not sent', async () => {
    const server = await serve(() => undefined, {
      onConnection: (socket) => {
        socket.once('data', () => socket.resetAndDestroy())
        return 'handled'
      },
    })
    const failure = failureOf(await exchange(connect(server.url.replace('http:', 'https:')), request('write')))
    expect(failure).toMatchObject({ kind: 'notSent', cause: 'network' })
    expect(server.connections()).toBe(1)
  })

  it('because the certificate is not trusted has not sent', async () => {
    const server = await serve(() => httpAnswer({}), { tls: selfSigned })
    for (const kind of ['read', 'write'] as const) {
      const failure = failureOf(await exchange(connect(server.url), request(kind)))
      expect(failure).toMatchObject({ kind: 'notSent', cause: 'certificate' })
    }
    expect(server.arrivals).toEqual([])
  })

  it('comes about with a certificate that was added', async () => {
    const server = await serve(() => httpAnswer({}), { tls: selfSigned })
    const transport = connect(server.url, { certificates: [selfSigned.cert] })
    for (const kind of ['read', 'write', 'write'] as const) {
      expect(await exchange(transport, request(kind))).toEqual(ok('[]'))
    }
  })
})

it('leaves no secret in a failure', async () => {
  const server = await serve(() => 'HTTP/1.1 canary-secret\r\n\r\n')
  const failure = failureOf(await exchange(connect(server.url), request('write')))
  expect(JSON.stringify(failure)).not.toContain('canary-secret')
})
