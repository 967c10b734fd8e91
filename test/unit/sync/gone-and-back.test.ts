import { expect, test } from 'vitest'
import { resolveCode } from '../../../src/main/core/store/barcodes.ts'
import { edit, openHookedWorld, serverItem } from '../../support/hooked-world.ts'

test.each([false, true])(
  'who is gone and back is the same record, with its codes (work pending: %s)',
  async (pending) => {
    const { world } = await openHookedWorld()
    const uid = world.uid('item', 'A')
    world.store.write((writer) => {
      const columns = '(connection, code, item, quantity, created_at)'
      writer.exec(`INSERT INTO barcodes ${columns} VALUES (?, 'X1', ?, 1, 0)`, world.connection, uid)
    })
    const receipt = pending ? world.receive('A', 'W1', 5) : null
    const name = pending ? edit(world, 'A', { name: 'Mine' }, { name: 'Item A' }) : null
    world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
    await world.run(true)
    world.server.control.actAsOther({ kind: 'create', sku: 'A', fields: { name: 'Back' } })
    await world.run(true)
    expect(world.uid('item', 'A')).toBe(uid)
    expect(JSON.stringify(resolveCode(world.store.reader, world.connection, 'X1'))).toContain('"A"')
    if (receipt === null || name === null) return
    expect(world.change(receipt).question).toMatchObject({ reason: 'changedRemotely', answers: ['resend', 'discard'] })
    expect(world.change(name).question).toMatchObject({
      reason: 'changedRemotely',
      fields: [{ field: 'name', base: 'Item A', mine: 'Mine', theirs: 'Back' }],
    })
    world.decide(name, 'mine')
    world.decide(receipt, 'resend')
    await world.run(true)
    expect(world.states(name, receipt)).toEqual(['applied', 'applied'])
    expect([serverItem(world, 'A')?.name, world.figure('A', 'W1')]).toEqual(['Mine', 5])
  },
)

test('a question goes on saying that its record was made anew when that is changed later', async () => {
  const { world } = await openHookedWorld()
  const counted = world.queue({
    ...{ uid: world.uid('item', 'A'), kind: 'stock-set', warehouse: world.uid('warehouse', 'W1'), quantity: 30 },
    ...{ payload: { via: 'override' }, baseSeen: { quantity: 40 } },
  })
  const renamed = edit(world, 'A', { name: 'Mine' }, { name: 'Item A' })
  world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
  await world.run(true)
  world.server.control.actAsOther({ kind: 'create', sku: 'A', fields: { name: 'Back' } })
  await world.run(true)
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Back again' } })
  world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity: 2 })
  await world.run(true)
  expect(world.change(counted).question).toMatchObject({ anew: true, fields: [{ mine: 30, theirs: 2 }] })
  expect(world.change(renamed).question).toMatchObject({ anew: true, fields: [{ theirs: 'Back again' }] })
})

test('nobody else is taken for a record whose new key has not reached the remote', async () => {
  const { world } = await openHookedWorld()
  const uid = world.uid('item', 'A')
  world.queue({ uid, kind: 'rename', payload: { key: 'A2' }, baseSeen: { key: 'A' } })
  world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
  await world.run(true)
  world.server.control.actAsOther({ kind: 'create', sku: 'A2', fields: { name: 'Another' } })
  await world.run(true)
  expect(world.uid('item', 'A2')).not.toBe(uid)
})
