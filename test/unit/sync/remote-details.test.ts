import { expect, it } from 'vitest'
import type { Remote, RemoteLot } from '../../../src/main/core/ports.ts'
import { remoteDetailsOf } from '../../../src/main/core/store/remote-details.ts'
import { openSyncWorld } from '../../support/sync-world.ts'

const lot: RemoteLot = { name: 'L-1', expires: '2027-03-31', warehouseID: 'W1', quantity: 4 }

/** A remote that says lots of item A; undefined: it says nothing of them. */
const withLots =
  (said: { lots: readonly RemoteLot[] | undefined }) =>
  (remote: Remote): Remote => ({
    ...remote,
    read: (kind, filter, onRows, signal, turn) =>
      remote.read(
        kind,
        filter,
        (rows) =>
          onRows(rows.map((row) => (row.key === 'A' && said.lots !== undefined ? { ...row, lots: said.lots } : row))),
        signal,
        turn,
      ),
  })

it('keeps, changes and drops the remote’s lots as readings say them, and writes nothing where they stand', async () => {
  const said: { lots: readonly RemoteLot[] | undefined } = { lots: [lot] }
  const world = await openSyncWorld({ wrapRemote: withLots(said) })
  await world.run(true)
  const known = (): RemoteLot[] => remoteDetailsOf(world.store.reader, world.uid('item', 'A')).lots
  expect(known()).toEqual([lot])
  expect((await world.run(true)).pulled).toBe(0)

  said.lots = [{ ...lot, quantity: 3 }]
  await world.run(true)
  expect(known()).toEqual([{ ...lot, quantity: 3 }])

  // Not said: what was known stays.
  said.lots = undefined
  await world.run(true)
  expect(known()).toHaveLength(1)

  said.lots = []
  await world.run(true)
  expect(known()).toEqual([])
})
