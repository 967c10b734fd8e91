import { remoteDescriptions } from '../../../src/main/remotes/remote.ts'
import { remoteNames } from '../../../src/shared/contract/connections.ts'
import { expect, test } from 'vitest'
import { barcodeCommands } from '../../../src/main/core/app/barcodes.ts'
import { clearRemoved, connectionJobs, connectionQueries } from '../../../src/main/core/app/connections.ts'
import { moveCommands } from '../../../src/main/core/app/moves.ts'
import { stocktakeCommands } from '../../../src/main/core/app/stocktakes/stocktakes.ts'
import type { Remote, RemoteFailure, RemoteSettings } from '../../../src/main/core/ports.ts'
import { addAnnouncement, moveAnnouncement } from '../../../src/main/core/store/announcements.ts'
import { connectionInUse } from '../../../src/main/core/store/connections.ts'
import { addPerson } from '../../../src/main/core/store/people.ts'
import { markRemoved, removePiece } from '../../../src/main/core/store/remove-connection.ts'
import { err, ok } from '../../../src/shared/domain/result.ts'
import { addMirror, openAppWorld, queueChange, uidOf, type AppWorld } from '../../support/app-world.ts'

const capabilities = {
  readItems: true,
  writeItems: true,
  writeWarehouses: true,
  bundles: true,
  moveStock: true,
  relativeStock: true,
  setStock: false,
  rename: true,
  codes: false,
  announce: false,
  changedSince: true,
  createdRange: true,
  requestsPerMinute: 120,
}

/** A remote that answers one listing of warehouses, or fails as told. */
function fakeRemote(failure: RemoteFailure | null): Remote {
  const unused = (): never => {
    throw new Error('Not part of a test of the connection')
  }
  return {
    capabilities,
    read: async (kind, _filter, onRows) => {
      if (failure !== null) return err(failure)
      await onRows([
        { kind, key: 'W1' },
        { kind, key: 'W2' },
      ])
      return ok({ rows: 2, bytes: 10, serverDate: null, newest: null, tick: null })
    },
    send: unused,
    describe: unused,
    body: unused,
    close: () => Promise.resolve(),
  }
}

async function open(failure: RemoteFailure | null = null) {
  const opened: RemoteSettings[] = []
  const world = await openAppWorld({
    handlers: { queries: connectionQueries, jobs: connectionJobs },
    ports: {
      remotes: remoteDescriptions,
      openRemote: (settings) => {
        opened.push(settings)
        return settings.baseUrl.includes('bad') ? err('The address is bad') : ok(fakeRemote(failure))
      },
    },
  })
  return { world, opened }
}

const shop = {
  name: 'Shop',
  remote: 'hako-v1',
  baseUrl: 'https://shop.example/v1',
  credentials: { apiKey: 'secret-key-1234' },
} as const

test('the first connection is used at once; later ones wait', async () => {
  const { world } = await open()
  const first = await world.call('connections.save', shop)
  const second = await world.call('connections.save', { ...shop, name: 'Other', options: { settleSeconds: 5 } })
  const { rows } = await world.call('connections.list', {})
  expect(rows).toMatchObject([
    {
      connectionID: first.connectionID,
      name: 'Shop',
      inUse: true,
      practice: false,
      keyHint: '1234',
      options: { settleSeconds: 120, batchSize: 100 },
      items: 0,
      open: 0,
    },
    { connectionID: second.connectionID, name: 'Other', inUse: false, options: { settleSeconds: 5, batchSize: 100 } },
  ])
  expect(rows[0]?.capabilities).toContainEqual({ name: 'setStock', supported: false })
  expect(world.restarts()).toBe(1)
})

test('credentials go to the secrets alone', async () => {
  const { world } = await open()
  const { connectionID } = await world.call('connections.save', shop)
  expect(world.secrets.get(connectionID)).toEqual({ apiKey: 'secret-key-1234' })
  const saved = JSON.stringify([
    world.store.reader.rows('SELECT * FROM connections'),
    await world.call('connections.list', {}),
  ])
  expect(saved).not.toContain('secret-key')
})

test('saving again keeps what is not said, and restarts the engine of the connection in use', async () => {
  const { world } = await open()
  const { connectionID } = await world.call('connections.save', { ...shop, options: { batchSize: 7 } })
  await world.call('connections.save', {
    connectionID,
    name: 'Renamed',
    remote: 'hako-v1',
    baseUrl: 'https://new.example',
    options: { autoSync: false },
  })
  expect(world.secrets.get(connectionID)).toEqual({ apiKey: 'secret-key-1234' })
  expect((await world.call('connections.list', {})).rows).toMatchObject([
    { name: 'Renamed', baseUrl: 'https://new.example', keyHint: '1234', options: { batchSize: 7, autoSync: false } },
  ])
  await world.call('connections.save', { connectionID, ...shop, credentials: { apiKey: 'another-key-9999' } })
  expect((await world.call('connections.list', {})).rows).toMatchObject([{ keyHint: '9999' }])
  expect(world.restarts()).toBe(3)
})

test('a bad address and missing credentials leave nothing behind', async () => {
  const { world } = await open()
  expect(await world.fail('connections.save', { ...shop, baseUrl: 'https://bad.example' })).toMatchObject({
    kind: 'invalid',
    message: 'The address is bad.',
  })
  expect((await world.fail('connections.save', { ...shop, credentials: undefined })).kind).toBe('invalid')
  expect((await world.call('connections.list', {})).rows).toEqual([])
})

test('credentials that can’t be kept undo the connection', async () => {
  const world = await openAppWorld({
    handlers: { queries: connectionQueries, jobs: connectionJobs },
    ports: {
      openRemote: () => ok(fakeRemote(null)),
      secrets: {
        read: () => Promise.resolve(err('no')),
        write: () => Promise.resolve(err('the disk is full')),
        remove: () => Promise.resolve(),
      },
    },
  })
  expect(await world.fail('connections.save', shop)).toMatchObject({
    kind: 'storage',
    message: expect.stringContaining('the disk is full') as string,
  })
  expect((await world.call('connections.list', {})).rows).toEqual([])
})

test('using another connection switches and restarts the engine once', async () => {
  const { world } = await open()
  await world.call('connections.save', shop)
  const { connectionID } = await world.call('connections.save', { ...shop, name: 'Other' })
  await world.call('connections.use', { connectionID })
  await world.call('connections.use', { connectionID })
  expect(connectionInUse(world.store.reader)?.name).toBe('Other')
  expect(world.restarts()).toBe(2)
  expect((await world.fail('connections.use', { connectionID: '99' })).kind).toBe('notFound')
})

test('removing is refused while changes are open, unless they are given up', async () => {
  const { world } = await open()
  const connection = addMirror(world, ['W1'], { AAA: { stock: { W1: 1 } } })
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: 1, at: 'W1' })
  const connectionID = String(connection)
  world.secrets.set(connectionID, { apiKey: 'x' })
  expect(await world.fail('connections.remove', { connectionID })).toMatchObject({
    kind: 'notAllowed',
    details: { open: 1 },
  })
  await world.call('connections.remove', { connectionID, discardOpen: true })
  expect((await world.call('connections.list', {})).rows).toEqual([])
  expect(world.secrets.size).toBe(0)
  for (const table of ['records', 'stock', 'changes', 'tallies', 'item_search']) {
    expect([table, world.store.reader.rows(`SELECT * FROM ${table}`)]).toEqual([table, []])
  }
})

test('what a crash left of a removed connection is out of sight, and cleared away at the next start', async () => {
  const { world } = await open()
  const connection = addMirror(world, ['W1'], { AAA: { stock: { W1: 1 } } })
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: 1, at: 'W1' })
  world.store.write((writer) => {
    markRemoved(writer, connection)
    removePiece(writer, connection)
  })
  expect((await world.call('connections.list', {})).rows).toEqual([])
  expect(connectionInUse(world.store.reader)).toBeUndefined()
  expect((await world.fail('connections.use', { connectionID: String(connection) })).kind).toBe('notFound')
  await clearRemoved(world.context)
  for (const table of ['connections', 'records', 'stock', 'changes'])
    expect([table, world.store.reader.rows(`SELECT * FROM ${table}`)]).toEqual([table, []])
})

test('a connection with tapes, drafts, codes and an undone scan is removed whole', async () => {
  const world = await openAppWorld({
    handlers: {
      queries: connectionQueries,
      jobs: connectionJobs,
      commands: { ...stocktakeCommands, ...moveCommands, ...barcodeCommands },
    },
  })
  const connection = addMirror(world, ['W1'], { AAA: { stock: { W1: 1 } } })
  const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'W1', scope: { skus: ['AAA'] } })
  for (const code of ['AAA', '???', 'AAA'])
    await world.call('stocktakes.scan', { stocktakeID, code, scanID: world.context.ports.ids.ulid() })
  await world.call('stocktakes.undo', { stocktakeID })
  await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 5 })
  await world.call('stocktakes.post', { stocktakeID })
  await world.call('moves.set', { kind: 'receive', warehouseID: 'W1' })
  for (const scanID of ['m1', 'm2']) await world.call('moves.scan', { kind: 'receive', code: 'AAA', scanID })
  await world.call('moves.undo', { kind: 'receive' })
  await world.call('barcodes.assign', { code: '???', sku: 'AAA' })
  addDelivery(world, connection)
  await world.call('connections.remove', { connectionID: String(connection), discardOpen: true })
  for (const table of [
    'records',
    'scans',
    'stocktakes',
    'stocktake_lines',
    'stocktake_scope',
    'move_drafts',
    'move_lines',
    'move_scans',
    'barcodes',
    'changes',
    'announcements',
    'connections',
  ]) {
    expect([table, world.store.reader.rows(`SELECT * FROM ${table}`)]).toEqual([table, []])
  }
})

test('a test that works says how many warehouses were read', async () => {
  const { world, opened } = await open()
  const { connectionID } = await world.call('connections.save', shop)
  expect(await world.call('connections.test', { connectionID })).toMatchObject({
    reached: true,
    result: 'ok',
    text: 'It works: 2 warehouses read.',
    warehouses: 2,
    evidence: { host: 'shop.example', here: null, there: null },
  })
  expect(opened.at(-1)).toMatchObject({ remote: 'hako-v1', baseUrl: shop.baseUrl, credentials: shop.credentials })
  await world.call('connections.test', { connectionID, baseUrl: 'https://new.example' })
  expect(opened.at(-1)).toMatchObject({
    remote: 'hako-v1',
    baseUrl: 'https://new.example',
    credentials: shop.credentials,
  })
  expect((await world.fail('connections.test', {})).kind).toBe('invalid')
})

const failures: readonly (readonly [RemoteFailure, string, boolean])[] = [
  [{ kind: 'notSent', cause: 'network', text: '' }, 'noNetwork', false],
  [{ kind: 'notSent', cause: 'network', text: '', trouble: 'noNameService' }, 'noNetwork', false],
  [{ kind: 'notSent', cause: 'network', text: '', trouble: 'nameNotFound' }, 'nameNotFound', false],
  [{ kind: 'notSent', cause: 'network', text: '', trouble: 'noRoute' }, 'noNetwork', false],
  [{ kind: 'notSent', cause: 'network', text: '', trouble: 'tooSlow' }, 'noAnswer', false],
  [{ kind: 'notSent', cause: 'certificate', text: '' }, 'certificate', false],
  [{ kind: 'notSent', cause: 'proxy', text: '' }, 'proxyUnreachable', false],
  [{ kind: 'notSent', cause: 'credentials', text: 'There is no key.' }, 'keyMissing', false],
  [{ kind: 'unauthorized', status: 401, text: '' }, 'wrongKey', true],
  [{ kind: 'unauthorized', status: 403, text: '' }, 'noPermission', true],
  [{ kind: 'rateLimited', retryAfter: null, text: '' }, 'rateLimited', true],
  [{ kind: 'redirected', status: 511, text: '' }, 'signIn', false],
  [{ kind: 'redirected', status: 302, text: '' }, 'movedAway', false],
  [{ kind: 'redirected', status: 200, text: '' }, 'webPage', false],
  [{ kind: 'refused', status: 404, text: '' }, 'wrongAddress', true],
  [{ kind: 'refused', status: 400, text: '' }, 'notThisApi', true],
  [{ kind: 'tooLarge', text: '' }, 'serverError', true],
  [{ kind: 'uncertain', cause: 'timeout', status: null, complete: false, text: '' }, 'noAnswer', false],
  [{ kind: 'uncertain', cause: 'reset', status: null, complete: false, text: '' }, 'brokenOff', false],
  [{ kind: 'uncertain', cause: 'serverError', status: 500, complete: true, text: '' }, 'serverError', true],
  [{ kind: 'uncertain', cause: 'badBody', status: 200, complete: true, text: '' }, 'notThisApi', true],
]

test.each(failures)('a test that fails says why: %j', async (failure, result, reached) => {
  const { world } = await open(failure)
  const { remote, baseUrl, credentials } = shop
  const answer = await world.call('connections.test', { remote, baseUrl, credentials })
  expect(answer).toMatchObject({ result, reached, warehouses: null })
  expect(answer.text).toMatch(/^\S.*\.$/)
})

test('only who may administer tries saved credentials at another address', async () => {
  const { world } = await open()
  const { connectionID } = await world.call('connections.save', shop)
  world.store.write((writer) => {
    addPerson(writer, { name: 'Ada', roles: ['count', 'administer'], pin: null, badge: null })
    addPerson(writer, { name: 'Ben', roles: ['count'], pin: null, badge: null })
  })
  expect((await world.call('connections.test', { connectionID })).result).toBe('ok')
  expect(await world.fail('connections.test', { connectionID, baseUrl: 'https://elsewhere.example' })).toMatchObject({
    kind: 'notAllowed',
  })
})

test('a connection keeps its kind of system', async () => {
  const { world } = await open()
  const { connectionID } = await world.call('connections.save', shop)
  const other = remoteNames.find((name) => name !== 'hako-v1')
  expect(await world.fail('connections.save', { connectionID, ...shop, remote: other })).toMatchObject({
    kind: 'notAllowed',
  })
  expect((await world.call('connections.list', {})).rows).toMatchObject([{ remote: 'hako-v1' }])
})

test('a credential left empty stays as it was saved', async () => {
  const { world, opened } = await open()
  const { connectionID } = await world.call('connections.save', { ...shop, credentials: { id: 'shop', secret: 'old' } })
  await world.call('connections.save', { connectionID, ...shop, credentials: { id: '', secret: 'new' } })
  expect(world.secrets.get(connectionID)).toEqual({ id: 'shop', secret: 'new' })
  await world.call('connections.test', { connectionID, credentials: { secret: 'newer' } })
  expect(opened.at(-1)?.credentials).toEqual({ id: 'shop', secret: 'newer' })
})

test('a connection tells what of it is on this PC alone', async () => {
  const world = await openAppWorld({
    handlers: { queries: connectionQueries, jobs: connectionJobs, commands: { ...stocktakeCommands, ...moveCommands } },
  })
  const connection = addMirror(world, ['W1'], { AAA: { name: 'Cable', stock: { W1: 1 } } })
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: 3, at: 'W1' })
  await world.call('stocktakes.open', { warehouseID: 'W1', name: 'Spring' })
  await world.call('moves.set', { kind: 'receive', warehouseID: 'W1' })
  await world.call('moves.scan', { kind: 'receive', code: 'AAA', scanID: 'm1' })
  expect(await world.call('connections.get', { connectionID: String(connection) })).toMatchObject({
    items: 1,
    open: 1,
    drafts: 2,
    lastReadAt: world.now,
    openChanges: [{ kind: 'stock-delta', key: 'AAA', name: 'Cable', warehouseID: 'W1', quantity: 3, state: 'ready' }],
    openStocktakes: ['Spring'],
  })
})

test('the kinds of remotes are told as data', async () => {
  const world = await openAppWorld({
    handlers: { queries: connectionQueries },
    ports: { remotes: remoteDescriptions },
  })
  const { rows } = await world.call('connections.remotes', {})
  expect(rows.map(({ remote }) => remote).sort()).toEqual([...remoteNames].sort())
  expect(rows).toContainEqual(
    expect.objectContaining({
      title: 'Hako',
      credentials: [{ name: 'apiKey', secret: true, alternative: false }],
      settings: [],
    }),
  )
})

test('a delivery that is not announced yet is told, and removing must give it up', async () => {
  const { world } = await open()
  const connection = addMirror(world, ['W1'], { AAA: { stock: { W1: 1 } } })
  const connectionID = String(connection)
  addDelivery(world, connection)
  expect(await world.call('connections.get', { connectionID })).toMatchObject({
    open: 1,
    openChanges: [],
    openDeliveries: [{ token: 'HK-1', arrivesOn: '2030-02-01', pieces: 24 }],
  })
  expect(await world.fail('connections.remove', { connectionID })).toMatchObject({ details: { open: 1 } })
  world.store.write((writer) => moveAnnouncement(writer, { id: 'a1', state: 'waiting' }, { state: 'announced' }))
  expect(await world.call('connections.get', { connectionID })).toMatchObject({ open: 0, openDeliveries: [] })
})

function addDelivery({ store }: AppWorld, connection: number): void {
  const warehouse = uidOf(store.reader, connection, 'warehouse', 'W1')
  const item = uidOf(store.reader, connection, 'item', 'AAA')
  store.write((writer) => {
    addAnnouncement(writer, {
      ...{ id: 'a1', connection, warehouse, madeAt: 1, person: null, token: 'HK-1' },
      details: { arrivesOn: '2030-02-01', option: 'courier', trackingCode: null, orderNumber: null, supplier: null },
      lines: [{ item, sku: 'AAA', name: null, quantity: 24 }],
    })
  })
}
