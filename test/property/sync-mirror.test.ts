import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addConfirmed, keepConfirmed } from '../../src/main/core/store/mirror.ts'
import { addConnection } from '../../src/main/core/store/connections.ts'
import { openStore } from '../../src/main/core/store/open-store.ts'
import { addRecord } from '../../src/main/core/store/records.ts'
import { refold } from '../../src/main/core/store/view.ts'
import { connectionOptions } from '../../src/shared/contract/connections.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { virtualClock } from '../support/virtual-clock.ts'

const figures = fc.dictionary(fc.constantFrom('1', '2'), fc.integer({ min: 0, max: 9 }))
const said = fc.record({ name: fc.constantFrom('Weiß', null, 'b'), price: fc.constantFrom(1, null), cells: figures })

test('keeping a row without open changes gives exactly what the fold gives', async () => {
  const opened = await openStore({ directory: temporaryFolder(), clock: virtualClock({ hurry: true }), pid: 1 })
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  const options = connectionOptions.parse({})
  const settings = {
    name: 'T',
    remote: 'hako-v1',
    baseUrl: 'http://x/',
    practice: false,
    keyHint: null,
    options,
    at: 0,
  } as const
  const connection = store.write((writer) => addConnection(writer, settings))
  for (const key of ['W1', 'W2']) store.write((writer) => addRecord(writer, connection, 'warehouse', key))
  const look = (uid: number) => ({
    record: store.reader.row('SELECT * FROM records WHERE uid = ?', uid),
    cells: store.reader.rows('SELECT * FROM stock WHERE item = ? ORDER BY warehouse', uid),
  })
  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 4 }), (rows) => {
      const bases = rows.map(({ name, price, cells }) => ({
        base: {
          state: { key: 'A', name, price, expires: null, components: null },
          serverID: null,
          createdAt: 1,
          updatedAt: 2,
          seenAt: 3,
        },
        cells: new Map(Object.entries(cells).map(([warehouse, quantity]) => [Number(warehouse), quantity])),
      }))
      const [first, ...later] = bases
      if (!first) return
      const uid = store.write((writer) => addConfirmed(writer, connection, 'item', first.base, first.cells))
      for (const one of later) store.write((writer) => keepConfirmed(writer, 'item', uid, one.base, one.cells))
      const kept = look(uid)
      store.write((writer) => {
        refold(writer, uid)
      })
      expect(kept).toEqual(look(uid))
    }),
    { seed: 11, numRuns: 60 },
  )
  store.close()
})
