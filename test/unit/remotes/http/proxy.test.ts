import { connect as connectTcp, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { proxyFromEnvironment, proxyFromPac, chooseProxy } from '../../../../src/main/remotes/http/proxy.ts'
import { createTransport, type TransportOptions } from '../../../../src/main/remotes/http/transport.ts'
import { ok } from '../../../../src/shared/domain/result.ts'
import { selfSigned } from '../../../support/certificate.ts'
import { findFreePort, httpAnswer, startRawServer, type RawServer } from '../../../support/http-server.ts'

describe('the environment', () => {
  const environment = {
    HTTPS_PROXY: 'http://secure:3128',
    http_proxy: 'plain:3128',
    NO_PROXY: '.lan, 10.0.0.5:8443 *.org',
  }

  it.each([
    ['https://api.withhako.com/v1/', 'http://secure:3128'],
    ['http://api.withhako.com/v1/', 'http://plain:3128'],
    ['https://store.lan/', null],
    ['https://lan/', null],
    ['https://10.0.0.5:8443/', null],
    ['https://10.0.0.5/', 'http://secure:3128'],
    ['https://hako.org/', null],
    ['https://org/', 'http://secure:3128'],
    ['https://plan/', 'http://secure:3128'],
  ])('sends %s through %j', (url, proxy) => {
    expect(proxyFromEnvironment(new URL(url), environment)).toBe(proxy)
  })

  it('may name no proxy, or except everything', () => {
    const url = new URL('https://api.withhako.com/v1/')
    expect(proxyFromEnvironment(url, {})).toBeNull()
    expect(proxyFromEnvironment(url, { ...environment, NO_PROXY: '*' })).toBeNull()
    expect(proxyFromEnvironment(url, { HTTP_PROXY: 'http://one' })).toBe('http://one')
  })
})

describe('the system', () => {
  it.each([
    ['DIRECT', null],
    ['PROXY proxy:8080; DIRECT', 'http://proxy:8080'],
    ['HTTPS proxy:8443', 'https://proxy:8443'],
    ['SOCKS5 proxy:1080', 'socks5://proxy:1080'],
    ['', null],
  ])('saying %j means %j', (answer, proxy) => {
    expect(proxyFromPac(answer)).toBe(proxy)
  })

  it.each(['http://127.0.0.1:4000/v1/', 'http://localhost/v1/', 'http://[::1]:4000/v1/'])(
    'is not asked about %s',
    async (url) => {
      const asked = chooseProxy(new URL(url), {}, () => Promise.reject(new Error('asked')))
      expect(await asked).toBeNull()
    },
  )
})

describe('a tunnel through a proxy', () => {
  const open: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const thing of open.splice(0).reverse()) await thing.close()
  })
  const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
    open.push(thing)
    return thing
  }

  /** Takes CONNECT, writes `head` and then carries bytes to the target, whatever name was asked for. */
  const startProxy = (
    target: RawServer | null,
    head = 'HTTP/1.1 200 OK\r\n\r\n',
    heads: string[] = [],
  ): Promise<RawServer> =>
    startRawServer(() => undefined, {
      onConnection: (socket) => {
        socket.once('data', (bytes: Buffer) => {
          heads.push(bytes.toString('latin1'))
          socket.write(head)
          if (target !== null) carry(socket, target.port)
        })
        return 'handled'
      },
    })

  const carry = (socket: Socket, port: number): void => {
    const onward = connectTcp(port, '127.0.0.1')
    onward.on('error', () => undefined).on('close', () => socket.destroy())
    socket.on('close', () => onward.destroy())
    socket.pipe(onward).pipe(socket)
  }

  const send = (options: Partial<TransportOptions>, url = 'https://hako.test/v1/') => {
    const transport = keep(createTransport(new URL(url), { environment: {}, ...options }, (text) => text))
    return transport.exchange(
      { kind: 'write', method: 'PATCH', path: 'items', headers: {}, body: '[]', signal: new AbortController().signal },
      (answer) => Promise.resolve(ok(answer.status)),
    )
  }

  it('carries plain requests, with the name and password of its address', async () => {
    const target = keep(await startRawServer(() => httpAnswer({})))
    const heads: string[] = []
    const proxy = keep(await startProxy(target, undefined, heads))
    const environment = { HTTP_PROXY: `http://me:p%40ss@127.0.0.1:${String(proxy.port)}` }
    expect(await send({ environment }, 'http://hako.test/v1/')).toEqual(ok(200))
    expect(target.arrivals).toMatchObject([{ path: '/v1/items', headers: { host: 'hako.test' } }])
    expect(heads[0]).toMatch(/^CONNECT hako\.test:80 HTTP\/1\.1\r\n/)
    expect(heads[0]).toContain(`proxy-authorization: Basic ${Buffer.from('me:p@ss').toString('base64')}\r\n`)
  })

  it('carries TLS, and checks the certificate of what is behind it', async () => {
    const target = keep(await startRawServer(() => httpAnswer({}), { tls: selfSigned }))
    const proxy = keep(await startProxy(target))
    const resolveProxy = () => Promise.resolve(`PROXY 127.0.0.1:${String(proxy.port)}`)
    const trusted = { resolveProxy, certificates: [selfSigned.cert] }
    const refused = { ok: false, error: { kind: 'notSent', cause: 'certificate' } }
    expect(await send(trusted, 'https://another.test/v1/')).toMatchObject(refused)
    expect(await send({ resolveProxy })).toMatchObject(refused)
    expect(target.arrivals).toEqual([])
    expect(await send(trusted)).toEqual(ok(200))
    expect(target.arrivals).toMatchObject([{ path: '/v1/items', headers: { host: 'hako.test' } }])
  })

  it.each([
    ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', '407'],
    ['HTTP/1.1 502 Bad Gateway\r\n\r\n', '502'],
    ['220 mail ready\r\n\r\n', 'something else'],
  ])('that answers %j has sent nothing', async (head, said) => {
    const proxy = keep(await startProxy(null, head))
    const failed = await send({ environment: { HTTPS_PROXY: `127.0.0.1:${String(proxy.port)}` } })
    expect(failed).toMatchObject({ ok: false, error: { kind: 'notSent', cause: 'proxy' } })
    expect(JSON.stringify(failed)).toContain(said)
    expect(proxy.connections()).toBe(1)
  })

  it('that is not there, is silent, or is of an unknown kind has sent nothing', async () => {
    const silent = keep(await startProxy(null, ''))
    const proxies = [
      `http://127.0.0.1:${String(await findFreePort())}`,
      `http://127.0.0.1:${String(silent.port)}`,
      'socks5://127.0.0.1:1',
    ]
    for (const proxy of proxies) {
      const failed = await send({ environment: { HTTPS_PROXY: proxy }, timeouts: { connectMs: 40 } })
      expect(failed).toMatchObject({ ok: false, error: { kind: 'notSent', cause: 'proxy' } })
    }
  })
})
