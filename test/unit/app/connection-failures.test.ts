import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { connectionJobs, connectionQueries } from '../../../src/main/core/app/connections.ts'
import {
  createLookCloser,
  openRemote,
  remoteDescriptions,
  type TransportOptions,
} from '../../../src/main/remotes/remote.ts'
import type { TestVerdict } from '../../../src/shared/contract/connection-test.ts'
import { openAppWorld } from '../../support/app-world.ts'
import {
  findFreePort,
  httpAnswer,
  startRawServer,
  type AnswerParts,
  type RawServer,
} from '../../support/http-server.ts'
import { makeCertificate } from '../../support/make-certificate.ts'

/** Every failure by real evidence: sockets, TLS, proxies and answers as they are on the way, to the connector as it ships. */

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})
const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
  open.push(thing)
  return thing
}

const year = 365 * 86_400_000

/** This PC's clock says now, unless told otherwise: TLS goes by the real one, sentences by the core's. */
async function tryOut(
  baseUrl: string,
  options: Partial<TransportOptions> = {},
  credentials: Readonly<Record<string, string>> = { apiKey: 'key-of-a-shop' },
): Promise<TestVerdict> {
  const network: TransportOptions = { environment: {}, timeouts: { connectMs: 2000, headersMs: 300 }, ...options }
  const world = await openAppWorld({
    handlers: { queries: connectionQueries, jobs: connectionJobs },
    ports: {
      remotes: remoteDescriptions,
      openRemote: openRemote(network),
      lookCloser: createLookCloser(network),
    },
  })
  world.now = Date.now()
  return world.call('connections.test', { remote: 'hako-v1', baseUrl, credentials })
}

const answering = async (parts: AnswerParts): Promise<string> => keep(await startRawServer(() => httpAnswer(parts))).url

async function trustedless(
  certificate: Partial<Parameters<typeof makeCertificate>[0]>,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawServer & { readonly cert: string }> {
  const made = makeCertificate({
    names: ['127.0.0.1'],
    validFrom: new Date(Date.now() - year),
    validTo: new Date(Date.now() + year),
    ...certificate,
  })
  const server = keep(await startRawServer(() => httpAnswer({ headers }), { tls: made }))
  return { ...server, cert: made.cert }
}

test('a name that nobody has', async () => {
  expect(await tryOut('https://no-such-host.invalid/v1/')).toMatchObject({
    reached: false,
    result: expect.stringMatching(/^(nameNotFound|noNetwork)$/) as string,
    evidence: { host: 'no-such-host.invalid' },
  })
})

test('a host that is there, and nobody listens', async () => {
  const verdict = await tryOut(`http://127.0.0.1:${String(await findFreePort())}/v1/`)
  expect(verdict).toMatchObject({ reached: false, result: 'nobodyListens' })
  expect(verdict.text).toMatch(/^127\.0\.0\.1:\d+ was found, but nothing answers there\./)
})

test('a server that takes the question and says nothing', async () => {
  const server = keep(await startRawServer(() => undefined))
  expect(await tryOut(server.url)).toMatchObject({ reached: false, result: 'noAnswer' })
})

test('an answer that breaks off', async () => {
  const server = keep(
    await startRawServer((_, socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n[{"wareho')
      return undefined
    }),
  )
  expect(await tryOut(server.url)).toMatchObject({ reached: false, result: 'brokenOff' })
})

test.each([
  [401, 'wrongKey'],
  [403, 'noPermission'],
] as const)('a key that is refused with %i', async (status, result) => {
  const url = await answering({ status, body: { error: { message: 'no' } } })
  expect(await tryOut(url)).toMatchObject({ reached: true, result, evidence: { status, says: 'no' } })
})

test('no key at all asks nobody', async () => {
  const server = keep(await startRawServer(() => httpAnswer({})))
  expect(await tryOut(server.url, {}, {})).toMatchObject({ reached: false, result: 'keyMissing' })
  expect(server.connections()).toBe(0)
})

test('too many requests, with the seconds', async () => {
  const url = await answering({ status: 429, headers: { 'retry-after': '7' }, body: { message: 'slow down' } })
  const verdict = await tryOut(url)
  expect(verdict).toMatchObject({ reached: true, result: 'rateLimited', evidence: { seconds: 7 } })
  expect(verdict.text).toContain('wait 7 seconds')
})

test.each<[string, AnswerParts, string]>([
  ['a fault of the server', { status: 500, body: { message: 'boom' } }, 'serverError'],
  ['a path that is not there', { status: 404, body: { message: 'no route' } }, 'wrongAddress'],
  ['JSON of another service', { body: { hello: 'world' } }, 'notThisApi'],
  ['a list of something else', { body: [{ city: 'Bonn' }] }, 'notThisApi'],
  ['a refusal in another language', { status: 400, body: { code: 12 } }, 'notThisApi'],
])('%s', async (_, parts, result) => {
  expect(await tryOut(await answering(parts))).toMatchObject({ reached: true, result })
})

const page = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Guest network</title>' }

test('a page over an open line may be the network’s own: sign in', async () => {
  expect(await tryOut(await answering(page))).toMatchObject({ reached: false, result: 'signIn' })
  const portal = { status: 302, headers: { location: 'http://portal.example/login' }, body: '' }
  expect(await tryOut(await answering(portal))).toMatchObject({
    result: 'signIn',
    evidence: { leadsTo: 'portal.example' },
  })
})

test('a page or a redirect under the right certificate is the server’s own', async () => {
  for (const [parts, result] of [
    [page, 'webPage'],
    [{ status: 301, headers: { location: 'https://www.shop.example/' }, body: '' }, 'movedAway'],
  ] as const) {
    const made = makeCertificate({ names: ['127.0.0.1'], validFrom: new Date(0), validTo: new Date(Date.now() + year) })
    const server = keep(await startRawServer(() => httpAnswer(parts), { tls: made }))
    expect(await tryOut(server.url, { certificates: [made.cert] })).toMatchObject({ reached: false, result })
  }
})

test('an issuer that this PC does not know is named', async () => {
  const server = await trustedless({ issuer: 'Company Inspector' })
  const verdict = await tryOut(server.url)
  expect(verdict).toMatchObject({ reached: false, result: 'unknownIssuer', evidence: { issuer: 'Company Inspector' } })
  expect(server.arrivals.map(({ method, headers }) => [method, headers['authorization']])).toEqual([
    ['HEAD', undefined],
  ])
})

test('a certificate of other hosts names them', async () => {
  const server = await trustedless({ names: ['portal.hotel.example'] })
  expect(await tryOut(server.url, { certificates: [server.cert] })).toMatchObject({
    result: 'otherHost',
    evidence: { names: ['portal.hotel.example'] },
  })
})

test('an expired certificate says until when, and what this PC’s clock says', async () => {
  const server = await trustedless(
    { validFrom: new Date('2020-01-01'), validTo: new Date('2021-02-03') },
    { date: new Date().toUTCString() },
  )
  const verdict = await tryOut(server.url, { certificates: [server.cert] })
  expect(verdict).toMatchObject({ result: 'expired', evidence: { validTo: Date.parse('2021-02-03') } })
  expect(verdict.text).toContain('valid until 2021-02-03')
  expect(verdict.text).toContain(`this PC’s clock says ${new Date().toISOString().slice(0, 10)}`)
})

test('a certificate of the future without another clock to compare with', async () => {
  const server = await trustedless({ validFrom: new Date(Date.now() + year), validTo: new Date(Date.now() + 2 * year) })
  expect(await tryOut(server.url, { certificates: [server.cert] })).toMatchObject({ result: 'notYetValid' })
})

test('where the server’s clock finds its certificate valid, it is this PC’s clock', async () => {
  const then = Date.now() + 1.5 * year
  const server = await trustedless(
    { validFrom: new Date(Date.now() + year), validTo: new Date(Date.now() + 2 * year) },
    { date: new Date(then).toUTCString() },
  )
  const verdict = await tryOut(server.url, { certificates: [server.cert] })
  expect(verdict).toMatchObject({ result: 'wrongClock', evidence: { there: Math.floor(then / 1000) * 1000 } })
  expect(verdict.text).toContain('Set the clock of this PC')
})

test('clocks that differ are told beside a refused key and beside a success', async () => {
  const headers = { date: new Date(Date.now() + 3_600_000).toUTCString() }
  const refused = await tryOut(await answering({ status: 401, headers, body: { message: 'token expired' } }))
  expect(refused).toMatchObject({ result: 'wrongKey', evidence: { there: expect.any(Number) as number } })
  expect(refused.text).toContain('Set the clock of this PC')
  const well = await tryOut(await answering({ headers, body: [{ warehouseID: 'W1' }] }))
  expect(well).toMatchObject({ result: 'ok', warehouses: 1, evidence: { there: expect.any(Number) as number } })
})

test('https to a port that speaks plain', async () => {
  const server = keep(await startRawServer(() => httpAnswer({})))
  const url = server.url.replace('http:', 'https:')
  const plain = keep(await startPlain())
  expect(await tryOut(url.replace(String(server.port), String(plain.port)))).toMatchObject({
    reached: false,
    result: 'notEncrypted',
  })
})

async function startPlain(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server: Server = createServer((_, response) => response.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // safe: it listens on TCP
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

test.each([
  ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'proxySignIn'],
  ['HTTP/1.1 403 Forbidden\r\n\r\n', 'proxyRefused'],
])('a proxy that answers %j', async (head, result) => {
  const proxy = keep(
    await startRawServer(() => undefined, {
      onConnection: (socket) => {
        socket.once('data', () => socket.write(head))
        return 'handled'
      },
    }),
  )
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${String(proxy.port)}` }
  expect(await tryOut('https://hako.test/v1/', { environment })).toMatchObject({ reached: false, result })
})

test('a proxy that is not there', async () => {
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${String(await findFreePort())}` }
  expect(await tryOut('https://hako.test/v1/', { environment })).toMatchObject({
    reached: false,
    result: 'proxyUnreachable',
  })
})
