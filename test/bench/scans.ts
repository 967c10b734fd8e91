import { ms, timeEach, times, timing, type Row } from './measure.ts'
import { openRaw } from './raw.ts'
import { whileSweeping } from './sweeping.ts'
import type { BenchWorld } from './world.ts'

const scans = 2000

/** A durable scan, from the shell's call to its answer, against the bare insert of the same row with the same pragmas. */
export async function benchScans(world: BenchWorld, skus: readonly string[]): Promise<Row[]> {
  const { rows } = await world.call('warehouses.list', {})
  const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: rows[0]?.warehouseID ?? '' })
  const codeOf = (index: number): string => skus[index % skus.length] ?? ''
  const ours = await timeEach(scans, (index) =>
    world.call('stocktakes.scan', { stocktakeID, code: codeOf(index), scanID: `scan-${String(index)}` }),
  )
  const trip = await timeEach(scans, () => world.call('practice.status', {}))

  const raw = openRaw(world.directory)
  const insert = raw.sqlite.prepare(
    'INSERT INTO scans (stocktake_id, scan_id, at, code, item, quantity, counted) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const bare = await timeEach(scans, (index) =>
    insert.run(stocktakeID, `scan-${String(index)}`, Date.now(), codeOf(index), index, 1, index),
  )
  raw.close()

  const { calls: during } = await whileSweeping(world, (index) =>
    world.call('stocktakes.scan', { stocktakeID, code: codeOf(index), scanID: `sweep-${String(index)}` }),
  )
  return [
    {
      what: 'durable scan, call to answer',
      ours: timing(ours),
      against: `raw insert ${timing(bare)}`,
      ratio: times(ours.median, bare.median),
    },
    { what: '  of that, the way to the worker and back', ours: timing(trip), against: '', ratio: '' },
    {
      what: 'the same while everything is read again',
      ours: timing(during),
      against: `worst ${ms(during.worst)}`,
      ratio: times(during.median, bare.median),
    },
  ]
}
