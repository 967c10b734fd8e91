import { expect, it } from 'vitest'
import type { Remote } from '../../../src/main/core/ports.ts'
import { resolveCode } from '../../../src/main/core/store/barcodes.ts'
import { remoteCodesOf } from '../../../src/main/core/store/remote-codes.ts'
import { openSyncWorld } from '../../support/sync-world.ts'

/** A remote that says codes of its items; null: it says nothing of them. */
const withCodes =
  (codes: ReadonlyMap<string, readonly string[] | null>) =>
  (remote: Remote): Remote => ({
    ...remote,
    read: (kind, filter, onRows, signal, turn) =>
      remote.read(
        kind,
        filter,
        (rows) =>
          onRows(
            rows.map((row) => {
              const said = kind === 'item' ? (codes.get(row.key) ?? null) : null
              return said === null ? row : { ...row, codes: said }
            }),
          ),
        signal,
        turn,
      ),
  })

it('keeps, changes and drops the remote’s codes as readings say them', async () => {
  const codes = new Map<string, readonly string[] | null>([
    ['A', ['4006381333931']],
    ['B', ['4006381333931', 'B-1']],
  ])
  const world = await openSyncWorld({ wrapRemote: withCodes(codes) })
  await world.run(true)
  const { reader } = world.store
  const sku = (code: string): string | undefined => resolveCode(reader, world.connection, code)?.sku
  expect([sku('4006381333931'), sku('B-1')]).toEqual([undefined, 'B'])

  codes.set('A', [])
  await world.run(true)
  expect(sku('4006381333931')).toBe('B')

  // Not said: what was known stays.
  codes.set('B', null)
  await world.run(true)
  expect(remoteCodesOf(reader, world.uid('item', 'B'))).toEqual(['4006381333931', 'B-1'])

  world.server.control.actAsOther({ kind: 'delete', sku: 'B' })
  await world.run(true)
  expect(sku('B-1')).toBeUndefined()
})

it('writes nothing where a reading says the codes that are known', async () => {
  const world = await openSyncWorld({ wrapRemote: withCodes(new Map([['A', ['X-2', 'X-1', 'X-2']]])) })
  await world.run(true)
  expect((await world.run(true)).pulled).toBe(0)
  expect(remoteCodesOf(world.store.reader, world.uid('item', 'A'))).toEqual(['X-1', 'X-2'])
})

it('drops those of a record that the answer to a write shows to be another one', async () => {
  const codes = new Map<string, readonly string[] | null>([['A', ['A-1']]])
  let meanwhile: (() => void) | null = null
  const world = await openSyncWorld({
    wrapRemote: (remote) => ({
      ...withCodes(codes)(remote),
      send: async (...given) => {
        meanwhile?.()
        meanwhile = null
        return remote.send(...given)
      },
    }),
  })
  await world.run(true)
  const uid = world.uid('item', 'A')
  expect(remoteCodesOf(world.store.reader, uid)).toEqual(['A-1'])
  world.queue({ uid, kind: 'set-field', payload: { fields: { price: 9 } }, baseSeen: { fields: { price: 5 } } })
  meanwhile = () => {
    codes.set('A', null)
    world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
    world.server.control.actAsOther({ kind: 'create', sku: 'A', fields: { name: 'Another' } })
  }
  await world.run()
  expect(remoteCodesOf(world.store.reader, uid)).toEqual([])
})
