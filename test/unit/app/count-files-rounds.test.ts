import { describe, expect, it } from 'vitest'
import { signIn, twoPCs } from '../../support/two-pcs.ts'

describe('who counted what, of a count from another PC', () => {
  it('gives a third and a fourth person on two PCs rounds of their own', async () => {
    const { here, there, scanAt, save, merge } = await twoPCs({ method: 'double' })
    for (const [name, at] of [
      ['Ada', here],
      ['Ben', here],
      ['Cyd', here],
      ['Ada', there],
      ['Ben', there],
      ['Dan', there],
    ] as const) {
      await signIn(at, name)
      await scanAt(at, name === 'Cyd' || name === 'Dan' ? 'AAA' : 'BBB', 5, `${name} ${at === here ? '1' : '2'}`)
    }
    await merge(await save())
    expect(await here.review('AAA')).toMatchObject({
      counts: [
        { round: 3, person: 'Cyd', counted: 5 },
        { round: 4, person: 'Dan', counted: 5 },
      ],
    })
    const { counters } = await here.get()
    expect(counters).toContainEqual({ person: 'Dan', round: 4 })
  })

  it('gives everybody a round of their own in a double count', async () => {
    const { here, there, scanAt, save, merge } = await twoPCs({ method: 'double' })
    await signIn(here, 'Ada')
    await signIn(there, 'Ben')
    await scanAt(here, 'AAA', 10)
    await scanAt(there, 'AAA', 10)
    await scanAt(there, 'BBB', 4)
    await merge(await save())
    expect(await here.review('AAA')).toMatchObject({
      status: 'exact',
      counts: [
        { round: 1, person: 'Ada', counted: 10 },
        { round: 2, person: 'Ben', counted: 10 },
      ],
    })
    expect(await here.review('BBB')).toMatchObject({ status: 'second' })
  })

  it('keeps recounts of two people apart that both PCs call the third round', async () => {
    const { here, there, scanAt, save, merge } = await twoPCs({ method: 'double' })
    for (const [pc, recounter] of [
      [here, 'Ada'],
      [there, 'Ben'],
    ] as const) {
      for (const name of ['Ada', 'Ben']) {
        await signIn(pc, name)
        await scanAt(pc, 'AAA', name === 'Ada' ? 4 : 6, name)
      }
      await pc.world.call('stocktakes.decide', { stocktakeID: pc.stocktakeID, sku: 'AAA', decision: 'recount' })
      await signIn(pc, recounter)
      await scanAt(pc, 'AAA', 5)
    }
    await merge(await save(), [
      { sku: 'AAA', place: 'Ada', round: 1, take: 'here' },
      { sku: 'AAA', place: 'Ben', round: 2, take: 'here' },
    ])
    const { counts, status } = await here.review('AAA')
    expect(counts.filter(({ round }) => round > 2)).toMatchObject([
      { round: 3, person: 'Ada', counted: 5 },
      { round: 4, person: 'Ben', counted: 5 },
    ])
    expect(status).toBe('ready')
  })

  it('knows a typed count again that comes home with another PC’s file', async () => {
    const { here, there, save, merge } = await twoPCs()
    const { stocktakeID } = there
    await there.world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 5, mode: 'add', scanID: 'typed' })
    await merge(await save())
    const { text } = await here.world.call('stocktakes.export', { stocktakeID: here.stocktakeID })
    expect(await there.world.call('stocktakes.merge', { stocktakeID, text })).toMatchObject({ added: 0, known: 1 })
    expect(await there.review('AAA')).toMatchObject({ counted: 5 })
  })

  it('has a line counted again where a recount knew nothing of what the other PC counted before', async () => {
    const { here, there, scanAt, save, merge } = await twoPCs()
    const { stocktakeID } = here
    await scanAt(here, 'AAA', 4, 'R1')
    await here.world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'recount' })
    await scanAt(here, 'AAA', 5, 'R1')
    await scanAt(there, 'AAA', 5, 'R2')
    expect(await merge(await save())).toMatchObject({ added: 1, recounts: 1 })
    expect(await here.review('AAA')).toMatchObject({ status: 'recount' })
  })

  it('keeps somebody from approving what they counted a part of', async () => {
    const { here, there, scanAt, save, merge } = await twoPCs({ rules: { approval: 'always' } })
    await signIn(here, 'Ada')
    await signIn(there, 'Ben')
    await scanAt(here, 'AAA', 1, 'R1')
    await scanAt(there, 'AAA', 1, 'R2')
    await merge(await save())
    expect(await here.world.call('stocktakes.approve', { stocktakeID: here.stocktakeID })).toEqual({
      approved: 0,
      own: 1,
    })
  })
})
