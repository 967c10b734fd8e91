import { describe, expect, it, onTestFinished } from 'vitest'
import { practiceBarcodes, startPracticeServer, type PracticeServer } from '../../src/main/practice/practice.ts'
import { startRpc, type RpcProcess } from '../support/rpc-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** The whole job as a script does it: pull, go offline, work, come back, send; the remote then holds exactly that. */

const connection = (server: PracticeServer) =>
  ({
    name: 'Test shop',
    remote: 'hako-v1',
    baseUrl: server.baseUrl,
    credentials: { apiKey: server.apiKey },
    options: { settleSeconds: 0 },
  }) as const

async function connected(): Promise<{ server: PracticeServer; rpc: RpcProcess; directory: string }> {
  const server = await startPracticeServer({ seed: 'shop' })
  const directory = temporaryFolder()
  const rpc = startRpc(directory)
  onTestFinished(async () => {
    await rpc.end()
    await server.close()
  })
  await rpc.call('connections.save', connection(server))
  await rpc.call('sync.run', {})
  return { server, rpc, directory }
}

const stockAt = (server: PracticeServer, sku: string, warehouseID: string): number =>
  server.control.snapshot().items.find((item) => item.sku === sku)?.stock[warehouseID] ?? 0

describe('a script that does the whole job', { timeout: 60_000 }, () => {
  it('counts 400 scans and edits offline, and the remote then holds exactly that', async () => {
    const { server, rpc } = await connected()
    const before = server.control.snapshot()
    const [warehouse, other] = before.warehouses.map((row) => row.warehouseID)
    if (warehouse === undefined || other === undefined) throw new Error('The shop has two warehouses at least')
    const items = before.items.filter((item) => (item.stock[warehouse] ?? 0) >= 10).slice(0, 50)
    const [counted, moved] = [items.slice(0, 40), items.slice(40, 44)]

    await server.control.networkOff()
    expect((await rpc.fail('sync.run', {})).kind).toBe('offline')

    const { stocktakeID } = await rpc.call('stocktakes.open', { warehouseID: warehouse, blind: false })
    for (let scan = 0; scan < 400; scan += 1) {
      const sku = counted[scan % counted.length]?.sku ?? ''
      const { outcome } = await rpc.call('stocktakes.scan', { stocktakeID, code: sku, scanID: `scan-${String(scan)}` })
      expect(outcome).toBe('known')
    }
    const [received, issued, transferred, edited] = moved
    if (!received || !issued || !transferred || !edited) throw new Error('Four items to move')
    await rpc.call('stock.receive', { sku: received.sku, warehouseID: warehouse, quantity: 7 })
    await rpc.call('stock.issue', { sku: issued.sku, warehouseID: warehouse, quantity: 3 })
    await rpc.call('stock.transfer', { sku: transferred.sku, from: warehouse, to: other, quantity: 4 })
    await rpc.call('items.create', {
      sku: 'NEW-1',
      name: 'Made offline',
      price: 2.5,
      inventory: [{ warehouseID: warehouse, quantity: 6 }],
    })
    await rpc.call('stock.receive', { sku: 'NEW-1', warehouseID: warehouse, quantity: 2 })
    await rpc.call('items.update', { sku: edited.sku, changes: { name: 'Edited offline', price: 9.99 } })
    await rpc.call('items.update', { sku: issued.sku, changes: { sku: `${issued.sku}-R` } })
    const posted = await rpc.call('stocktakes.post', { stocktakeID })
    expect(posted.left).toEqual([])

    await server.control.networkOn()
    const requestsBefore = server.control.requests().length
    const report = await rpc.call('sync.run', {})
    expect(report).toMatchObject({ questions: 0, waiting: 0 })

    for (const item of counted) expect([item.sku, stockAt(server, item.sku, warehouse)]).toEqual([item.sku, 10])
    expect(stockAt(server, received.sku, warehouse)).toBe((received.stock[warehouse] ?? 0) + 7)
    expect(stockAt(server, `${issued.sku}-R`, warehouse)).toBe((issued.stock[warehouse] ?? 0) - 3)
    expect(stockAt(server, transferred.sku, warehouse)).toBe((transferred.stock[warehouse] ?? 0) - 4)
    expect(stockAt(server, transferred.sku, other)).toBe((transferred.stock[other] ?? 0) + 4)
    expect(stockAt(server, 'NEW-1', warehouse)).toBe(8)
    expect(server.control.snapshot().items.find((item) => item.sku === edited.sku)).toMatchObject({
      name: 'Edited offline',
      price: 9.99,
    })

    const writes = server.control
      .requests()
      .slice(requestsBefore)
      .filter((request) => request.method !== 'GET')
    // create, rename and edit, first delta alone, increments, decrements, transfer, and the new item's delta after its create
    expect(writes.length).toBeLessThanOrEqual(8)

    const quiet = await rpc.call('sync.run', {})
    expect(quiet).toMatchObject({ sent: 0, pulled: 0 })
    expect(quiet.requests).toBeLessThanOrEqual(3)
  })

  it('finds every acknowledged scan again after a power cut', async () => {
    const { rpc, directory } = await connected()
    const { rows } = await rpc.call('warehouses.list', {})
    const { stocktakeID } = await rpc.call('stocktakes.open', { warehouseID: rows[0]?.warehouseID ?? '' })
    const codes = practiceBarcodes.slice(0, 25).map((row) => row.code)
    for (const [index, code] of codes.entries())
      await rpc.call('stocktakes.scan', { stocktakeID, code, scanID: `cut-${String(index)}` })
    rpc.post('stocktakes.scan', { stocktakeID, code: 'in-flight', scanID: 'cut-last' })
    await rpc.kill()

    const again = startRpc(directory)
    const { rows: tape } = await again.call('stocktakes.tape', { stocktakeID, limit: 100 })
    const found = new Set(tape.map((row) => row.scanID))
    expect(codes.every((_, index) => found.has(`cut-${String(index)}`))).toBe(true)
    expect(await again.end()).toBe(0)
  })

  it('asks about a lost answer and sends nothing twice', async () => {
    const { server, rpc } = await connected()
    const item = server.control.snapshot().items[0]
    const warehouse = Object.keys(item?.stock ?? {})[0] ?? ''
    const sku = item?.sku ?? ''
    const figure = stockAt(server, sku, warehouse)
    await rpc.call('stock.receive', { sku, warehouseID: warehouse, quantity: 5 })
    server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
    const report = await rpc.call('sync.run', {})
    expect(report).toMatchObject({ sent: 0, questions: 1 })

    const { rows } = await rpc.call('queue.list', { state: 'questions' })
    expect(rows[0]).toMatchObject({
      state: 'quarantined',
      question: { reason: 'lostAnswer', before: figure, suggested: 'applied' },
    })
    await rpc.call('queue.decide', { changeID: rows[0]?.changeID ?? 0, decision: 'applied' })
    await rpc.call('sync.run', {})
    expect(stockAt(server, sku, warehouse)).toBe(figure + 5)
    expect((await rpc.call('stock.list', { sku })).rows.find((row) => row.warehouseID === warehouse)).toEqual({
      sku,
      warehouseID: warehouse,
      quantity: figure + 5,
      remote: figure + 5,
    })
  })
})
