import { expect, it } from 'vitest'
import { err, ok, type Result } from '../../../src/shared/domain/result.ts'
import type { AnnouncedDelivery, Delivery, Remote, RemoteFailure } from '../../../src/main/core/ports.ts'
import {
  addAnnouncement,
  getAnnouncement,
  moveAnnouncement,
  type AnnouncementFate,
  type AnnouncementState,
} from '../../../src/main/core/store/announcements.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'
import { virtualClock, type VirtualClock } from '../../support/virtual-clock.ts'

type Looked = Result<AnnouncedDelivery | 'absent' | 'unsure', RemoteFailure>

/** A remote that takes deliveries, too, and does in a look what the test says. */
async function open(settings: { readonly settleSeconds?: number; readonly clock?: VirtualClock } = {}) {
  const { settleSeconds = 0, clock } = settings
  const sent: Delivery[] = []
  const does = {
    look: (): Looked => ok('absent'),
    send: (): Result<AnnouncedDelivery, RemoteFailure> => ok({ id: '9' }),
  }
  const wrapRemote = (remote: Remote): Remote => ({
    ...remote,
    capabilities: { ...remote.capabilities, announce: true },
    findAnnounced: () => Promise.resolve(does.look()),
    announce: (delivery) => {
      sent.push(delivery)
      return Promise.resolve(does.send())
    },
  })
  const world = await openSyncWorld({ options: { settleSeconds }, wrapRemote, ...(clock && { clock }) })
  await world.run()
  add(world)
  const move = (state: AnnouncementState, fate: AnnouncementFate) =>
    world.store.write((writer) => moveAnnouncement(writer, { id: 'a1', state }, fate))
  const state = () => getAnnouncement(world.store.reader, world.connection, 'a1')?.state
  return { world, does, sent, move, state }
}

function add(world: SyncWorld): void {
  const { store, connection } = world
  const item = world.uid('item', 'A')
  const warehouse = world.uid('warehouse', 'W1')
  const details = { arrivesOn: '2030-02-01', option: 'courier', trackingCode: null, orderNumber: null, supplier: null }
  const lines = [{ item, sku: 'A', name: 'Item A', quantity: 3 }]
  store.write((writer) => {
    addAnnouncement(writer, { id: 'a1', connection, warehouse, madeAt: 1, person: null, token: 'HK-1', details, lines })
  })
}

const lostAnswer = err({ kind: 'uncertain', cause: 'reset', status: null, complete: false, text: '' } as const)

it('what is taken back during the look is not sent', async () => {
  const { world, does, sent, move, state } = await open()
  does.look = () => {
    move('waiting', { state: 'cancelled' })
    return ok('absent')
  }
  await world.run()
  expect([sent, state()]).toEqual([[], 'cancelled'])
})

it('what a person finds there during the look for it is not sent again', async () => {
  const { world, does, sent, move, state } = await open()
  does.send = () => lostAnswer
  await world.run()
  expect([sent.length, state()]).toEqual([1, 'unknown'])
  does.look = () => {
    move('unknown', { state: 'announced' })
    return ok('absent')
  }
  await world.run()
  expect([sent.length, state()]).toEqual([1, 'announced'])
})

it('what the look finds is there, whatever was said of it meanwhile', async () => {
  const { world, does, sent, move, state } = await open()
  does.look = () => {
    move('waiting', { state: 'cancelled' })
    return ok({ id: '9' })
  }
  await world.run()
  expect([sent, state()]).toEqual([[], 'announced'])
})

it('whose second answer is lost, too, is looked for again', async () => {
  const { world, does, sent, state } = await open()
  does.send = () => lostAnswer
  await world.run()
  await world.run()
  expect([sent.length, state()]).toEqual([2, 'unknown'])
})

it('a look that began before the settle time was over shows nothing', async () => {
  const clock = virtualClock({ hurry: true })
  const { world, does, sent, state } = await open({ settleSeconds: 60, clock })
  does.send = () => lostAnswer
  await world.run()
  does.look = () => {
    void clock.pass(61_000)
    return ok('absent')
  }
  await world.run()
  expect([sent.length, state()]).toEqual([1, 'unknown'])
  does.send = () => ok({ id: '9' })
  await world.run()
  expect([sent.length, state()]).toEqual([2, 'announced'])
})

it('a look that is refused is told, and the rest of the cycle goes on', async () => {
  const { world, does } = await open()
  does.look = () => err({ kind: 'refused', status: 404, text: 'No such list' } as const)
  world.server.control.clearRequests()
  world.receive('A', 'W1', 2)
  const answer = await world.engine.run({ full: false })
  expect(answer).toMatchObject({ ok: false, error: { kind: 'remote' } })
  const requests = world.server.control.requests().map(({ method }) => method)
  expect(requests.lastIndexOf('GET')).toBeGreaterThan(requests.lastIndexOf('PATCH'))
})
