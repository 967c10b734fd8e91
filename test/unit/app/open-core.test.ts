import { describe, expect, it } from 'vitest'
import { openCore } from '../../../src/main/core/open-core.ts'
import { contract, methodNames } from '../../../src/shared/contract/contract.ts'
import { useCases } from '../../../src/main/core/app/use-cases.ts'
import { connectionTo, openCoreWorld, startShop } from '../../support/core-world.ts'

describe('the core', () => {
  it('answers every method of the contract by what its kind calls for', () => {
    const all = [...Object.keys(useCases.queries), ...Object.keys(useCases.commands), ...Object.keys(useCases.jobs)]
    expect(all.toSorted()).toEqual([...methodNames].toSorted())
    for (const name of methodNames) expect(contract[name].kind === 'query').toBe(Object.hasOwn(useCases.queries, name))
  })

  it('answers every query before there is a connection, by the contract', async () => {
    const { core } = await openCoreWorld()
    const inputs: Record<string, object> = {
      'connections.get': { connectionID: '1' },
      'items.get': { sku: 'A' },
      'warehouses.get': { warehouseID: 'W' },
      'bundles.get': { sku: 'A' },
      'bundles.buildable': { sku: 'A', warehouseID: 'W' },
      'stock.history': { sku: 'A' },
      'barcodes.resolve': { code: '1' },
      'catalogues.search': { search: '1' },
      'barcodes.checkImport': { rows: [] },
      'queue.story': { changeID: 1 },
      'evidence.verify': { text: '{}' },
      'moves.get': { kind: 'receive' },
    }
    for (const name of Object.keys(useCases.queries).filter(
      (method) => !/^(stocktakes|paper)\./.test(method) || method === 'stocktakes.list',
    )) {
      const answer = await core.call(name, inputs[name] ?? {})
      if (!answer.ok) expect([name, answer.error.kind]).toEqual([name, expect.stringMatching(/notAllowed|notFound/)])
    }
    expect(await core.call('sync.run', {})).toMatchObject({
      error: { kind: 'notAllowed', details: { reason: 'notConnected' } },
    })
  })

  it('carries a gesture to the remote and reports where it stands', async () => {
    const server = await startShop()
    const world = await openCoreWorld()
    const { connectionID } = await world.call('connections.save', connectionTo(server))
    expect(await world.call('app.status', {})).toMatchObject({
      connection: { connectionID, name: 'Shop' },
      mirror: { items: 0 },
    })
    await world.call('sync.run', {})
    const before = server.control.snapshot()
    const warehouseID = before.warehouses[0]?.warehouseID ?? ''
    const item = before.items.find((row) => (row.stock[warehouseID] ?? 0) > 3)
    const sku = item?.sku ?? ''
    const status = await world.call('app.status', {})
    expect(status).toMatchObject({
      online: 'online',
      waiting: 0,
      versions: { app: '1.2.3' },
      mirror: { items: before.items.length, warehouses: before.warehouses.length, bundles: before.bundles.length },
    })
    expect(status.mirror.stock).toBe(before.items.reduce((total, row) => total + Object.keys(row.stock).length, 0))

    await world.call('stock.issue', { sku, warehouseID, quantity: 2 })
    expect(await world.call('app.status', {})).toMatchObject({ waiting: 1, queue: { ready: 1 } })
    const plan = await world.call('queue.plan', {})
    expect(plan).toMatchObject({ rows: 1, changes: 1, calls: [{ step: 'stockDown', rows: 1, requests: 1 }] })
    expect(await world.call('sync.run', {})).toMatchObject({ sent: 1, waiting: 0, questions: 0 })
    expect(server.control.snapshot().items.find((row) => row.sku === sku)?.stock[warehouseID]).toBe(
      (item?.stock[warehouseID] ?? 0) - 2,
    )
    expect(await world.call('queue.list', { state: 'applied' })).toMatchObject({
      total: 1,
      rows: [{ sku, warehouseID, quantity: -2 }],
    })
    const { rows } = await world.call('stock.list', { sku, warehouseID })
    expect(rows[0]?.quantity).toBe(rows[0]?.remote)
  })

  it('takes back what was not sent: the last gesture, then the one before', async () => {
    const server = await startShop()
    const world = await openCoreWorld()
    await world.call('connections.save', connectionTo(server))
    await world.call('sync.run', {})
    const [first, second] = (await world.call('items.list', { limit: 2 })).rows.map((row) => row.sku)
    const one = await world.call('items.update', { sku: first ?? '', changes: { name: 'One' } })
    const two = await world.call('items.update', { sku: second ?? '', changes: { sku: 'two', name: 'Two' } })
    expect(await world.call('queue.undo', {})).toEqual({ discarded: two.changeIDs, reopened: [] })
    expect((await world.fail('items.get', { sku: 'two' })).kind).toBe('notFound')
    expect(await world.call('queue.undo', { changeID: one.changeIDs[0] })).toEqual({
      discarded: one.changeIDs,
      reopened: [],
    })
    expect((await world.fail('queue.undo', {})).kind).toBe('notAllowed')
    expect((await world.fail('queue.undo', { changeID: 999 })).kind).toBe('notFound')
    expect((await world.fail('queue.undo', { changeID: 1, groupID: 'x' })).kind).toBe('invalid')
    expect((await world.fail('queue.decide', { decision: 'applied' })).kind).toBe('invalid')
    expect(await world.call('app.status', {})).toMatchObject({ waiting: 0, queue: { discarded: 3 } })
  })

  it('asks about what the remote refused, and sends it again when told to', async () => {
    const server = await startShop()
    const world = await openCoreWorld()
    await world.call('connections.save', connectionTo(server))
    await world.call('sync.run', {})
    const warehouses = (await world.call('warehouses.list', {})).rows.map((row) => row.warehouseID)
    const [from, to] = warehouses
    const sku = (await world.call('items.list', {})).rows[0]?.sku ?? ''
    await world.call('stock.transfer', { sku, from: from ?? '', to: to ?? '', quantity: 100_000 })
    await world.call('sync.run', {})
    const { rows, total } = await world.call('queue.list', { state: 'questions' })
    expect(total).toBe(1)
    expect(rows[0]).toMatchObject({ kind: 'transfer', state: 'rejected', question: { reason: 'refused' } })
    expect(await world.call('app.status', {})).toMatchObject({ questions: 1, waiting: 0 })
    const changeID = rows[0]?.changeID
    expect(await world.call('queue.decide', { changeID, decision: 'discard' })).toEqual({
      decided: [changeID],
      changeIDs: [],
      decisionID: 1,
    })
    expect(await world.call('app.status', {})).toMatchObject({ questions: 0 })
  })

  it('says who may have changed in few events, and nothing after it is closed', async () => {
    const world = await openCoreWorld()
    const heard: string[][] = []
    world.core.listen((event) => heard.push([...event.topics]))
    await world.call('people.add', { name: 'Ada' })
    expect(heard).toEqual([['people', 'status']])
    await world.core.close()
    expect(await world.fail('people.add', { name: 'Bob' })).toMatchObject({
      kind: 'notAllowed',
      details: { reason: 'closing' },
    })
  })

  it('remembers everything after it was closed and opened again', async () => {
    const server = await startShop()
    const first = await openCoreWorld()
    await first.call('connections.save', connectionTo(server))
    await first.call('sync.run', {})
    const created = await first.call('items.create', { sku: 'NEW', requestID: 'r1' })
    await first.core.close()
    const second = await openCoreWorld({ directory: first.directory, secrets: first.secrets })
    expect(await second.call('items.create', { sku: 'NEW', requestID: 'r1' })).toEqual(created)
    expect(await second.call('items.get', { sku: 'NEW' })).toMatchObject({ confirmed: false })
    expect(await second.call('sync.run', {})).toMatchObject({ sent: 1 })
  })

  it('switches between connections, each with its own goods', async () => {
    const [one, two] = [await startShop(), await startShop()]
    const world = await openCoreWorld()
    const first = await world.call('connections.save', connectionTo(one, 'One'))
    await world.call('sync.run', {})
    const second = await world.call('connections.save', connectionTo(two, 'Two'))
    await world.call('connections.use', second)
    expect((await world.call('items.list', {})).total).toBe(0)
    await world.call('sync.run', {})
    expect((await world.call('items.list', {})).total).toBeGreaterThan(0)
    await world.call('connections.use', first)
    await world.call('items.delete', { sku: (await world.call('items.list', {})).rows[0]?.sku ?? '' })
    await world.call('connections.remove', { connectionID: second.connectionID })
    expect(await world.call('app.status', {})).toMatchObject({ connection: first, waiting: 1 })
  })

  it('says that the key is missing where it is', async () => {
    const server = await startShop()
    const first = await openCoreWorld()
    await first.call('connections.save', connectionTo(server))
    await first.core.close()
    const second = await openCoreWorld({ directory: first.directory })
    expect(await second.fail('sync.run', {})).toMatchObject({ kind: 'unauthorized' })
    expect(await second.call('app.status', {})).toMatchObject({ connection: { name: 'Shop' }, online: 'unknown' })
  })

  it('does not open a folder that another one uses, and says so', async () => {
    const { directory, logged } = await openCoreWorld()
    expect(logged).toEqual([])
    const second = openCoreWorld({ directory })
    await expect(second).rejects.toThrow(/Another Hakomori/)
    expect(openCore).toBeTypeOf('function')
  }, 10_000)
})
