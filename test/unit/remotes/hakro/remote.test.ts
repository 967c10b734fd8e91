import { describe, expect, it, onTestFinished } from 'vitest'
import type { Remote } from '../../../../src/main/core/ports.ts'
import { endpointsOf } from '../../../../src/main/remotes/hakro/endpoints.ts'
import { openHakro } from '../../../../src/main/remotes/hakro/remote.ts'
import { openRemote } from '../../../../src/main/remotes/remote.ts'
import { startHakroServer, type HakroServer, type HakroSwitches } from '../../../../src/main/practice/practice.ts'
import { failureOf, list, never } from '../../../contract/remote-world.ts'
import { httpAnswer, startRawServer } from '../../../support/http-server.ts'

const secret = 'canary-4711-secret'
const usual = { language: 'de', issuer: '', audience: '', scope: '', filterMethod: 'POST', filterBody: 'emptyFilter' }

async function start(switches: Partial<HakroSwitches> = {}, items = 600) {
  const server = await startHakroServer({ clientSecret: secret, seed: { items }, switches })
  onTestFinished(() => server.close())
  const time = { now: 0 }
  const connect = (settings: Record<string, string> = {}, clientSecret = secret): Remote => {
    const choice = {
      baseUrl: new URL(server.baseUrl),
      credentials: { clientId: server.clientId, clientSecret },
      settings: { ...usual, issuer: server.issuer, ...settings },
    }
    const opened = openHakro(choice, { environment: {}, appVersion: '9.9.9' }, () => time.now)
    if (!opened.ok) throw new Error(opened.error)
    onTestFinished(() => opened.value.close())
    return opened.value
  }
  return { server, time, connect, remote: connect() }
}

const pathsOf = (server: HakroServer): string[] => server.control.requests().map(({ path }) => path)
const tokensOf = (server: HakroServer): number => pathsOf(server).filter((path) => path.endsWith('/token')).length

describe('the catalogue', () => {
  it('is read in pages with its stock, codes and names', async () => {
    const { remote, server } = await start()
    const { result, records, groups } = await list(remote, 'item')
    expect(result).toMatchObject({ ok: true, value: { rows: 600, newest: null, tick: null } })
    expect(groups).toEqual([250, 249, 101])
    expect(records[7]?.attributes).toContainEqual({ name: 'ColorName', value: 'white' })
    expect(records[7]?.attributes).toContainEqual({ name: 'WashingTemperature', value: '40 °C' })
    expect(records[7]).toMatchObject({
      kind: 'item',
      key: '0000000008',
      name: 'Shirt 8, M, white',
      codes: [server.control.items()[7]?.gtin],
      stock: new Map([['HAKRO', 7]]),
    })
    const asked = server.control.requests().filter(({ path }) => path.endsWith('StockQuantity'))
    expect(asked.map(({ body }) => (body as { ItemCodes: string[] }).ItemCodes.length)).toEqual([250, 249, 101])
  })

  it('shows no markup of the supplier', async () => {
    const { remote, server } = await start({}, 1)
    const [item] = server.control.items()
    if (item === undefined) throw new Error('There is no item')
    server.control.put({ ...item, description: '**Polo** <img src=x onerror=alert(1)>' })
    expect((await list(remote, 'item')).records[0]?.name).toBe('Polo, M, white')
  })

  it('takes a turn before every request but the first', async () => {
    const { remote, server } = await start()
    let turns = 0
    await list(remote, 'item', {}, () => Promise.resolve(void (turns += 1)))
    expect(turns).toBe(server.control.requests().length - 1)
    expect(turns).toBe(1 + 6)
  })

  it('leaves a figure unsaid that the answer leaves out, and fails where codes are refused', async () => {
    const { remote, server } = await start({}, 2)
    const [first] = server.control.items()
    if (first === undefined) throw new Error('There is no item')
    // An item that goes between its page and the question for its stock.
    server.control.schedule({ kind: 'delayed-arrival', delayMs: 50 }, { on: 'any', path: 'StockQuantity' })
    const reading = list(remote, 'item')
    const gone = setInterval(() => {
      if (pathsOf(server).some((path) => path.endsWith('StockQuantity'))) server.control.remove(first.code)
    }, 1)
    const { records } = await reading
    clearInterval(gone)
    expect(records.find(({ key }) => key === first.code)).not.toHaveProperty('stock')
  })

  it('is one read-only warehouse, which is asked for by a real request', async () => {
    const { remote, server, connect } = await start({}, 3)
    expect((await list(remote, 'warehouse')).records).toEqual([
      { kind: 'warehouse', key: 'HAKRO', name: 'HAKRO (supplier)' },
    ])
    expect(pathsOf(server).filter((path) => path.endsWith('Filter'))).toHaveLength(1)
    const wrong = await list(connect({}, 'not the secret'), 'warehouse')
    expect(failureOf(wrong.result)).toMatchObject({ kind: 'unauthorized', status: 401 })
  })

  it('takes no changes, and sends nothing', async () => {
    const { remote, server } = await start({}, 3)
    const batch = { endpoint: 'delete', kind: 'item', rows: [{ key: '0000000001' }] } as const
    expect(failureOf(await remote.send(batch, never, () => Promise.resolve()))).toMatchObject({ kind: 'notSent' })
    expect(server.control.requests()).toEqual([])
  })

  it('is asked by the method and with the body that a person chose', async () => {
    const get = await start({ filterMethod: 'GET' }, 3)
    expect(failureOf((await list(get.remote, 'item')).result)).toMatchObject({ kind: 'refused', status: 405 })
    expect((await list(get.connect({ filterMethod: 'GET' }), 'item')).records).toHaveLength(3)
    const strict = await start({ filterBody: 'filter' }, 3)
    const failure = failureOf((await list(strict.connect({ filterBody: 'emptyObject' }), 'item')).result)
    expect(failure.text).toMatch(/validation error.*Filter: Must be given\..*correlation ID [\da-f-]{36}/)
    expect((await list(strict.remote, 'item')).records).toHaveLength(3)
  })

  it('says that the supplier is out of service, and reads on when it is back', async () => {
    const { remote, server } = await start({}, 3)
    await list(remote, 'warehouse')
    server.control.setSwitches({ outage: true })
    expect(failureOf((await list(remote, 'item')).result)).toMatchObject({
      ...{ kind: 'uncertain', cause: 'serverError', status: 503 },
      text: expect.stringMatching(/out of service for the moment \(503\).*try again later/) as string,
    })
    server.control.setSwitches({ outage: false })
    expect((await list(remote, 'item')).result.ok).toBe(true)
  })
})

it('a header that something on the way takes away is named', async () => {
  const server = await startRawServer(({ path }) => {
    if (path.endsWith('openid-configuration')) return httpAnswer({ body: { token_endpoint: `${server.url}token` } })
    if (path.endsWith('token')) return httpAnswer({ body: { access_token: 'a-token' } })
    return httpAnswer({ status: 406, body: { title: 'Not Acceptable', correlationId: 'c-1' } })
  })
  onTestFinished(() => server.close())
  const opened = openRemote({ environment: {} })({
    ...{ remote: 'hakro', baseUrl: server.url, credentials: { clientId: 'shop', clientSecret: secret } },
    settings: { issuer: server.url },
  })
  if (!opened.ok) throw new Error(opened.error)
  onTestFinished(() => opened.value.close())
  expect(failureOf((await list(opened.value, 'item')).result)).toMatchObject({
    ...{ kind: 'refused', status: 406 },
    text: expect.stringMatching(/Accept-Encoding.*Not Acceptable \(correlation ID c-1\)/) as string,
  })
  const asked = server.arrivals.find(({ path }) => path.includes('Filter'))
  expect(asked).toMatchObject({
    method: 'POST',
    path: '/v1/api/ShopItems/Filter?count=250&skip=0',
    headers: {
      'x-bee-api-version': '2020-06-01',
      accept: 'application/json',
      'accept-encoding': 'br, gzip',
      'accept-language': 'de,en;q=0.5',
      authorization: 'Bearer a-token',
      'content-type': 'application/json; charset=utf-8',
    },
  })
})

describe('the token', () => {
  it('is asked for once and used for its whole life, by all who need it at once too', async () => {
    const { remote, server, time } = await start({ tokenSeconds: 3600 })
    await Promise.all([list(remote, 'item'), list(remote, 'item'), list(remote, 'warehouse')])
    expect(tokensOf(server)).toBe(1)
    time.now = 3_500_000
    await list(remote, 'item')
    expect(tokensOf(server)).toBe(1)
    time.now = 3_545_000
    await list(remote, 'item')
    expect(tokensOf(server)).toBe(2)
    expect(pathsOf(server).filter((path) => path.endsWith('openid-configuration'))).toHaveLength(1)
  })

  it('is asked for anew once where it is refused, and only once', async () => {
    const { remote, server } = await start({ tokenLifeSaid: false }, 3)
    await list(remote, 'item')
    server.control.revokeTokens()
    expect((await list(remote, 'item')).result.ok).toBe(true)
    expect(tokensOf(server)).toBe(2)
    server.control.schedule({ kind: 'refused', status: 401 }, { on: 'any', path: 'Filter', times: 2 })
    expect(failureOf((await list(remote, 'item')).result)).toMatchObject({ kind: 'unauthorized' })
    expect(tokensOf(server)).toBe(3)
  })

  it('is not lost for others when the one who asked for it gives up', async () => {
    const { remote, server } = await start({}, 3)
    server.control.schedule({ kind: 'delayed-answer', delayMs: 100 }, { on: 'any', path: 'token' })
    const abort = new AbortController()
    const ignore = (): Promise<void> => Promise.resolve()
    const first = remote.read('item', {}, ignore, abort.signal, ignore)
    const second = list(remote, 'item')
    abort.abort()
    expect((await first).ok).toBe(false)
    expect((await second).records).toHaveLength(3)
  })

  it('and the secret are in no text, whatever the supplier repeats', async () => {
    const token = 'canary-0815-token'
    const heard: string[] = []
    const server = await startRawServer(({ path, headers }) => {
      if (path.endsWith('openid-configuration'))
        return httpAnswer({ body: { token_endpoint: `${server.url}connect/token` } })
      heard.push(headers['authorization'] ?? '')
      if (path.endsWith('token')) return httpAnswer({ body: { access_token: token } })
      const detail = `**What came:** ${heard.join(' ')} ${secret}`
      return httpAnswer({ status: 400, body: { title: 'A validation error occured.', detail } })
    })
    onTestFinished(() => server.close())
    const opened = openRemote({ environment: {} })({
      ...{ remote: 'hakro', baseUrl: server.url, credentials: { clientId: 'shop', clientSecret: secret } },
      settings: { issuer: server.url },
    })
    if (!opened.ok) throw new Error(opened.error)
    onTestFinished(() => opened.value.close())
    const { text } = failureOf((await list(opened.value, 'item')).result)
    expect(heard).toHaveLength(2)
    expect(text).toBe('A validation error occured. What came: Basic ••• Bearer ••• •••')
  })
})

it('opens only with an issuer that is an address, and asks the documented one otherwise', () => {
  const open = (baseUrl: string, issuer: string) =>
    openRemote({ environment: {} })({ remote: 'hakro', baseUrl, credentials: {}, settings: { issuer } })
  expect(open('https://portal-backend.hakro.com', 'ftp://somewhere')).toEqual({
    ok: false,
    error: 'The issuer must begin with https:// or http://',
  })
  const of = (baseUrl: string) => endpointsOf(new URL(baseUrl), {})
  expect(of('https://portal-backend.hakro.com/')).toMatchObject({
    value: { audience: 'https://hakro.com/portal-backend', scope: 'https://hakro.com/portal-backend/api' },
  })
  expect(of('https://dev.portal-backend.hakro.com/')).toMatchObject({
    value: { issuer: new URL('https://idp.dev.hakro.com/auth/'), audience: 'https://hakro.com/portal-backend-dev' },
  })
})
