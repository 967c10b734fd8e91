import { describe, expect, it } from 'vitest'
import { pullFigure, queueChange } from '../../support/app-world.ts'
import { apply } from '../../support/stocktake-world.ts'
import { twoPCs } from '../../support/two-pcs.ts'

describe('the figures behind a count from another PC', () => {
  it('compares with what the other PC knew, and shows what others moved since', async () => {
    const { here, there, scanAt, save, merge } = await twoPCs()
    await scanAt(there, 'AAA', 8)
    const text = await save()
    here.world.now += 60_000
    pullFigure(here.world, here.connection, 'AAA', 'W1', 7)
    await merge(text)
    expect(await here.review('AAA')).toMatchObject({ expected: 10, variance: -2, drift: -3, status: 'decide' })
  })

  it('counts a movement of the other PC that was not sent yet once: the line waits until it arrives', async () => {
    const { here, there, scanAt, save, merge } = await twoPCs()
    const issue = queueChange(there.world, there.connection, 'AAA', { kind: 'stock-delta', quantity: -3, at: 'W1' })
    await scanAt(there, 'AAA', 7)
    await merge(await save())
    expect(await here.review('AAA')).toMatchObject({ expected: 7, variance: 0, drift: 3, status: 'decide' })
    apply(there.world, there.connection, issue, 'AAA', 'W1', 7)
    pullFigure(here.world, here.connection, 'AAA', 'W1', 7)
    expect(await here.review('AAA')).toMatchObject({ variance: 0, drift: 0, status: 'exact' })
  })

  it('knows the movements of this PC that the other one could not', async () => {
    const { here, there, scanAt, save, merge } = await twoPCs()
    queueChange(here.world, here.connection, 'AAA', { kind: 'stock-delta', quantity: -3, at: 'W1' })
    await scanAt(there, 'AAA', 7)
    await merge(await save())
    expect(await here.review('AAA')).toMatchObject({ expected: 7, variance: 0, drift: 0, status: 'exact' })
  })
})
