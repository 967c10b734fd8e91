import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { request } from 'undici'
import { practiceKinds, startHakroServer, type HakroServer } from '../../../src/main/practice/practice.ts'

async function start(): Promise<HakroServer> {
  const server = await startHakroServer({ seed: { items: 600 } })
  onTestFinished(() => server.close())
  return server
}

const form =
  'grant_type=client_credentials&audience=https://hakro.com/portal-backend&scope=https://hakro.com/portal-backend/api'

async function tokenOf(server: HakroServer, secret = server.clientSecret, body = form) {
  const metadata = await request(`${server.issuer}/.well-known/openid-configuration`)
  const { token_endpoint: url } = (await metadata.body.json()) as { token_endpoint: string }
  const basic = Buffer.from(`${server.clientId}:${secret}`).toString('base64')
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await request(url, { method: 'POST', headers, body })
  return { status: answer.statusCode, body: (await answer.body.json()) as Readonly<Record<string, unknown>> }
}

/** Asks for items with everything that is needed; `changes` takes something away (null) or changes it. */
async function ask(
  server: HakroServer,
  changes: Readonly<Record<string, string | null>> = {},
  { query = 'count=250&skip=0', body = '{"Filter":{}}', path = 'api/ShopItems/Filter' } = {},
) {
  const token = (await tokenOf(server)).body['access_token']
  const all: Record<string, string | null> = {
    'x-bee-api-version': '2020-06-01',
    accept: 'application/json',
    'user-agent': 'Counter/1.0',
    authorization: `Bearer ${String(token)}`,
    'accept-encoding': 'br',
    ...changes,
  }
  const headers = Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
  const answer = await request(`${server.baseUrl}${path}?${query}`, { method: 'POST', headers, body })
  const bytes = Buffer.from(await answer.body.arrayBuffer())
  const packing = String(answer.headers['content-encoding'])
  const text = packing === 'br' ? brotliDecompressSync(bytes) : packing === 'gzip' ? gunzipSync(bytes) : bytes
  return { status: answer.statusCode, packing, body: JSON.parse(text.toString()) as Readonly<Record<string, unknown>> }
}

it('gives a token only to who is known, and for what it is for', async () => {
  const server = await start()
  expect(await tokenOf(server)).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600 } })
  expect(await tokenOf(server, 'wrong')).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  expect(await tokenOf(server, server.clientSecret, form.replace('/api', ''))).toMatchObject({
    ...{ status: 400, body: { error: 'invalid_scope' } },
  })
})

it('answers pages of at most 250, packed as was asked', async () => {
  const server = await start()
  expect(await ask(server)).toMatchObject({ status: 200, packing: 'br', body: { TotalCount: 600 } })
  expect(await ask(server, { 'accept-encoding': 'gzip' })).toMatchObject({ status: 200, packing: 'gzip' })
  expect((await ask(server, {}, { query: 'count=10&skip=595' })).body['Elements']).toHaveLength(5)
  expect(await ask(server, {}, { query: 'count=251' })).toMatchObject({
    ...{ status: 400, body: { title: 'A validation error occured.', validationErrors: [{ Name: 'count' }] } },
  })
})

it.each([
  ['accept-encoding', null, 406],
  ['x-bee-api-version', null, 400],
  ['x-bee-api-version', '2019-01-01', 400],
  ['user-agent', 'curl/8.5.0', 403],
  ['user-agent', 'Counter', 403],
  ['authorization', null, 401],
  ['authorization', 'Bearer made-up', 401],
  ['accept', 'text/html', 406],
] as const)('refuses a request with the header %s as %s', async (header, value, status) => {
  const server = await start()
  const answer = await ask(server, { [header]: value })
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject({
    correlationId: expect.any(String) as string,
    title: expect.any(String) as string,
  })
})

it('refuses empty values in a filter, and is out of service when told', async () => {
  const server = await start()
  expect((await ask(server, {}, { body: '{"Filter":{"Gender":[]}}' })).status).toBe(400)
  expect((await ask(server, {}, { body: '{"Filter":{"Gender":["men"]}}' })).status).toBe(200)
  expect((await ask(server, {}, { path: 'api/ShopItems/StockQuantity', body: '{"ItemCodes":[]}' })).status).toBe(400)
  server.control.setSwitches({ outage: true })
  expect((await request(`${server.baseUrl}api/ShopItems/Filter`)).statusCode).toBe(503)
})

it('starts by the name of its remote, with settings that fit', async () => {
  const kind = await practiceKinds.hakro.start({ seed: 'shop', key: 'secret-of-mine' })
  expect(kind).toMatchObject({
    credentials: { clientSecret: 'secret-of-mine' },
    settings: { issuer: `${kind.baseUrl}auth` },
  })
  await kind.close()
})
