import { describe, expect, it } from 'vitest'
import type { Fault, Loss } from '../../../src/main/practice/practice.ts'
import { openAccount, openSmallShop, startOfTest, until, type Account } from './account.ts'

const increment = 'items/inventory/increment'
const addThree = (account: Account, signal?: AbortSignal) =>
  account.send(
    'PATCH',
    increment,
    '[{"sku":"nut","warehouseID":"w-A","incrementBy":3}]',
    signal === undefined ? {} : { signal },
  )
const nuts = (account: Account) => account.stockOf('nut')?.['w-A']

async function openWith(...faults: readonly Fault[]): Promise<Account> {
  const account = await openSmallShop()
  for (const fault of faults) account.server.control.schedule(fault)
  return account
}

describe('a lost connection', () => {
  it.each([
    ['request-lost', 5, 0],
    ['response-lost', 8, 1],
  ] as const)('%s by reset', async (kind, stock, landed) => {
    const account = await openWith({ kind, how: 'reset' })
    await expect(addThree(account)).rejects.toMatchObject({
      code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) as string,
    })
    expect(nuts(account)).toBe(stock)
    expect(account.server.control.requests()).toMatchObject([{ landed, status: null, fault: kind, rows: 1 }])
    expect((await addThree(account)).status).toBe(200)
  })

  it.each([
    ['request-lost', 5],
    ['response-lost', 8],
  ] as const)('%s in silence leaves the caller waiting', async (kind, stock) => {
    const account = await openWith({ kind, how: 'silence' })
    const giveUp = new AbortController()
    const asked = addThree(account, giveUp.signal)
    await until(() => account.server.control.requests().length === 1)
    giveUp.abort(new Error('gave up'))
    await expect(asked).rejects.toThrow('gave up')
    expect(nuts(account)).toBe(stock)
  })

  it('delayed-landing takes effect long after the caller lost the connection', async () => {
    const account = await openWith({ kind: 'delayed-landing', delayMs: 120_000, how: 'reset' })
    await expect(addThree(account)).rejects.toThrow()
    account.clock.advance(119_999)
    expect(nuts(account)).toBe(5)
    account.clock.advance(1)
    await until(() => nuts(account) === 8)
    const landed = account.server.control.snapshot().items.find((item) => item.sku === 'nut')
    expect(landed?.updatedAt).toBe(startOfTest + 120_000)
  })

  it('reset-mid-body breaks a listing in the middle', async () => {
    const account = await openWith({ kind: 'reset-mid-body' })
    await expect(account.get('items')).rejects.toThrow()
    expect((await account.get('items')).status).toBe(200)
  })
})

describe('time and order', () => {
  it('delayed-arrival processes late and answers', async () => {
    const account = await openWith({ kind: 'delayed-arrival', delayMs: 20_000 })
    const asked = addThree(account)
    await until(() => account.server.control.requests().length === 1)
    expect(nuts(account)).toBe(5)
    account.clock.advance(20_000)
    expect((await asked).rows[0]?.updatedAt).toBe(startOfTest / 1000 + 20)
  })

  it('delayed-answer processes at once and answers late', async () => {
    const account = await openWith({ kind: 'delayed-answer', delayMs: 20_000 })
    const asked = addThree(account)
    await until(() => nuts(account) === 8)
    account.clock.advance(20_000)
    expect((await asked).rows[0]?.updatedAt).toBe(startOfTest / 1000)
  })

  it('reordered lets the next request go first', async () => {
    const account = await openWith({ kind: 'reordered' })
    const first = account.patch('items', [{ sku: 'nut', updates: { name: 'first' } }])
    await until(() => account.server.control.requests().length === 1)
    await account.patch('items', [{ sku: 'nut', updates: { name: 'second' } }])
    await first
    expect((await account.get('items', { sku: 'nut' })).body).toMatchObject([{ name: 'first' }])
  })

  it('duplicate-delivery takes effect twice and is answered once', async () => {
    const account = await openWith({ kind: 'duplicate-delivery', delayMs: 5000 })
    expect((await addThree(account)).body).toMatchObject([{ Inventories: [{ quantity: 8 }] }])
    account.clock.advance(5000)
    expect(nuts(account)).toBe(11)
    expect(account.server.control.requests()).toMatchObject([{ landed: 2, status: 200 }])
  })

  it('clock-jump moves the server’s clock for good', async () => {
    const account = await openWith({ kind: 'clock-jump', byMs: -3_600_000 })
    const jumped = new Date(startOfTest - 3_600_000).toUTCString()
    expect((await addThree(account)).headers['date']).toBe(jumped)
    expect((await account.get('items')).headers['date']).toBe(jumped)
  })
})

describe('answers that are not the API’s', () => {
  it('html-page: a captive portal answers 200, and nothing happened', async () => {
    const account = await openWith({ kind: 'html-page' })
    const answer = await addThree(account)
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.text).toMatch(/^<!doctype html>/)
    expect(nuts(account)).toBe(5)
  })

  it('redirect', async () => {
    const account = await openWith({ kind: 'redirect', status: 302, location: 'http://127.0.0.1:9/login' })
    const answer = await addThree(account)
    expect([answer.status, answer.headers['location'], nuts(account)]).toEqual([302, 'http://127.0.0.1:9/login', 5])
  })

  it.each([401, 403] as const)('refused with %i', async (status) => {
    const account = await openWith({ kind: 'refused', status })
    const answer = await addThree(account)
    expect([answer.status, nuts(account)]).toEqual([status, 5])
    expect(answer.body).toHaveProperty('error.message')
  })

  it.each([
    ['none', undefined],
    ['seconds', '7'],
    ['decimal', '7.000'],
  ] as const)('rate-limited with Retry-After %s', async (retryAfter, header) => {
    const account = await openWith({ kind: 'rate-limited', retryAfter, seconds: 7 })
    const answer = await addThree(account)
    expect([answer.status, answer.headers['retry-after'], nuts(account)]).toEqual([429, header, 5])
  })

  it.each([500, 502, 503, 504] as const)('server-error %i, before and after the effect', async (status) => {
    const account = await openWith(
      { kind: 'server-error', status, applied: false },
      { kind: 'server-error', status, applied: true },
    )
    expect([(await addThree(account)).status, nuts(account)]).toEqual([status, 5])
    const after = await addThree(account)
    expect([after.status, nuts(account)]).toEqual([status, 8])
    expect(after.body !== undefined).toBe(status === 500)
  })
})

describe('answers that are damaged or wrong', () => {
  it('truncated-json is a complete answer that cannot be parsed', async () => {
    const account = await openWith({ kind: 'truncated-json' })
    const answer = await addThree(account)
    expect([answer.status, answer.body, nuts(account)]).toEqual([200, undefined, 8])
    expect(answer.text).toMatch(/^\[\{"id"/)
  })

  it('fewer-rows drops rows of the answer, not their effect', async () => {
    const account = await openWith({ kind: 'fewer-rows', missing: 1 }, { kind: 'fewer-rows', missing: 2 })
    const row = (sku: string) => ({ sku, warehouseID: 'w-A', incrementBy: 1 })
    expect((await account.patch(increment, [row('bolt'), row('nut')])).rows).toHaveLength(1)
    expect(nuts(account)).toBe(6)
    expect((await account.get('items')).rows).toHaveLength(1)
  })

  it('row-cap ends a listing early, and can make it empty', async () => {
    const account = await openWith({ kind: 'row-cap', rows: 2 }, { kind: 'row-cap', rows: 0 })
    expect((await account.get('items')).rows).toHaveLength(2)
    expect((await account.get('items')).text).toBe('[]')
    expect((await account.get('items')).rows).toHaveLength(3)
  })

  it('body-stripped turns a filtered read into a full one', async () => {
    const account = await openWith({ kind: 'body-stripped' })
    expect((await account.get('items', { sku: 'nut' })).rows).toHaveLength(3)
    expect((await account.get('items', { sku: 'nut' })).rows).toHaveLength(1)
  })

  it('stale-read answers as things were, and never goes back', async () => {
    const account = await openSmallShop()
    account.server.control.schedule({ kind: 'stale-read', byMs: 10_000 }, { times: 3 })
    const staleNuts = async () => (await account.get('items', { sku: 'nut' })).body
    await addThree(account)
    account.clock.advance(6000)
    account.server.control.actAsOther({ kind: 'receive', sku: 'nut', warehouseID: 'w-A', quantity: 1 })
    expect(await staleNuts()).toMatchObject([{ Inventories: [{ quantity: 5 }] }])
    account.clock.advance(5000)
    expect(await staleNuts()).toMatchObject([{ Inventories: [{ quantity: 8 }] }])
    account.clock.advance(5000)
    expect(await staleNuts()).toMatchObject([{ Inventories: [{ quantity: 9 }] }])
  })

  it('interrupted answers 500 with part of the array done', async () => {
    const account = await openWith({ kind: 'interrupted', afterWrites: 1 })
    account.server.control.setSwitches({ batch: 'prefix' })
    const rows = ['nut', 'bolt'].map((sku) => ({ sku, warehouseID: 'w-A', incrementBy: 1 }))
    expect((await account.patch(increment, rows)).status).toBe(500)
    expect([nuts(account), account.stockOf('bolt')?.['w-A']]).toEqual([6, 10])
  })
})

describe('which request is hit', () => {
  const lost: Fault = { kind: 'response-lost', how: 'reset' }
  const outcome = (reply: Promise<unknown>) =>
    reply.then(
      () => 'answered',
      () => 'lost',
    )

  it('the next that matches, once', async () => {
    const account = await openSmallShop()
    account.server.control.schedule(lost, { on: 'write' })
    expect(await outcome(account.get('items'))).toBe('answered')
    expect(account.server.control.pendingFaults()).toEqual([lost])
    expect(await outcome(addThree(account))).toBe('lost')
    expect(await outcome(addThree(account))).toBe('answered')
  })

  it('by method, path, number to skip and number of times', async () => {
    const account = await openSmallShop()
    account.server.control.schedule(lost, { method: 'PATCH', path: 'items', skip: 1, times: 2 })
    const patch = () => outcome(account.patch('items', [{ sku: 'nut', updates: { price: 1 } }]))
    expect([await outcome(addThree(account)), await patch(), await patch(), await patch(), await patch()]).toEqual([
      'answered',
      'answered',
      'lost',
      'lost',
      'answered',
    ])
  })

  it('none after clearFaults', async () => {
    const account = await openSmallShop()
    account.server.control.schedule(lost)
    account.server.control.setFaultRates([{ fault: lost, probability: 1 }])
    account.server.control.clearFaults()
    expect(await outcome(addThree(account))).toBe('answered')
  })

  it('by chance, the same ones for the same seed', async () => {
    const run = async () => {
      const account = await openSmallShop()
      account.server.control.setFaultRates([
        { fault: lost, probability: 0.3, match: { on: 'write' } },
        { fault: { kind: 'refused', status: 403 }, probability: 0.2, match: { on: 'write' } },
      ])
      const seen: string[] = []
      for (let sent = 0; sent < 30; sent += 1) seen.push(await outcome(addThree(account)))
      return [seen, nuts(account)]
    }
    const [seen, stock] = await run()
    expect(new Set(seen as Iterable<string>)).toEqual(new Set(['answered', 'lost']))
    expect(await run()).toEqual([seen, stock])
  })
})

describe('the network', () => {
  it('off refuses new connections and tears open ones; on brings the same address back', async () => {
    const account = await openSmallShop()
    const { control, baseUrl } = account.server
    control.schedule({ kind: 'request-lost', how: 'silence' satisfies Loss })
    const waiting = account.get('items').catch((error: unknown) => error)
    await until(() => control.requests().length === 1)
    await control.networkOff()
    await control.networkOff()
    expect(await waiting).toBeInstanceOf(Error)
    await expect(account.get('items')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(control.requests()).toHaveLength(1)
    await control.networkOn()
    await control.networkOn()
    expect(account.server.baseUrl).toBe(baseUrl)
    expect((await account.get('items')).status).toBe(200)
  })

  it('does not keep closing from ending while a caller waits', async () => {
    const account = await openAccount()
    account.server.control.schedule({ kind: 'delayed-arrival', delayMs: 60_000 })
    const waiting = account.get('items').catch(() => 'torn')
    await until(() => account.server.control.requests().length === 1)
    await account.server.close()
    expect(await waiting).toBe('torn')
  })
})
