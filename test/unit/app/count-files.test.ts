import { describe, expect, it } from 'vitest'
import { openCount, teach } from '../../support/stocktake-world.ts'
import { signIn, twoPCs } from '../../support/two-pcs.ts'

describe('a count from another PC', () => {
  it('adds up over different places, with device and person on every event', async () => {
    const { here, there, scanAt, save, look, merge } = await twoPCs()
    await signIn(here, 'Ada')
    await signIn(there, 'Ben')
    await scanAt(here, 'AAA', 4, 'R1')
    await scanAt(there, 'AAA', 5, 'R2')
    await scanAt(there, 'BBB', 5, 'R2')
    const text = await save()
    expect(await look(text)).toMatchObject({
      signature: 'new',
      fits: 'yes',
      people: ['Ben'],
      events: 2,
      added: 2,
      known: 0,
      pieces: 10,
      clashes: [],
    })
    expect(await here.review('AAA')).toMatchObject({ counted: 4 })
    expect(await merge(text)).toEqual({ added: 2, known: 0, takenBack: 0, recounts: 0 })
    expect(await here.review('AAA')).toMatchObject({ counted: 9, expected: 10, variance: -1, places: ['R1', 'R2'] })
    expect(await here.review('BBB')).toMatchObject({ counted: 5, status: 'exact' })
    const { rows } = await here.world.call('stocktakes.tape', { stocktakeID: here.stocktakeID })
    expect(rows.map(({ person, place, device }) => [person, place, device === null])).toEqual([
      ['Ben', 'R2', false],
      ['Ben', 'R2', false],
      ['Ada', 'R1', true],
    ])
    expect(await here.get()).toMatchObject({ lines: 2, quantity: 14, scans: 3 })
  })

  it('changes nothing when it is merged twice, and brings only what is new when it went on', async () => {
    const { here, there, scanAt, save, look, merge } = await twoPCs()
    await scanAt(there, 'AAA', 5, 'R2')
    const first = await save()
    await merge(first)
    const before = await here.get()
    expect(await look(first)).toMatchObject({ signature: 'known', added: 0, known: 1 })
    expect(await merge(first)).toEqual({ added: 0, known: 1, takenBack: 0, recounts: 0 })
    expect(await here.get()).toEqual(before)
    await scanAt(there, 'AAA', 2, 'R2')
    const second = await save()
    expect(await merge(second)).toMatchObject({ added: 1, known: 1 })
    expect(await here.review('AAA')).toMatchObject({ counted: 7 })
    // The older file, found again in a folder.
    expect(await merge(first)).toMatchObject({ added: 0, takenBack: 0 })
    expect(await here.review('AAA')).toMatchObject({ counted: 7 })
  })

  it('brings a second count of the same PC, with the names that a script gives again, and what it undid stays out', async () => {
    const { here, there, scanAt, save, look, merge } = await twoPCs()
    const third = await openCount()
    const scan = (pc: typeof here, stocktakeID: string, scanID: string, code: string) => {
      pc.world.now += 1000
      return pc.world.call('stocktakes.scan', { stocktakeID, code, scanID, quantity: 5, place: 'R1' })
    }
    await scan(there, there.stocktakeID, 'first', 'AAA')
    await scan(there, there.stocktakeID, 'second', 'AAA')
    const early = await save()
    await there.world.call('stocktakes.undo', { stocktakeID: there.stocktakeID })
    await merge(await save())
    for (const added of [1, 2]) {
      const { stocktakeID } = await there.world.call('stocktakes.open', { warehouseID: 'W1', blind: false })
      await scan(there, stocktakeID, 'first', 'BBB')
      if (added === 2) await scan(there, stocktakeID, 'other', 'BBB')
      const { text } = await there.world.call('stocktakes.export', { stocktakeID })
      expect(await look(text)).toMatchObject({ added, older: false })
      expect(await merge(text)).toMatchObject({ added })
      expect(await merge(text)).toMatchObject({ added: 0, known: added })
    }
    expect(await here.review('BBB')).toMatchObject({ counted: 15 })
    expect(await look(early)).toMatchObject({ added: 0, older: true })
    // A third PC had the event that was taken back before it came here.
    await third.world.call('stocktakes.merge', { stocktakeID: third.stocktakeID, text: early })
    await scanAt(third, 'BBB', 1, 'R9')
    const { text } = await third.world.call('stocktakes.export', { stocktakeID: third.stocktakeID })
    expect(await merge(text)).toMatchObject({ added: 1 })
    expect(await here.review('AAA')).toMatchObject({ counted: 5 })
  })

  it('brings what a PC counted after it went back to a backup, although its file is shorter', async () => {
    const { here, there, scanAt, save, look, merge } = await twoPCs()
    await scanAt(there, 'AAA', 1)
    const { name } = await there.world.store.files.backUp('manual')
    const beginning = await save()
    for (const quantity of [2, 3]) await scanAt(there, 'AAA', quantity)
    await merge(await save())
    expect(await look(beginning)).toMatchObject({ added: 0, older: true })
    await there.world.store.files.restore(name)
    await scanAt(there, 'BBB', 4)
    const text = await save()
    expect(await look(text)).toMatchObject({ events: 2, added: 1, older: false })
    await merge(text)
    expect(await here.review('AAA')).toMatchObject({ counted: 6 })
    expect(await here.review('BBB')).toMatchObject({ counted: 4 })
  })

  it('leaves out what was taken back or replaced there, also after it was merged', async () => {
    const { here, there, scanAt, save, merge } = await twoPCs()
    await scanAt(there, 'AAA', 3)
    await scanAt(there, 'BBB', 9)
    await merge(await save())
    expect(await here.review('BBB')).toMatchObject({ counted: 9 })
    const { stocktakeID } = there
    await there.world.call('stocktakes.undo', { stocktakeID })
    await there.world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 10, mode: 'set', scanID: 'set' })
    expect(await merge(await save())).toMatchObject({ added: 1, takenBack: 2 })
    const { rows } = await here.world.call('stocktakes.review', { stocktakeID: here.stocktakeID })
    expect(rows.map(({ sku, counted }) => [sku, counted])).toEqual([['AAA', 10]])
  })

  it('knows a typed count again, and that it was taken back', async () => {
    const { here, there, save, merge } = await twoPCs()
    const { stocktakeID } = there
    await there.world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 5, mode: 'add', scanID: 'typed' })
    const first = await save()
    await merge(first)
    expect(await merge(first)).toEqual({ added: 0, known: 1, takenBack: 0, recounts: 0 })
    expect(await here.review('AAA')).toMatchObject({ counted: 5 })
    await there.world.call('stocktakes.undo', { stocktakeID })
    expect(await merge(await save())).toMatchObject({ added: 0, takenBack: 1 })
    expect(await here.get()).toMatchObject({ lines: 0, quantity: 0 })
  })

  it('is not what the last key takes back here', async () => {
    const { here, there, scanAt, save, merge } = await twoPCs()
    await scanAt(here, 'AAA', 4)
    await scanAt(there, 'BBB', 5)
    await merge(await save())
    expect(await here.world.call('stocktakes.undo', { stocktakeID: here.stocktakeID })).toMatchObject({ sku: 'AAA' })
    expect(await here.world.call('stocktakes.undo', { stocktakeID: here.stocktakeID })).toMatchObject({ undone: null })
  })

  it('asks where both counted the same place with different figures, and does nothing before it is answered', async () => {
    const { here, there, scanAt, save, look, merge } = await twoPCs()
    await scanAt(here, 'AAA', 4, 'R1')
    await scanAt(there, 'AAA', 6, 'R1')
    await scanAt(there, 'BBB', 2, 'R9')
    const text = await save()
    const clash = { sku: 'AAA', place: 'R1', round: 1 }
    expect(await look(text)).toMatchObject({ added: 1, clashes: [{ ...clash, here: 4, file: 6, take: null }] })
    const refused = await here.world.fail('stocktakes.merge', { stocktakeID: here.stocktakeID, text })
    expect(refused).toMatchObject({ kind: 'notAllowed', details: { clashes: 1 } })
    expect(await here.get()).toMatchObject({ lines: 1, scans: 1 })
    await merge(text, [{ ...clash, take: 'file' }])
    expect(await here.review('AAA')).toMatchObject({ counted: 6 })
    expect(await merge(text)).toMatchObject({ added: 0, takenBack: 0 })
    expect(await here.review('AAA')).toMatchObject({ counted: 6 })
    expect(there.stocktakeID).toBe(here.stocktakeID)
  })

  it.each([
    ['here', 4, 'ready'],
    ['file', 6, 'ready'],
    ['both', 10, 'exact'],
    ['recount', 4, 'recount'],
  ] as const)('takes %s where both counted, and remembers it', async (take, counted, status) => {
    const { here, there, scanAt, save, merge } = await twoPCs()
    await scanAt(here, 'AAA', 4)
    await scanAt(there, 'AAA', 6)
    const text = await save()
    const answer = await merge(text, [{ sku: 'AAA', place: null, round: 1, take }])
    expect(answer.recounts).toBe(take === 'recount' ? 1 : 0)
    expect(await here.review('AAA')).toMatchObject({ counted, status })
    const before = await here.get()
    expect(await merge(text)).toMatchObject({ added: 0, takenBack: 0, recounts: 0 })
    expect(await here.get()).toEqual(before)
  })

  it('takes the same figure of the same place once', async () => {
    const { here, there, scanAt, save, look, merge } = await twoPCs()
    await scanAt(here, 'AAA', 4, 'R1')
    await scanAt(there, 'AAA', 4, 'R1')
    const text = await save()
    expect(await look(text)).toMatchObject({ added: 0, clashes: [], agreed: 1 })
    await merge(text)
    expect(await here.review('AAA')).toMatchObject({ counted: 4 })
  })

  it('keeps what nobody here knows as unknown codes, and counts what is known here', async () => {
    const { here, there, scanAt, save, look, merge } = await twoPCs()
    await scanAt(there, '40111', 2)
    await scanAt(there, '40112', 3)
    teach(here.world, here.connection, '40112', 'BBB')
    const text = await save()
    expect(await look(text)).toMatchObject({ unknown: [{ code: '40111', quantity: 2 }] })
    await merge(text)
    expect(await here.get()).toMatchObject({ unknownCodes: 1, lines: 1 })
    expect(await here.review('BBB')).toMatchObject({ counted: 3 })
    expect(teach(here.world, here.connection, '40111', 'AAA')).toBe(2)
    expect(await here.review('AAA')).toMatchObject({ counted: 2 })
  })

  it('keeps both events where two PCs gave theirs the same name', async () => {
    const { here, there, save, merge } = await twoPCs()
    const scan = { stocktakeID: here.stocktakeID, scanID: 'same', quantity: 2 }
    await here.world.call('stocktakes.scan', { ...scan, code: 'AAA', place: 'R1' })
    there.world.now += 5
    await there.world.call('stocktakes.scan', { ...scan, code: 'BBB', place: 'R2' })
    const text = await save()
    expect(await merge(text)).toMatchObject({ added: 1, known: 0 })
    expect(await merge(text)).toMatchObject({ added: 0, known: 1 })
    expect(await here.get()).toMatchObject({ lines: 2, quantity: 4 })
  })

  it('is refused whole when it was altered, is something else or is of another warehouse or shop', async () => {
    const { here, there, scanAt, save, look } = await twoPCs()
    await scanAt(there, 'AAA', 3)
    await scanAt(there, 'BBB', 2)
    const text = await save()
    const refuse = (altered: string) =>
      here.world.fail('stocktakes.merge', { stocktakeID: here.stocktakeID, text: altered })
    const altered = text.replace('"quantity": 3', '"quantity": 30')
    expect(altered).not.toBe(text)
    expect(await look(altered)).toMatchObject({
      signature: 'broken',
      broken: 'Event 1 of 2 was altered, or one before it is missing.',
    })
    expect(await refuse(altered)).toMatchObject({ kind: 'notAllowed' })
    const resigned = text.replace(/"madeAt": \d+/, '"madeAt": 1')
    expect(await look(resigned)).toMatchObject({ signature: 'broken' })
    expect(await refuse('{"a": 1}')).toMatchObject({ kind: 'invalid' })
    expect(await refuse(text.slice(0, -20))).toMatchObject({ kind: 'invalid' })
    const { stocktakeID } = await here.world.call('stocktakes.open', { warehouseID: 'W2' })
    expect(await here.world.fail('stocktakes.merge', { stocktakeID, text })).toMatchObject({
      details: { fits: 'otherWarehouse' },
    })
    expect(await here.get()).toMatchObject({ lines: 0, scans: 0 })
  })

  it('is refused when it was posted on the other PC', async () => {
    const { here, there, scanAt, save, look } = await twoPCs()
    await scanAt(there, 'AAA', 3)
    await there.world.call('stocktakes.post', { stocktakeID: there.stocktakeID })
    expect(await look(await save())).toMatchObject({ fits: 'posted' })
    expect(here.stocktakeID).toBe(there.stocktakeID)
  })
})

it('the key that signs is made once, kept with the credentials, and never in the file or the database', async () => {
  const { there, save } = await twoPCs()
  const [first, second] = [await save(), await save()]
  const keyOf = (text: string): unknown => (JSON.parse(text) as { body: { device: unknown } }).body.device // safe: just written
  expect(keyOf(first)).toEqual(keyOf(second))
  const kept = there.world.secrets.get('device')?.['privateKey'] ?? ''
  expect(kept.length).toBeGreaterThan(40)
  expect(first).not.toContain(kept)
  const meta = there.world.store.reader.rows<{ value: string }>('SELECT value FROM meta')
  expect(meta.some(({ value }) => value.includes(kept))).toBe(false)
})
