import { describe, expect, it, onTestFinished } from 'vitest'
import { startPracticeServer, type PracticeServer } from '../../src/main/practice/practice.ts'
import { startRpc, type RpcProcess } from '../support/rpc-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Real processes with a data folder each; what passes between them is a file. */
async function startShop() {
  const server = await startPracticeServer({ seed: 'shop' })
  onTestFinished(() => server.close())
  const warehouseID = server.control.snapshot().warehouses[0]?.warehouseID ?? ''
  const items = server.control
    .snapshot()
    .items.filter((item) => (item.stock[warehouseID] ?? 0) >= 10)
    .map(({ sku, stock }) => ({ sku, stock: stock[warehouseID] ?? 0 }))
  return { server, warehouseID, items }
}

async function startPC(server: PracticeServer, name: string): Promise<RpcProcess> {
  const rpc = startRpc(temporaryFolder())
  onTestFinished(async () => {
    await rpc.end()
  })
  await rpc.call('connections.save', {
    name: 'Shop',
    remote: 'hako-v1',
    baseUrl: server.baseUrl,
    credentials: { apiKey: server.apiKey },
    options: { settleSeconds: 0 },
  })
  await rpc.call('settings.set', { changes: { deviceName: name, blind: false } })
  await rpc.call('sync.run', {})
  return rpc
}

async function signIn(rpc: RpcProcess, name: string): Promise<void> {
  const { rows } = await rpc.call('people.list', {})
  const known = rows.find((row) => row.name === name)?.personID
  const personID = known ?? (await rpc.call('people.add', { name })).personID
  await rpc.call('people.signIn', { personID })
}

const stockAt = (server: PracticeServer, sku: string, warehouseID: string): number =>
  server.control.snapshot().items.find((item) => item.sku === sku)?.stock[warehouseID] ?? 0

describe('several people, several PCs', { timeout: 90_000 }, () => {
  it('two PCs count one warehouse without a network, are merged on one, and the remote shows what lies there', async () => {
    const { server, warehouseID, items } = await startShop()
    const [shared, onlyHere, onlyThere, disputed] = items
    if (!shared || !onlyHere || !onlyThere || !disputed) throw new Error('Four items to count')
    const [here, there] = [await startPC(server, 'Front'), await startPC(server, 'Back')]
    await server.control.networkOff()

    await signIn(here, 'Ada')
    await signIn(there, 'Ben')
    const counts = [
      [here, await here.call('stocktakes.open', { warehouseID })],
      [there, await there.call('stocktakes.open', { warehouseID })],
    ] as const
    const [[, { stocktakeID }], [, { stocktakeID: otherID }]] = counts
    let scans = 0
    const scan = (rpc: RpcProcess, sku: string, quantity: number, place: string) =>
      rpc.call('stocktakes.scan', {
        stocktakeID: rpc === here ? stocktakeID : otherID,
        code: sku,
        quantity,
        place,
        scanID: `scan-${String((scans += 1))}`,
      })
    await scan(here, shared.sku, 3, 'R1')
    await scan(there, shared.sku, 4, 'R2')
    await scan(here, onlyHere.sku, onlyHere.stock - 1, 'R1')
    await scan(there, onlyThere.sku, onlyThere.stock + 2, 'R2')
    await scan(here, disputed.sku, 5, 'R3')
    await scan(there, disputed.sku, 6, 'R3')

    const { text, events } = await there.call('stocktakes.export', { stocktakeID: otherID })
    expect(events).toBe(3)
    const preview = await here.call('stocktakes.readFile', { stocktakeID, text })
    expect(preview).toMatchObject({ signature: 'new', fits: 'yes', people: ['Ben'], added: 2 })
    expect(preview.device).toMatch(/^Back · [0-9a-f]{6}$/)
    expect(preview.clashes).toMatchObject([{ sku: disputed.sku, place: 'R3', here: 5, file: 6 }])
    const altered = text.replace('"place": "R2"', '"place": "R4"')
    expect((await here.fail('stocktakes.merge', { stocktakeID, text: altered })).kind).toBe('notAllowed')

    const choices = [{ sku: disputed.sku, place: 'R3', round: 1, take: 'file' as const }]
    await here.call('stocktakes.merge', { stocktakeID, text, choices })
    expect(await here.call('stocktakes.merge', { stocktakeID, text })).toMatchObject({ added: 0, takenBack: 0 })

    const dry = await here.call('stocktakes.dryRun', { stocktakeID })
    expect(dry).toMatchObject({ total: 4, stays: [], closes: true })
    await here.call('stocktakes.post', { stocktakeID })
    expect(await here.call('queue.plan', {})).toEqual(dry.plan)

    await server.control.networkOn()
    const before = server.control.requests().length
    expect(await here.call('sync.run', {})).toMatchObject({ questions: 0, waiting: 0 })
    const writes = server.control
      .requests()
      .slice(before)
      .filter(({ method }) => method !== 'GET')
    expect(writes).toHaveLength(dry.plan?.requests ?? 0)
    for (const { sku, after } of dry.rows) expect([sku, stockAt(server, sku, warehouseID)]).toEqual([sku, after])
    expect(stockAt(server, shared.sku, warehouseID)).toBe(7)
    expect(stockAt(server, onlyHere.sku, warehouseID)).toBe(onlyHere.stock - 1)
    expect(stockAt(server, onlyThere.sku, warehouseID)).toBe(onlyThere.stock + 2)
    expect(stockAt(server, disputed.sku, warehouseID)).toBe(6)
  })

  it('a disputed line is counted again by somebody else, explained, approved by a third and only then posted', async () => {
    const { server, warehouseID, items } = await startShop()
    const [item] = items
    if (!item) throw new Error('An item to count')
    const rpc = await startPC(server, 'Front')
    const exactly = { units: 0 }
    const rules = {
      tolerance: { plus: exactly, minus: exactly },
      recount: true,
      byOther: true,
      reason: true,
      approval: 'beyond',
    } as const
    const { stocktakeID } = await rpc.call('stocktakes.open', { warehouseID, rules })
    const scan = (scanID: string, quantity: number) =>
      rpc.call('stocktakes.scan', { stocktakeID, code: item.sku, quantity, scanID })
    const line = async () => (await rpc.call('stocktakes.review', { stocktakeID, sku: item.sku })).rows[0]
    const posted = async () => (await rpc.call('stocktakes.post', { stocktakeID })).changeIDs.length

    await signIn(rpc, 'Ada')
    await scan('first', item.stock - 2)
    expect(await line()).toMatchObject({ status: 'recount', recountCause: 'tolerance' })
    server.control.actAsOther({ kind: 'sell', sku: item.sku, warehouseID, quantity: 3 })
    await rpc.call('sync.run', {})
    expect(await line()).toMatchObject({ status: 'decide', drift: -3 })
    await rpc.call('stocktakes.decide', { stocktakeID, sku: item.sku, decision: 'recount' })

    await signIn(rpc, 'Ben')
    await scan('second', item.stock - 5)
    expect(await line()).toMatchObject({ status: 'reason', variance: -2, drift: 0, round: 2 })
    expect(await posted()).toBe(0)
    await rpc.call('stocktakes.decide', { stocktakeID, sku: item.sku, decision: 'difference', reason: 'Broken' })
    expect(await rpc.call('stocktakes.approve', { stocktakeID })).toEqual({ approved: 0, own: 1 })
    expect(await posted()).toBe(0)

    await signIn(rpc, 'Cyd')
    expect(await rpc.call('stocktakes.approve', { stocktakeID })).toEqual({ approved: 1, own: 0 })
    expect(await posted()).toBe(1)
    await rpc.call('sync.run', {})
    expect(stockAt(server, item.sku, warehouseID)).toBe(item.stock - 5)
    expect(await rpc.call('stocktakes.accuracy', {})).toMatchObject({
      rows: [{ stocktakeID, state: 'posted', lines: 1, within: 0, short: 2, over: 0 }],
    })
  })
})
