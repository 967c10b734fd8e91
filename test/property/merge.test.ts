import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openCount } from '../support/stocktake-world.ts'

/**
 * Two PCs count one warehouse and recount it, meet once in the middle, and go on. However their files come to a third PC,
 * and on each of them once it has the other's, the same figures stand, of the same people, waiting for the same.
 */
type PC = Awaited<ReturnType<typeof openCount>>
type Method = 'single' | 'double'

const people = ['Ada', 'Ben', 'Cyd'] as const
const act = fc.record({
  pc: fc.constantFrom(0 as const, 1 as const),
  person: fc.constantFrom(...people),
  sku: fc.constantFrom('AAA', 'BBB'),
  kind: fc.constantFrom('scan', 'scan', 'recount', 'set', 'undo'),
  quantity: fc.integer({ min: 1, max: 3 }),
})
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** Two that count and two that only merge, each with the same people. */
async function openPCs() {
  const pcs: PC[] = []
  const badges: string[] = []
  for (let index = 0; index < 4; index += 1) {
    const pc = await openCount()
    for (const name of people) badges.push((await pc.world.call('people.add', { name })).personID)
    pcs.push(pc)
  }
  return { pcs, badges }
}

/** A count of the same warehouse on every PC, and what is done with them. */
async function openRun({ pcs, badges }: Awaited<ReturnType<typeof openPCs>>, method: Method) {
  const ids: string[] = []
  for (const { world } of pcs)
    ids.push((await world.call('stocktakes.open', { warehouseID: 'W1', blind: false, method })).stocktakeID)
  let now = pcs[0]?.world.now ?? 0
  let scans = 0
  const at = (index: number) => {
    const [pc, stocktakeID] = [pcs[index], ids[index]]
    if (pc === undefined || stocktakeID === undefined) throw new Error('Four PCs')
    return { world: pc.world, stocktakeID, place: `Rack ${String(index)}` }
  }

  async function perform({ pc, person, sku, kind, quantity }: Act, undoable: Set<number>): Promise<void> {
    const { world, stocktakeID, place } = at(pc)
    now += 1000
    for (const other of pcs) other.world.now = now
    await world.call('people.signIn', { personID: badges[pc * people.length + people.indexOf(person)] ?? null })
    const scanID = `${stocktakeID} ${String((scans += 1))}`
    if (kind === 'undo') {
      if (undoable.delete(pc)) await world.call('stocktakes.undo', { stocktakeID })
      return
    }
    if (kind === 'set') {
      await world.call('stocktakes.count', { stocktakeID, sku, quantity, mode: 'set', scanID, place })
      undoable.delete(pc)
      return
    }
    const { rows } = await world.call('stocktakes.review', { stocktakeID, sku })
    const isAsked = rows[0]?.status === 'recount' || kind === 'recount'
    if (kind === 'recount' && rows.length > 0)
      await world.call('stocktakes.decide', { stocktakeID, sku, decision: 'recount' })
    await world.call('stocktakes.scan', { stocktakeID, code: sku, quantity, scanID, place })
    if (!isAsked) undoable.add(pc)
  }

  return {
    async perform(acts: readonly Act[]): Promise<void> {
      // What is taken back is a scan that no file has taken along yet and that began no recount.
      const undoable = new Set<number>()
      for (const each of acts) await perform(each, undoable)
    },
    async save(index: number): Promise<string> {
      const { world, stocktakeID } = at(index)
      return (await world.call('stocktakes.export', { stocktakeID })).text
    },
    async merge(index: number, ...files: string[]): Promise<void> {
      const { world, stocktakeID } = at(index)
      for (const text of files) await world.call('stocktakes.merge', { stocktakeID, text })
    },
    /** Without the numbers of rounds, which are names that every PC gives for itself. */
    async result(index: number) {
      const { world, stocktakeID } = at(index)
      const { rows } = await world.call('stocktakes.review', { stocktakeID })
      return rows.map(({ sku, counted, variance, status, counts }) => ({
        sku,
        counted,
        variance,
        status,
        counts: counts.map(({ person, counted: pieces }) => `${person ?? ''} ${String(pieces)}`).sort(),
      }))
    },
    async totals(index: number) {
      const { world, stocktakeID } = at(index)
      const { lines, quantity, scans: events, counters } = await world.call('stocktakes.get', { stocktakeID })
      return { lines, quantity, events, counters }
    },
  }
}

const [front, back, first, second] = [0, 1, 2, 3] as const

it.each(['double', 'single'] as const)(
  'the order of merging does not change a %s count',
  { timeout: 120_000 },
  async (method) => {
    const pcs = await openPCs()
    const phase = fc.array(act, { minLength: 1, maxLength: 7 })
    await fc.assert(
      fc.asyncProperty(phase, phase, fc.boolean(), async (before, after, meet) => {
        const run = await openRun(pcs, method)
        await run.perform(before)
        const [early, late] = [await run.save(front), await run.save(back)]
        if (meet) await run.merge(front, late)
        await run.perform(after)
        const [here, there] = [await run.save(front), await run.save(back)]

        await run.merge(first, early, late, here, there)
        await run.merge(second, there, here, late, early)
        const result = await run.result(first)
        expect(await run.result(second)).toEqual(result)

        const [rows, totals] = [await run.result(second), await run.totals(second)]
        await run.merge(second, here, early, there, late)
        expect([await run.result(second), await run.totals(second)]).toEqual([rows, totals])

        await run.merge(front, there)
        await run.merge(back, here)
        expect(await run.result(front)).toEqual(result)
        expect(await run.result(back)).toEqual(result)
      }),
      { numRuns: 25, seed: 2611 },
    )
  },
)
