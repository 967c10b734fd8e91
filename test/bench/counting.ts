import { ms, spread, timeOnce, type Row } from './measure.ts'
import type { BenchWorld } from './world.ts'

/**
 * What takes long at a stocktake of a whole warehouse, and how long a scan waits that is made meanwhile, in another count
 * so that it changes nothing of the first.
 */
export async function benchCounting(world: BenchWorld, skus: readonly string[]): Promise<Row[]> {
  const { rows } = await world.call('warehouses.list', {})
  const open = async () =>
    (await world.call('stocktakes.open', { warehouseID: rows[0]?.warehouseID ?? '' })).stocktakeID
  const [stocktakeID, other] = [await open(), await open()]
  let scans = 0
  const whileIn = async (what: string, work: () => Promise<unknown>): Promise<Row> => {
    const state: { working: boolean } = { working: true }
    const done = timeOnce(work).finally(() => {
      state.working = false
    })
    const waits: number[] = []
    while (state.working) {
      scans += 1
      const code = skus[scans % skus.length] ?? ''
      const scanID = `meanwhile-${String(scans)}`
      waits.push((await timeOnce(() => world.call('stocktakes.scan', { stocktakeID: other, code, scanID }))).ms)
      await pause()
    }
    const { p95, worst } = spread(waits)
    const against = `a scan meanwhile: 95 % ${ms(p95)}, worst ${ms(worst)}`
    return { what, ours: ms((await done).ms), against, ratio: '' }
  }
  const undone = async (): Promise<void> => {
    await world.call('stocktakes.undo', { stocktakeID })
    while ((await world.call('stocktakes.progress', { stocktakeID })).act !== null) await pause()
  }
  const read = { stocktakeID, limit: 200 }
  return [
    await whileIn('nothing, for a second', () => new Promise((resolve) => setTimeout(resolve, 1_000))),
    await whileIn('every uncounted item becomes zero', () => world.call('stocktakes.zero', { stocktakeID })),
    await whileIn('a page of all lines', () => world.call('stocktakes.lines', { ...read, filter: 'all' })),
    await whileIn('a count sheet of all, by place', () => world.call('stocktakes.sheet', { stocktakeID })),
    await whileIn('the review, compared anew', () => world.call('stocktakes.review', read)),
    await whileIn('the report', () => world.call('stocktakes.report', { stocktakeID })),
    await whileIn('the dry run of posting', () => world.call('stocktakes.dryRun', read)),
    await whileIn('all the zeros are taken back', undone),
  ]
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
