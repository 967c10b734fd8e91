import { describe, expect, test } from 'vitest'
import { listActs } from '../../../src/main/core/store/acts.ts'
import { verifyEvidence } from '../../../src/main/core/verify-evidence.ts'
import { openCoreWorld } from '../../support/core-world.ts'
import { openCount } from '../../support/stocktake-world.ts'

const exactly = { units: 0, percent: null, value: null }
const rules = {
  tolerance: { plus: exactly, minus: exactly },
  classes: {},
  recount: false,
  byOther: false,
  reason: true,
  approval: 'beyond',
} as const

/** Ada counts, Ben decides, Cyd approves and posts. */
async function reviewed() {
  const count = await openCount({ rules })
  const { world, stocktakeID, scan } = count
  const as = async (name: string) => {
    const { personID } = await world.call('people.add', { name })
    await world.call('people.signIn', { personID })
  }
  await as('Ada')
  await scan('AAA', 8)
  await scan('BBB', 5)
  await scan('4006381333931', 2)
  await as('Ben')
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'difference', reason: 'broken' })
  await as('Cyd')
  await world.call('stocktakes.approve', { stocktakeID })
  await world.call('stocktakes.post', { stocktakeID })
  return {
    ...count,
    save: async (files: { name: string; sha256: string }[] = []) =>
      (await world.call('stocktakes.evidence', { stocktakeID, files })).text,
  }
}

const alone = () => Promise.resolve([])
const check = (text: string) => verifyEvidence(text, alone)

describe('acts', () => {
  test('every gesture of a reviewer writes one, with who did it and upon which event', async () => {
    const { world, stocktakeID } = await reviewed()
    const acts = listActs(world.store.reader, stocktakeID)
    expect(acts.map(({ act, person }) => [act, person])).toEqual([
      ['open', null],
      ['decide', 'Ben'],
      ['approve', 'Cyd'],
      ['post', 'Cyd'],
    ])
    expect(JSON.parse(acts[1]?.details ?? '')).toMatchObject({
      tape: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      decision: 'difference',
      reason: 'broken',
      lines: [{ sku: 'AAA', counted: 8, expected: 10, drift: 0 }],
    })
    expect(JSON.parse(acts[3]?.details ?? '')).toMatchObject({
      lines: [{ sku: 'AAA', kind: 'delta', quantity: -2, changeID: 1 }],
      closes: true,
    })
  })

  test('a recount and a cancellation are acts, a gesture without effect is none', async () => {
    const { world, stocktakeID, scan } = await openCount()
    await scan('AAA', 8)
    await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'recount' })
    await world.call('stocktakes.post', { stocktakeID })
    await world.call('stocktakes.cancel', { stocktakeID })
    const { acts } = await world.call('stocktakes.report', { stocktakeID })
    expect(acts.map(({ act, lines }) => [act, lines])).toEqual([
      ['open', 0],
      ['recount', 1],
      ['cancel', 0],
    ])
  })
})

describe('evidence', () => {
  test('says that it is right, whose it is and what is in it', async () => {
    const { save } = await reviewed()
    const { right, sentence } = await check(await save())
    expect(sentence).toMatch(/^Right: all 3 events, 4 acts and 2 lines of “.+” are as “PC \w{4}” saved them/)
    expect(right).toBe(true)
  })

  test('names the event that was altered', async () => {
    const { save } = await reviewed()
    const text = (await save()).replace('"person": "Ada"', '"person": "Bob"')
    expect((await check(text)).sentence).toMatch(/^Event 1 of 3 \(scan AAA by Bob .+\) was altered/)
  })

  test('misses an event that was left out, in the middle and at the end', async () => {
    const { save } = await reviewed()
    const text = await save()
    const without = (index: number): string => {
      const file = read(text)
      file.body.events.splice(index, 1)
      return `${JSON.stringify(file, null, 1)}\n`
    }
    expect((await check(without(1))).sentence).toMatch(/^Event 2 of 2 .+ or the one before it is missing/)
    expect((await check(without(2))).sentence).toMatch(/^Events are missing: Act 2 of 4 \(decide by Ben/)
  })

  test('names the act that was altered or left out', async () => {
    const { save } = await reviewed()
    const text = await save()
    expect((await check(text.replace('"act": "approve"', '"act": "nothing"'))).sentence).toMatch(
      /^Act 3 of 4 \(nothing by Cyd/,
    )
    const file = read(text)
    file.body.acts.splice(1, 1)
    expect((await check(`${JSON.stringify(file, null, 1)}\n`)).sentence).toMatch(/^Act 2 of 3 .+ is missing/)
  })

  test('is not right with any member altered, taken out or added', async () => {
    const { save } = await reviewed()
    const text = await save()
    const paths = pathsOf(read(text))
    expect(paths.length).toBeGreaterThan(200)
    const unseen: string[] = []
    for (const path of paths) {
      for (const change of [alter, remove]) {
        const file: unknown = JSON.parse(text)
        change(file, path)
        if ((await check(`${JSON.stringify(file, null, 1)}\n`)).right) unseen.push(path.join('.'))
      }
    }
    expect(unseen).toEqual([])
    const more = read(text)
    Object.assign(more.body.events[0] ?? {}, { note: 'x' })
    expect((await check(`${JSON.stringify(more, null, 1)}\n`)).sentence).toBe('The evidence was altered in the events.')
  })

  test('is not right with any single byte altered', async () => {
    const { save } = await reviewed()
    const bytes = Buffer.from(await save())
    const unseen: number[] = []
    for (let at = 0; at < bytes.length; at += 11) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      if ((await check(changed.toString('utf8'))).right) unseen.push(at)
    }
    expect(unseen).toEqual([])
    expect((await check(`${bytes.toString('utf8')} `)).sentence).toMatch(/another program has written the file anew/)
  })

  test('is checked together with the files that were saved with it', async () => {
    const { save } = await reviewed()
    const files = [
      { name: 'report.csv', sha256: 'a'.repeat(64) },
      { name: 'report.xlsx', sha256: 'b'.repeat(64) },
    ]
    const text = await save(files)
    const beside = (csv: string) => () =>
      Promise.resolve([
        { name: 'report.csv', sha256: csv },
        { name: 'report.xlsx', sha256: null },
      ])
    const right = await verifyEvidence(text, beside('a'.repeat(64)))
    expect(right.sentence).toMatch(/Unaltered beside it: “report.csv”. Not beside it and not checked: 1 of 2 files.$/)
    expect(await verifyEvidence(text, beside('c'.repeat(64)))).toMatchObject({
      right: false,
      sentence: 'The evidence itself is right, but “report.csv” beside it was altered.',
    })
  })

  test('is checked through the contract by a PC that knows nothing of it', async () => {
    const { save } = await reviewed()
    const files = [
      { name: 'report.pdf', sha256: 'a'.repeat(64) },
      { name: 'report.csv', sha256: 'b'.repeat(64) },
    ]
    const text = await save(files)
    const elsewhere = await openCoreWorld()
    const asked = (altered: string, beside: typeof files = []) =>
      elsewhere.call('evidence.verify', { text: altered, files: beside })
    expect(await asked(text, [{ name: 'report (1).pdf', sha256: 'a'.repeat(64) }])).toMatchObject({
      right: true,
      finding: {
        kind: 'right',
        events: 3,
        acts: 4,
        lines: 2,
        beside: ['report.pdf'],
        missing: ['report.csv'],
        others: [],
      },
    })
    expect(await asked(text, [{ name: 'holiday.jpg', sha256: 'd'.repeat(64) }])).toMatchObject({
      finding: { kind: 'right', beside: [], others: ['holiday.jpg'] },
    })
    expect(await asked(text, [{ name: 'report.pdf', sha256: 'c'.repeat(64) }])).toMatchObject({
      right: false,
      finding: { kind: 'file', name: 'report.pdf' },
    })
    expect(await asked(text.replace('"code": "AAA"', '"code": "ZZZ"'))).toMatchObject({
      right: false,
      finding: { kind: 'event', number: 1, of: 3, what: 'scan', code: 'ZZZ', person: 'Ada' },
    })
    expect(await asked(text.replace('"act": "approve"', '"act": "nothing"'))).toMatchObject({
      finding: { kind: 'act', number: 3, of: 4, act: 'nothing', person: 'Cyd' },
    })
    expect(await asked(text.replace('"code": "AAA"', '"code": 7'))).toMatchObject({
      deviceID: null,
      finding: { kind: 'damaged', place: 'events.0.code' },
    })
    expect(await asked('{}')).toMatchObject({ right: false, finding: { kind: 'noEvidence' } })
  })

  test('another file is told to be none', async () => {
    for (const text of ['', 'x', '{}', '[1]', '{"format":"hakomori-count"}'])
      expect(await check(text)).toMatchObject({ right: false, sentence: expect.stringMatching(/no|not/) as string })
  })
})

interface EvidenceFile {
  readonly body: { readonly events: object[]; readonly acts: object[] }
}

const read = (text: string): EvidenceFile => JSON.parse(text) as EvidenceFile // safe: written by the export just above

type Path = readonly (string | number)[]

/** Every member that holds a value of its own. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))
}

function holderOf(file: unknown, path: Path): Record<string, unknown> {
  let holder = file as Record<string, unknown> // safe: a path leads through objects and arrays only
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown> // safe: as above
  return holder
}

function alter(file: unknown, path: Path): void {
  const key = String(path.at(-1))
  const holder = holderOf(file, path)
  const value = holder[key]
  if (typeof value === 'string')
    holder[key] = value === '' ? 'x' : `${value.startsWith('x') ? 'y' : 'x'}${value.slice(1)}`
  else if (typeof value === 'number') holder[key] = value + 1
  else holder[key] = value === null ? 'x' : value !== true
}

function remove(file: unknown, path: Path): void {
  const holder = holderOf(file, path)
  const key = path.at(-1)
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else Reflect.deleteProperty(holder, String(key))
}
