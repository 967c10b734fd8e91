import { afterEach, describe, expect, it } from 'vitest'
import type {
  Batch,
  ReadFilter,
  ReadSummary,
  Remote,
  RemoteFailure,
  RemoteRecord,
} from '../../../../src/main/core/ports.ts'
import { openRemote, remoteDescriptions } from '../../../../src/main/remotes/remote.ts'
import { err, type Result } from '../../../../src/shared/domain/result.ts'
import { httpAnswer, startRawServer, type AnswerParts, type RawServer } from '../../../support/http-server.ts'

const apiKey = 'canary-4711-key'
const open: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

function connect(baseUrl: string, credentials: Readonly<Record<string, string>> = { apiKey }): Remote {
  const opened = openRemote({ environment: {} })({ remote: 'hako-v1', baseUrl, credentials })
  if (!opened.ok) throw new Error(opened.error)
  open.push(opened.value)
  return opened.value
}

async function answering(...answers: AnswerParts[]): Promise<{ readonly server: RawServer; readonly remote: Remote }> {
  const server = await startRawServer(() => httpAnswer(answers[server.arrivals.length - 1] ?? { status: 500 }))
  open.push(server)
  return { server, remote: connect(server.url) }
}

const signal = new AbortController().signal
const noWait = (): Promise<void> => Promise.resolve()
const increment: Batch = { endpoint: 'increment', rows: [{ sku: 'a', warehouseID: 'w', quantity: 1 }] }

async function readAll(
  remote: Remote,
  filter: ReadFilter = {},
): Promise<{ readonly result: Result<ReadSummary, RemoteFailure>; readonly records: readonly RemoteRecord[] }> {
  const records: RemoteRecord[] = []
  const take = (rows: readonly RemoteRecord[]): Promise<void> => Promise.resolve(void records.push(...rows))
  return { result: await remote.read('item', filter, take, signal, noWait), records }
}

describe('opening', () => {
  it.each([
    ['racko-v9', 'https://hako.test/v1/', 'no kind of remote'],
    ['toString', 'https://hako.test/v1/', 'no kind of remote'],
    ['hako-v1', 'ftp://hako.test/v1/', 'must begin with'],
    ['hako-v1', 'hako.test', 'must begin with'],
    ['hako-v1', 'https://me:secret@hako.test/', 'user name or a password'],
    ['hako-v1', 'https://hako.test/v1/?key=1', 'must end before'],
  ])('%s at %s fails with a sentence', (remote, baseUrl, sentence) => {
    const opened = openRemote({ environment: {} })({ remote, baseUrl, credentials: {} })
    expect(opened.ok ? '' : opened.error).toContain(sentence)
  })

  it('takes an address without its last slash', async () => {
    const { server } = await answering({})
    expect((await readAll(connect(server.url.slice(0, -1)))).result.ok).toBe(true)
    expect(server.arrivals[0]?.path).toBe('/v1/items')
  })

  it('says what the remote can do before anything is asked', () => {
    expect(remoteDescriptions.find(({ remote }) => remote === 'hako-v1')?.capabilities).toMatchObject({
      moveStock: true,
      rename: true,
      requestsPerMinute: 120,
    })
  })
})

describe('credentials', () => {
  it('go as a user name without a password, however the key was pasted', async () => {
    const { server } = await answering({}, {})
    await readAll(connect(server.url))
    await readAll(connect(server.url, { apiKey: ` ${apiKey}:\n` }))
    const basic = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`
    expect(server.arrivals.map(({ headers }) => headers['authorization'])).toEqual([basic, basic])
  })

  it.each([{}, { apiKey: '' }, { apiKey: ' : ' }])('%j send nothing', async (credentials) => {
    const { server } = await answering()
    const remote = connect(server.url, credentials)
    const failed = await remote.send(increment, signal, noWait)
    expect(failed).toMatchObject(err({ kind: 'notSent', cause: 'credentials' }))
    expect((await readAll(remote)).result).toEqual(failed)
    expect(server.connections()).toBe(0)
  })

  it('are in no failure, in whatever form the remote echoes them', async () => {
    const basic = Buffer.from(`${apiKey}:`).toString('base64')
    const echo = `key ${apiKey}, header Basic ${basic}`
    const echoes: AnswerParts[] = [
      { status: 401, body: { error: { message: echo } } },
      { status: 400, body: echo, headers: { 'content-type': 'text/plain' } },
      { status: 500, body: { message: echo } },
      { status: 302, headers: { location: echo }, body: echo },
      { status: 200, body: `<html><title>${echo}</title>`, headers: { 'content-type': 'text/html' } },
      { status: 200, body: { message: echo } },
      { status: 200, body: [{ sku: { price: apiKey } }] },
    ]
    for (const echoed of echoes) {
      const { remote } = await answering(echoed, echoed)
      for (const result of [await remote.send(increment, signal, noWait), (await readAll(remote)).result]) {
        const text = JSON.stringify(result)
        expect(result.ok).toBe(false)
        expect(text).not.toContain(apiKey)
        expect(text).not.toContain(basic)
        expect(text).not.toContain(basic.replace(/=+$/, ''))
      }
    }
  })
})

describe('an answer', () => {
  const html = { 'content-type': 'text/html; charset=utf-8' }
  const page = '<!doctype html><title>Sign in</title>'
  const uncertain = (cause: string, status: number, complete = false) => ({
    kind: 'uncertain',
    cause,
    status,
    complete,
  })
  const cases: readonly (readonly [string, AnswerParts, object, object])[] = [
    [
      '429',
      { status: 429, body: {}, headers: { 'retry-after': '2' } },
      { kind: 'rateLimited', retryAfter: 2000 },
      { kind: 'rateLimited' },
    ],
    [
      '429 without a wait',
      { status: 429, body: 'later' },
      { kind: 'rateLimited', retryAfter: null },
      { kind: 'rateLimited' },
    ],
    [
      '401',
      { status: 401, body: { error: 'no' } },
      { kind: 'unauthorized', status: 401, text: 'no' },
      { kind: 'unauthorized' },
    ],
    [
      '403 as a page',
      { status: 403, body: page, headers: html },
      { kind: 'unauthorized', text: 'Sign in' },
      { kind: 'unauthorized' },
    ],
    ['413 as a page', { status: 413, body: page, headers: html }, { kind: 'tooLarge' }, { kind: 'tooLarge' }],
    ['302', { status: 302, body: '' }, { kind: 'redirected', status: 302 }, { kind: 'redirected', status: 302 }],
    [
      '400 in JSON',
      { status: 400, body: { message: 'no' } },
      { kind: 'refused', status: 400, text: 'no' },
      { kind: 'refused' },
    ],
    [
      '404 in JSON called HTML',
      { status: 404, body: { error: 'no' }, headers: html },
      { kind: 'refused', text: 'no' },
      { kind: 'refused' },
    ],
    [
      '422 in plain text',
      { status: 422, body: 'no', headers: { 'content-type': 'text/plain' } },
      { kind: 'refused', text: 'no' },
      { kind: 'refused' },
    ],
    [
      '404 as a page',
      { status: 404, body: page, headers: html },
      uncertain('badBody', 404),
      { kind: 'redirected', status: 404 },
    ],
    [
      '404 with nothing',
      { status: 404, body: '' },
      uncertain('badBody', 404),
      { kind: 'refused', text: '404 Not Found' },
    ],
    ['408', { status: 408, body: {} }, uncertain('timeout', 408), uncertain('timeout', 408)],
    [
      '500',
      { status: 500, body: { message: 'oops' } },
      { ...uncertain('serverError', 500), text: 'oops' },
      uncertain('serverError', 500),
    ],
    [
      '503 as a page',
      { status: 503, body: page, headers: html },
      uncertain('serverError', 503),
      uncertain('serverError', 503),
    ],
    [
      '511',
      { status: 511, body: page, headers: html },
      uncertain('serverError', 511),
      { kind: 'redirected', status: 511 },
    ],
    [
      '200 as a page',
      { body: page, headers: html },
      uncertain('badBody', 200),
      { kind: 'redirected', status: 200, text: 'Sign in' },
    ],
    [
      '200 without a type',
      { body: '[]', headers: { 'content-type': '' } },
      uncertain('badBody', 200),
      uncertain('badBody', 200),
    ],
    ['200 with half a JSON', { body: '[{"sku":"a"},{"sk' }, uncertain('badBody', 200), uncertain('badBody', 200)],
    ['200 with nothing', { body: '' }, uncertain('badBody', 200), uncertain('badBody', 200)],
    [
      '200 with an object',
      { body: { error: 'no' } },
      { ...uncertain('badBody', 200, true), text: 'no' },
      { ...uncertain('badBody', 200), text: 'no' },
    ],
    [
      '200 with a row too many',
      { body: [{ sku: 'a' }, 7] },
      { ...uncertain('badBody', 200, true), text: 'Row 1 of the answer: the row is not an object' },
      uncertain('badBody', 200),
    ],
  ]

  it.each(cases)('of %s is classified for writes and for reads', async (_what, parts, write, read) => {
    const { server, remote } = await answering(parts, parts)
    expect(await remote.send(increment, signal, noWait)).toMatchObject(err(write))
    expect((await readAll(remote)).result).toMatchObject(err(read))
    expect(server.arrivals).toHaveLength(2)
  })
})

describe('an acknowledgement', () => {
  it('brings whole items, figures and keys apart, with the date of the remote', async () => {
    const headers = { date: 'Wed, 31 May 2017 04:04:06 GMT' }
    const rows = [
      { id: 1, sku: 'a', warehouseID: 'w', quantity: 12 },
      { id: 7, sku: 'b', Inventories: { w: 3 } },
    ]
    const { remote } = await answering({ status: 201, body: rows, headers }, { body: ['a', { sku: 'b' }] })
    const transfer: Batch = { endpoint: 'transfer', rows: [{ sku: 'a', from: 'v', to: 'w', quantity: 1 }] }
    expect(await remote.send(transfer, signal, noWait)).toEqual({
      ok: true,
      value: {
        records: [{ kind: 'item', key: 'b', serverID: '7', stock: new Map([['w', 3]]) }],
        cells: [{ sku: 'a', warehouseID: 'w', quantity: 12 }],
        keys: [],
        serverDate: 1_496_203_446_000,
        status: 201,
      },
    })
    const deletion: Batch = { endpoint: 'delete', kind: 'item', rows: [{ key: 'a' }, { key: 'b' }] }
    expect(await remote.send(deletion, signal, noWait)).toMatchObject({
      ok: true,
      value: { keys: ['a', 'b'], serverDate: null },
    })
  })

  it('answers exactly the text that was announced', async () => {
    const { server, remote } = await answering({})
    await remote.send(increment, signal, noWait)
    expect(server.arrivals).toMatchObject([
      { method: 'PATCH', path: '/v1/items/inventory/increment', body: remote.body(increment) },
    ])
    expect(remote.describe(increment)).toBe('PATCH /items/inventory/increment')
    expect(remote.describe({ endpoint: 'delete', kind: 'warehouse' })).toBe('DELETE /warehouses')
  })
})

describe('a listing', () => {
  it('tells how much it was, what is newest and how fine the clock ticks', async () => {
    const body = [{ sku: 'a', updatedAt: 20 }, { sku: 'b', updatedAt: 30, createdAt: 10 }, { sku: 'c' }]
    const { remote } = await answering({ body, headers: { date: 'Thu, 01 Jan 1970 00:01:00 GMT' } })
    const { result, records } = await readAll(remote)
    const bytes = JSON.stringify(body).length
    expect(result).toEqual({ ok: true, value: { rows: 3, bytes, serverDate: 60_000, newest: 30_000, tick: 1000 } })
    expect(records.map(({ key }) => key)).toEqual(['a', 'b', 'c'])
  })

  it.each([
    [[], null],
    [[{ sku: 'a' }], null],
    [[{ sku: 'a', updatedAt: '2017-05-31T04:04:06.000Z' }], 1000],
    [
      [
        { sku: 'a', updatedAt: 1_496_203_446_001 },
        { sku: 'b', updatedAt: 1_496_203_446_000 },
      ],
      1,
    ],
    [[{ sku: 'a', updatedAt: 1_496_203_446.5 }], 1],
  ])('of %j has a tick of %j', async (body, tick) => {
    const { remote } = await answering({ body })
    expect((await readAll(remote)).result).toMatchObject({ ok: true, value: { tick } })
  })

  it.each([
    [{ key: 'a' }, { sku: 'b' }],
    [{ updatedFrom: 20_000 }, { sku: 'b', updatedAt: 19 }],
    [{ updatedFrom: 20_000 }, { sku: 'b' }],
    [{ createdFrom: 20_000 }, { sku: 'b', createdAt: 19 }],
    [{ createdBefore: 20_000 }, { sku: 'b', createdAt: 20 }],
  ])('with the filter %j that brings %j was not filtered', async (filter, row) => {
    const good = { sku: 'a', updatedAt: 20, createdAt: 'createdBefore' in filter ? 19 : 20 }
    const { remote } = await answering({ body: [good, row] })
    const { result, records } = await readAll(remote, filter)
    expect(result).toMatchObject(err({ kind: 'uncertain', cause: 'filterIgnored', status: 200 }))
    expect(result.ok ? '' : result.error.text).toContain('Row 1')
    expect(records).toEqual([])
  })

  it('names the row that has no key', async () => {
    const rows: unknown[] = Array.from({ length: 300 }, (_, index) => ({ sku: `a${String(index)}` }))
    rows[290] = { name: 'nobody', Inventories: [] }
    const { remote } = await answering({ body: rows })
    const { result, records } = await readAll(remote)
    expect(result.ok ? '' : result.error.text).toBe('Row 290 of the answer: sku is missing')
    expect(records).toHaveLength(250)
  })

  it('takes a row without the fields that nobody can understand, and names them', async () => {
    const rows = [
      { sku: 'a', name: 'A', price: 'dear', Inventories: [{ warehouseID: 'w', quantity: 'many' }] },
      { sku: 'b', updatedAt: 'soon' },
    ]
    const { remote } = await answering({ body: rows }, { body: rows })
    const { result, records } = await readAll(remote)
    expect(result).toMatchObject({ ok: true, value: { rows: 2 } })
    expect(records).toEqual([
      { kind: 'item', key: 'a', name: 'A', malformed: ['price', 'Inventories'] },
      { kind: 'item', key: 'b', malformed: ['updatedAt'] },
    ])
  })

  it('does not take a garbled stamp for an ignored filter', async () => {
    const row = { sku: 'b', updatedAt: 'soon', createdAt: 20 }
    const { remote } = await answering({ body: [row] })
    expect((await readAll(remote, { updatedFrom: 20_000 })).result).toMatchObject({ ok: true })
  })

  it('lets an error of whoever takes the rows pass', async () => {
    const { remote } = await answering({ body: [{ sku: 'a' }] })
    const failing = remote.read('item', {}, () => Promise.reject(new Error('disk full')), signal, noWait)
    await expect(failing).rejects.toThrow('disk full')
  })
})
