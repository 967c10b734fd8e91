import { request as httpRequest } from 'node:http'
import { Client, request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { keyHeader, openAccount, openSmallShop, startOfTest } from './account.ts'

describe('credentials', () => {
  it.each([
    ['another key', keyHeader('other')],
    ['a password', `Basic ${Buffer.from('practice-key:secret').toString('base64')}`],
    ['the key without its colon', `Basic ${Buffer.from('practice-key').toString('base64')}`],
    ['a bearer token', 'Bearer practice-key'],
    ['nothing', ''],
  ])('refuse %s with 401', async (_, authorization) => {
    const account = await openAccount()
    const { status, body } = await account.send('GET', 'items', null, { headers: { authorization } })
    expect([status, body]).toEqual([401, { error: { message: 'This API key is not valid' } }])
  })

  it('can be chosen', async () => {
    const account = await openAccount({ apiKey: 'k-1' })
    expect(account.server.apiKey).toBe('k-1')
    expect((await account.get('items')).status).toBe(200)
  })
})

describe('requests', () => {
  it('need the content type of JSON, with or without a charset', async () => {
    const account = await openAccount()
    const sendAs = (type: string) => account.send('GET', 'items', null, { headers: { 'content-type': type } })
    expect((await sendAs('text/plain')).status).toBe(415)
    expect((await sendAs('')).status).toBe(415)
    expect((await sendAs('application/jsonp')).status).toBe(415)
    expect((await sendAs('application/json; charset=utf-8')).status).toBe(200)
  })

  it('need valid JSON', async () => {
    const account = await openAccount()
    expect((await account.send('POST', 'items', '[{"sku": "x"')).status).toBe(400)
    expect((await account.send('POST', 'items', null)).status).toBe(400)
  })

  it('to other paths are a 404, with other methods a 405 that names the right ones', async () => {
    const account = await openAccount()
    for (const path of ['things', 'items/', '../v0/items', 'items/inventory']) {
      expect((await account.get(path)).status).toBe(404)
    }
    const put = await account.send('PUT', 'items', '[]')
    expect([put.status, put.headers['allow']]).toEqual([405, 'GET, POST, PATCH, DELETE'])
    expect((await account.get('items/inventory/increment')).status).toBe(405)
  })

  it('may carry the filter of a GET in chunks, without a content-length', async () => {
    const account = await openSmallShop()
    const text = await new Promise<string>((resolve, reject) => {
      const headers = { authorization: keyHeader(account.server.apiKey), 'content-type': 'application/json' }
      const outgoing = httpRequest(new URL('items', account.server.baseUrl), {
        headers: { ...headers, 'transfer-encoding': 'chunked' },
      })
      outgoing.on('error', reject)
      outgoing.on('response', (answer) => {
        let received = ''
        answer.setEncoding('utf8').on('data', (chunk: string) => (received += chunk))
        answer.on('end', () => resolve(received))
      })
      outgoing.write('{"sku":')
      outgoing.end('"nut"}')
    })
    expect(JSON.parse(text)).toMatchObject([{ sku: 'nut' }])
  })

  it('share one connection, GETs with a body among them', async () => {
    const account = await openSmallShop()
    const client = new Client(new URL(account.server.baseUrl).origin)
    onTestFinished(() => client.destroy())
    let connections = 0
    client.on('connect', () => (connections += 1))
    for (const body of ['{"sku":"nut"}', '{}', '{"sku":"bolt"}']) {
      const headers = { authorization: keyHeader(account.server.apiKey), 'content-type': 'application/json' }
      const answer = await client.request({ method: 'GET', path: '/v1/items', reset: false, headers, body })
      expect(answer.statusCode).toBe(200)
      await answer.body.text()
    }
    expect(connections).toBe(1)
  })

  it('carry umlauts and signs both ways', async () => {
    const account = await openAccount()
    const name = 'Müllsäcke 60 × 40, weiß, 5 µm “extra”'
    await account.post('items', [{ sku: 'ä-ß', name }])
    expect((await account.get('items', { name })).rows[0]).toMatchObject({ sku: 'ä-ß', name })
  })
})

describe('answers', () => {
  it('carry the server’s Date, by the injected clock', async () => {
    const account = await openAccount()
    account.clock.advance(90_000)
    const expected = new Date(startOfTest + 90_000).toUTCString()
    expect((await account.get('items')).headers['date']).toBe(expected)
    expect((await account.get('nothing')).headers['date']).toBe(expected)
  })

  it('of many rows are written in pieces and hold every row once', async () => {
    const account = await openAccount({ seed: { items: 3_210 } })
    const { headers, rows } = await account.get('items')
    expect(headers['content-length']).toBeUndefined()
    expect(new Set(rows.map((row) => row.sku)).size).toBe(3_210)
    expect(rows[3_209]?.sku).toBe('P-003210')
  })

  it('of many rows show one moment, whatever is written while they are read', async () => {
    const account = await openAccount({ seed: { items: 30_000 } })
    const answer = await request(new URL('items', account.server.baseUrl), {
      headers: { authorization: keyHeader(account.server.apiKey), 'content-type': 'application/json' },
    })
    const removed = await account.remove('items', [{ sku: 'P-030000' }, { sku: 'P-000001' }])
    await account.patch('items', [{ sku: 'P-029999', updates: { name: 'changed' } }])
    await account.post('items', [{ sku: 'new' }])
    expect(removed.status).toBe(200)
    const text = await answer.body.text()
    const listed: unknown = JSON.parse(text)
    expect(listed).toHaveLength(30_000)
    expect(text.includes('changed')).toBe(false)
  })
})

describe('the rate limit', () => {
  it('lets 120 requests through in any 60 seconds and refuses the rest with a message', async () => {
    const account = await openAccount()
    for (let sent = 0; sent < 60; sent += 1) await account.get('items')
    account.clock.advance(30_000)
    for (let sent = 0; sent < 60; sent += 1) expect((await account.get('items')).status).toBe(200)
    const refused = await account.post('items', [{ sku: 'x' }])
    expect(refused.status).toBe(429)
    expect(refused.text).toContain('try again later')
    expect(refused.headers['retry-after']).toBeUndefined()
    expect(account.stockOf('x')).toBeUndefined()

    account.clock.advance(29_999)
    expect((await account.get('items')).status).toBe(429)
    account.clock.advance(1)
    for (let sent = 0; sent < 60; sent += 1) expect((await account.get('items')).status).toBe(200)
    expect((await account.get('items')).status).toBe(429)
  })

  it('does not count requests with a wrong key', async () => {
    const account = await openAccount({ switches: { requestsPerMinute: 1 } })
    for (let sent = 0; sent < 3; sent += 1) await account.send('GET', 'items', null, { headers: { authorization: '' } })
    expect((await account.get('items')).status).toBe(200)
    expect((await account.get('items')).status).toBe(429)
  })

  it.each([
    ['none', undefined],
    ['seconds', '50'],
    ['decimal', '49.500'],
    ['date', new Date(startOfTest + 60_999).toUTCString()],
  ] as const)('says when to come back: %s', async (retryAfter, expected) => {
    const account = await openAccount({ switches: { requestsPerMinute: 1, retryAfter } })
    await account.get('items')
    account.clock.advance(10_500)
    expect((await account.get('items')).headers['retry-after']).toBe(expected)
  })
})
