import { beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../../../src/shared/contract/contract.ts'
import { appError } from '../../../../src/shared/contract/errors.ts'
import { err, ok } from '../../../../src/shared/domain/result.ts'
import { useCountState } from '../../../../src/renderer/features/count/count-state.ts'
import { untilHeld } from '../../../../src/renderer/data/slow-scans.ts'
import { recordScan } from '../../../../src/renderer/features/count/record-scan.ts'
import type { Attempt, CardKind, ScanAnswer } from '../../../../src/renderer/features/count/shown-event.ts'

type Answer = ReturnType<typeof ok<ScanAnswer>> | ReturnType<typeof err<ReturnType<typeof appError>>>

interface Asked {
  readonly scanID: string
  readonly code: string
  readonly person?: string | null
}

/** The contract's client as a port: answers scans as the test says, and notes what was asked. */
function clientThat(answer: (input: Asked) => Answer | Promise<Answer>) {
  const asked: Asked[] = []
  const client = {
    call: async (_method: string, input: Asked) => {
      asked.push(input)
      return answer(input)
    },
    listen: () => () => undefined,
  } as unknown as Client // safe: only stocktakes.scan is called here
  return { client, asked }
}

const attempt = (more: Partial<Attempt> = {}): Attempt => ({
  stocktakeID: 'st',
  scanID: 'scan-1',
  code: '4006381333931',
  quantity: null,
  place: null,
  at: 1000,
  again: false,
  ...more,
})
const known = (more: Partial<ScanAnswer> = {}): ScanAnswer => ({
  outcome: 'known',
  seq: 1,
  sku: 'A',
  name: 'Article',
  added: 1,
  counted: 1,
  ...more,
})
const full = appError('storage', 'The disk is full.')

describe('recording a scan', () => {
  beforeEach(() => useCountState.setState({ cards: {}, tapes: {}, unsaved: [], waiting: [], slow: [] }))
  const heard: CardKind[] = []
  const play = (kind: CardKind): void => void heard.push(kind)
  beforeEach(() => void heard.splice(0))
  const recording = (client: Client) => ({ client, state: useCountState.getState(), play })

  it('keeps a scan whose answer is slow, lets the next one follow, and keeps nothing once both are answered', async () => {
    const answers: ((answer: Answer) => void)[] = []
    const { client, asked } = clientThat(() => new Promise((resolve) => answers.push(resolve)))
    const slow = () => useCountState.getState().slow.map(({ scanID }) => scanID)
    const recorded: Promise<boolean>[] = []
    for (const scanID of ['scan-1', 'scan-2'])
      await untilHeld((onHeld) => {
        const one = recordScan(recording(client), attempt({ scanID }), onHeld)
        recorded.push(one)
        return one
      })
    expect(slow()).toEqual(['scan-1', 'scan-2'])
    expect(asked).toMatchObject([{ scanID: 'scan-1' }, { scanID: 'scan-2' }])
    for (const answer of answers) answer(ok(known()))
    expect(await Promise.all(recorded)).toEqual([true, true])
    expect(slow()).toEqual([])
  })

  it('makes no sound and shows nothing before the answer is here', async () => {
    let answerNow: (answer: Answer) => void = () => undefined
    const { client } = clientThat(() => new Promise((resolve) => (answerNow = resolve)))
    const recorded = recordScan(recording(client), attempt())
    expect(heard).toEqual([])
    expect(useCountState.getState()).toMatchObject({ cards: {}, tapes: {} })
    answerNow(ok(known()))
    await recorded
    expect(heard).toEqual(['known'])
    expect(useCountState.getState().cards['st']).toMatchObject({ kind: 'known', counted: 1, fresh: true })
    expect(useCountState.getState().slow).toEqual([])
  })

  it('sends when it was scanned, and a quantity only where one was typed', async () => {
    const { client, asked } = clientThat(() => ok(known()))
    await recordScan(recording(client), attempt())
    await recordScan(recording(client), attempt({ scanID: 'scan-2', quantity: 24 }))
    expect(asked).toEqual([
      { stocktakeID: 'st', scanID: 'scan-1', code: '4006381333931', scannedAt: 1000 },
      { stocktakeID: 'st', scanID: 'scan-2', code: '4006381333931', quantity: 24, scannedAt: 1000 },
    ])
  })

  it('says who made a scan that had to wait, and leaves it to the core at a first try', async () => {
    const { client, asked } = clientThat(() => ok(known()))
    await recordScan(recording(client), attempt({ person: '7' }))
    await recordScan(recording(client), attempt({ person: '7', again: true }))
    await recordScan(recording(client), attempt({ person: null, again: true }))
    await recordScan(recording(client), attempt({ person: '7', waited: true }))
    expect(asked.map((input) => ('person' in input ? input.person : 'left out'))).toEqual(['left out', '7', null, '7'])
  })

  it('leaves a scan that waited while nobody was signed in to whoever signs in', async () => {
    const { client, asked } = clientThat(() => ok(known()))
    await recordScan(recording(client), attempt({ person: null, waited: true }))
    expect(asked[0]).not.toHaveProperty('person')
  })

  it('keeps a scan that was not saved, and lets it go when the same scanID is saved', async () => {
    let broken = true
    const { client, asked } = clientThat(() => (broken ? err(full) : ok(known())))
    expect(await recordScan(recording(client), attempt())).toBe(false)
    expect(heard).toEqual(['error'])
    expect(useCountState.getState().unsaved).toEqual([{ attempt: attempt(), error: full }])
    expect(useCountState.getState().tapes).toEqual({})
    broken = false
    expect(await recordScan(recording(client), attempt({ again: true }))).toBe(true)
    expect(useCountState.getState().unsaved).toEqual([])
    expect(asked).toHaveLength(2)
    expect(new Set(asked.map((input) => (input as Attempt).scanID))).toEqual(new Set(['scan-1']))
  })

  it('keeps it once, however often it fails', async () => {
    const { client } = clientThat(() => err(full))
    await recordScan(recording(client), attempt())
    await recordScan(recording(client), attempt({ again: true }))
    expect(useCountState.getState().unsaved).toHaveLength(1)
  })

  it('keeps a scan whose call broke altogether', async () => {
    const { client } = clientThat(() => Promise.reject(new Error('gone')))
    expect(await recordScan(recording(client), attempt())).toBe(false)
    expect(useCountState.getState().unsaved[0]?.error.kind).toBe('internal')
    expect(useCountState.getState().slow).toEqual([])
  })

  it('shows a repeated scan that had been saved as what it was, not as a duplicate', async () => {
    const { client } = clientThat(() => ok(known({ outcome: 'duplicate', counted: 7 })))
    await recordScan(recording(client), attempt({ again: true }))
    expect(heard).toEqual(['known'])
    expect(useCountState.getState().cards['st']).toMatchObject({ kind: 'known', counted: 7 })
  })

  it('shows a duplicate as one where the scan was not a second try', async () => {
    const { client } = clientThat(() => ok(known({ outcome: 'duplicate' })))
    await recordScan(recording(client), attempt())
    expect(heard).toEqual(['duplicate'])
  })

  it('has all of 200 scans on the tape in order, the latest on the card', async () => {
    let seq = 0
    const { client } = clientThat(() => {
      seq += 1
      return ok(known({ seq, counted: seq }))
    })
    const state = useCountState.getState()
    for (let index = 0; index < 200; index += 1) {
      await recordScan({ client, state, play }, attempt({ scanID: `scan-${String(index)}` }))
    }
    const rows = useCountState.getState().tapes['st'] ?? []
    expect(rows.map((row) => row.counted)).toEqual(Array.from({ length: 200 }, (_, index) => 200 - index))
    expect(useCountState.getState().cards['st']).toMatchObject({ counted: 200 })
    expect(heard).toHaveLength(200)
  })
})

describe('scans made before a count was chosen', () => {
  it('are handed over once, in order', () => {
    const { keepWaiting, takeWaiting } = useCountState.getState()
    const scans = [attempt({ scanID: 'a' }), attempt({ scanID: 'b' })]
    for (const scan of scans) keepWaiting(scan)
    expect(takeWaiting()).toEqual(scans)
    expect(takeWaiting()).toEqual([])
  })
})
