import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { OtherAct } from '../../../src/main/practice/practice.ts'
import { openAccount, openSmallShop, startOfTest } from './account.ts'

describe('another client', () => {
  it.each([
    [
      { kind: 'sell', sku: 'bolt', warehouseID: 'w-A', quantity: 3 },
      { 'w-A': 7, 'w-B': 4 },
    ],
    [
      { kind: 'receive', sku: 'bolt', warehouseID: 'w-B', quantity: 3 },
      { 'w-A': 10, 'w-B': 7 },
    ],
    [
      { kind: 'set', sku: 'bolt', warehouseID: 'w-A', quantity: 1 },
      { 'w-A': 1, 'w-B': 4 },
    ],
    [
      { kind: 'transfer', sku: 'bolt', from: 'w-A', to: 'w-B', quantity: 2 },
      { 'w-A': 8, 'w-B': 6 },
    ],
    [
      { kind: 'edit', sku: 'bolt', changes: { name: 'x' } },
      { 'w-A': 10, 'w-B': 4 },
    ],
    [{ kind: 'delete', sku: 'bolt' }, undefined],
    [{ kind: 'rename', sku: 'bolt', to: 'x' }, undefined],
    [{ kind: 'recreate', sku: 'bolt' }, {}],
  ] satisfies [OtherAct, unknown][])('%j', async (act, stock) => {
    const account = await openSmallShop({ switches: { requestsPerMinute: 0 } })
    expect(account.server.control.actAsOther(act).status).toBe(200)
    expect(account.stockOf('bolt')).toEqual(stock)
    expect(account.server.control.requests()).toEqual([])
  })

  it('makes an item anew with its fields and another id', async () => {
    const account = await openSmallShop()
    account.server.control.actAsOther({ kind: 'recreate', sku: 'glue' })
    account.server.control.actAsOther({ kind: 'create', sku: 'fresh', fields: { price: 3 } })
    expect(account.server.control.snapshot().items.slice(-2)).toMatchObject([
      { id: 4, sku: 'glue', name: 'Glue', price: 8, expires: 1_800_000_000 },
      { id: 5, sku: 'fresh', name: null, price: 3 },
    ])
  })

  it('is told when the API refuses', async () => {
    const account = await openSmallShop()
    const answer = account.server.control.actAsOther({ kind: 'sell', sku: 'bolt', warehouseID: 'w-A', quantity: 99 })
    expect(answer.status).toBe(400)
    expect(account.server.control.actAsOther({ kind: 'recreate', sku: 'none' }).status).toBe(400)
  })
})

describe('the control', () => {
  it('shows the whole account', async () => {
    const account = await openSmallShop()
    const { items, warehouses, bundles } = account.server.control.snapshot()
    expect(items[2]).toEqual({
      id: 3,
      sku: 'glue',
      name: 'Glue',
      price: 8,
      expires: 1_800_000_000,
      createdAt: startOfTest,
      updatedAt: startOfTest,
      stock: {},
    })
    expect(warehouses[0]).toEqual({
      id: 1,
      warehouseID: 'w-A',
      name: 'Main',
      createdAt: startOfTest,
      updatedAt: startOfTest,
    })
    expect(bundles).toEqual([])
  })

  it('logs requests with their rows and answers', async () => {
    const lines: string[] = []
    const account = await openSmallShop({ log: (line) => lines.push(line) })
    const { control } = account.server
    await account.get('items', { sku: 'nut' })
    await account.patch('items', [
      { sku: 'nut', updates: { price: 2 } },
      { sku: 'glue', updates: { price: 2 } },
    ])
    expect(control.requests()).toEqual([
      {
        at: startOfTest,
        method: 'GET',
        path: '/v1/items',
        rows: null,
        body: { sku: 'nut' },
        landed: 1,
        status: 200,
        fault: null,
      },
      expect.objectContaining({ method: 'PATCH', rows: 2, landed: 1, status: 200 }),
    ])
    expect(lines).toEqual(['GET /v1/items 200', 'PATCH /v1/items 2 rows 200'])
    control.clearRequests()
    expect(control.requests()).toEqual([])
  })

  it('changes switches while running', async () => {
    const account = await openSmallShop()
    account.server.control.setSwitches({ unknownFields: 'ignored', errorShape: 'flat' })
    expect((await account.post('items', [{ sku: 'x', colour: 'red' }])).status).toBe(200)
    expect((await account.post('items', [{ sku: 'x' }])).body).toEqual({ message: '[0]: Item x already exists' })
    expect(account.server.control.switches()).toMatchObject({ errorShape: 'flat', batch: 'atomic' })
  })
})

describe('the database', () => {
  it('in a file is there again the next time, and not seeded twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'practice-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const database = join(folder, 'practice.db')
    const first = await openAccount({ database, seed: 'shop' })
    await first.patch('items', [{ sku: 'GL-NIT-L', updates: { price: 9 } }])
    await first.server.close()

    const second = await openAccount({ database, seed: 'shop' })
    expect(second.server.control.snapshot().items).toHaveLength(300)
    expect((await second.get('items', { sku: 'GL-NIT-L' })).body).toMatchObject([{ price: 9 }])
    second.server.control.schedule({ kind: 'stale-read', byMs: 1000 })
    expect((await second.get('items')).rows).toHaveLength(300)
  })

  it('is the server’s own: two servers share nothing', async () => {
    const [one, other] = [await openSmallShop(), await openSmallShop()]
    one.server.control.actAsOther({ kind: 'delete', sku: 'nut' })
    expect(other.stockOf('nut')).toEqual({ 'w-A': 5 })
    expect(one.server.baseUrl).not.toBe(other.server.baseUrl)
  })

  it('a port that is taken is an error', async () => {
    const account = await openAccount()
    const port = Number(new URL(account.server.baseUrl).port)
    await expect(openAccount({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
