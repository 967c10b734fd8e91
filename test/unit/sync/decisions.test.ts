import { describe, expect, test } from 'vitest'
import { backoff } from '../../../src/main/core/sync/backoff.ts'
import { classify } from '../../../src/main/core/sync/classify.ts'
import type { QueuedChange } from '../../../src/main/core/sync/intent.ts'
import { allowanceOf, waitFor } from '../../../src/main/core/sync/limiter.ts'
import { planBatches, type PlanInput } from '../../../src/main/core/sync/plan.ts'
import { mergeComponents } from '../../../src/main/core/sync/fields.ts'
import { rebase } from '../../../src/main/core/sync/rebase.ts'
import type { RebaseChange } from '../../../src/main/core/sync/rebased.ts'
import { advance, readFrom } from '../../../src/main/core/sync/watermark.ts'

const plain = {
  recordKind: 'item',
  state: 'ready',
  warehouse: null,
  toWarehouse: null,
  quantity: null,
  payload: {},
  dependsOn: [],
} as const
const state = (key: string) => ({ key, name: 'n', price: 1, expires: null, components: null })
const delta = (id: number, uid: number, by: number, warehouse = 1): QueuedChange => ({
  ...plain,
  id,
  uid,
  kind: 'stock-delta',
  warehouse,
  quantity: by,
})

function plan(changes: readonly QueuedChange[], settings: Partial<PlanInput> = {}) {
  const made = planBatches({
    changes,
    baseOf: (uid) => state(`K${String(uid)}`),
    figureOf: () => 10,
    refine: (intent) => intent,
    batchSize: 3,
    teaching: false,
    spent: new Set(),
    ...settings,
  })
  return made.batches.map((batch) => [batch.step, batch.intents.map((intent) => intent.changeIDs.join('+')).join(' ')])
}

describe('the plan', () => {
  test('fills batches and keeps increments before decrements', () => {
    expect(plan([delta(1, 1, -1), delta(2, 2, 1), delta(3, 3, 1), delta(4, 4, 1), delta(5, 5, 1)])).toEqual([
      ['stockUp', '2 3 4'],
      ['stockUp', '5'],
      ['stockDown', '1'],
    ])
  })
  test('carries an item at most once in a request of deltas', () => {
    expect(plan([delta(1, 1, 1), delta(2, 1, 1, 2)])).toEqual([
      ['stockUp', '1'],
      ['stockUp', '2'],
    ])
  })
  test('sends the first delta of a connection alone', () => {
    expect(plan([delta(1, 1, 1), delta(2, 2, 1), delta(3, 3, 1)], { teaching: true })).toEqual([
      ['stockUp', '1'],
      ['stockUp', '2 3'],
    ])
  })
  test('sends the rest of a long first queue before its full requests, so that learning costs no request more', () => {
    const queue = Array.from({ length: 7 }, (_, index) => delta(index + 1, index + 1, 1))
    expect(plan(queue, { teaching: true, batchSize: 3 }).map(([, ids]) => ids)).toEqual(['1', '2 3 4', '5 6 7'])
    expect(plan(queue.slice(1), { teaching: true, batchSize: 3 }).map(([, ids]) => ids)).toEqual(['2 3 4', '5 6 7'])
  })
  test('touches nothing of a record that has something in flight or unknown', () => {
    expect(plan([{ ...delta(1, 1, 1), state: 'unknown' }, delta(2, 1, 1, 2), delta(3, 2, 1)])).toEqual([
      ['stockUp', '3'],
    ])
  })
  test('lets movements pass a question and holds everything absolute behind it', () => {
    const asked = { ...delta(1, 1, 1), state: 'quarantined' } as const
    const figure: QueuedChange = { ...plain, id: 3, uid: 1, kind: 'stock-set', warehouse: 2, quantity: 5 }
    expect(plan([asked, delta(2, 1, 1), figure, { ...plain, id: 4, uid: 1, kind: 'delete' }])).toEqual([
      ['stockUp', '2'],
    ])
    expect(plan([asked, delta(2, 1, 1), figure])).toEqual([['stockUp', '2']])
  })
  test('gives a key up before somebody else takes it', () => {
    const first: QueuedChange = { ...plain, id: 1, uid: 1, kind: 'rename', payload: { key: 'K9' } }
    const second: QueuedChange = { ...plain, id: 2, uid: 2, kind: 'rename', payload: { key: 'K1' } }
    expect(plan([first, second])).toEqual([
      ['rename', '1'],
      ['rename', '2'],
    ])
  })
  test('deletes before it creates anew under the same key', () => {
    const gone: QueuedChange = { ...plain, id: 1, uid: 1, kind: 'delete' }
    const made: QueuedChange = { ...plain, id: 2, uid: 2, kind: 'create', payload: { key: 'K1' } }
    expect(plan([gone, made], { baseOf: (uid) => (uid === 1 ? state('K1') : null) })).toEqual([
      ['deleteItems', '1'],
      ['createItems', '2'],
    ])
  })
  test('does not let a delete wait for a bundle of the item that is made under its key', () => {
    const leaving: QueuedChange = { ...plain, id: 1, uid: 1, kind: 'rename', payload: { key: 'K9' } }
    const made: QueuedChange = { ...plain, id: 2, uid: 2, kind: 'create', payload: { key: 'K1' } }
    const components = [{ sku: 'K1', quantity: 1 }]
    const set: QueuedChange = {
      ...{ ...plain, id: 3, uid: 3, recordKind: 'bundle', kind: 'create', dependsOn: [2] },
      payload: { key: 'SET', fields: { components } },
    }
    const gone: QueuedChange = { ...plain, id: 4, uid: 1, kind: 'delete' }
    expect(plan([leaving, made, set, gone], { baseOf: (uid) => (uid === 1 ? state('K1') : null) })).toEqual([
      ['deleteItems', '4'],
      ['createItems', '2'],
      ['createBundles', '3'],
    ])
  })
})

describe('a rebase', () => {
  const edit = (name: string, seen: string): RebaseChange => ({
    ...plain,
    id: 1,
    uid: 1,
    kind: 'set-field',
    payload: { fields: { name } },
    baseSeen: { fields: { name: seen } },
  })
  const before = state('K')
  test.each([
    ['keeps what the remote did not touch', { ...before, price: 2 }, []],
    ['lets go of what is already so', { ...before, name: 'mine' }, [{ id: 1, verdict: 'alreadySo' }]],
    [
      'asks where both changed the same',
      { ...before, name: 'theirs' },
      [
        {
          id: 1,
          verdict: 'conflict',
          reason: 'fieldConflict',
          fields: [{ field: 'name', base: 'n', mine: 'mine', theirs: 'theirs' }],
        },
      ],
    ],
    ['asks where the record is gone', null, [{ id: 1, verdict: 'conflict', reason: 'deletedRemotely', fields: [] }]],
  ])('%s', (_name, after, expected) => {
    expect(rebase([edit('mine', 'n')], { before, after, stockMoved: false })).toEqual(expected)
  })
  test('keeps an edit as long as the later one that takes it back', () => {
    const first: RebaseChange = { ...edit('mine', 'n'), payload: { fields: { price: 39 } } }
    const back: RebaseChange = { ...edit('mine', 'n'), id: 2, payload: { fields: { name: 'mine', price: 5 } } }
    const at = { ...before, price: 5 }
    expect(rebase([first, back], { before: at, after: { ...at, expires: 1 }, stockMoved: false })).toEqual([])
    expect(rebase([first, back], { before: at, after: { ...at, name: 'mine' }, stockMoved: false })).toEqual([
      { id: 1, verdict: 'alreadySo' },
      { id: 2, verdict: 'alreadySo' },
    ])
  })
  test('compares an edit by itself while the one that was to take its place is asked', () => {
    const first: RebaseChange = {
      ...edit('mine', 'n'),
      payload: { fields: { price: 39 } },
      baseSeen: { fields: { price: 5 } },
    }
    const later: RebaseChange = { ...edit('mine', 'n'), id: 2, payload: { fields: { name: 'mine', price: 48 } } }
    const [at, after] = [
      { ...before, price: 5 },
      { ...before, price: 48, name: 'theirs' },
    ]
    expect(rebase([first, later], { before: at, after, stockMoved: false })).toMatchObject([
      { id: 2, verdict: 'conflict', fields: [{ field: 'name', mine: 'mine', theirs: 'theirs' }] },
      { id: 1, verdict: 'conflict', fields: [{ field: 'price', base: 5, mine: 39, theirs: 48 }] },
    ])
  })
  test('merges the parts of a bundle one by one', () => {
    const [one, two, three] = [1, 2, 3].map((quantity) => ({ sku: `S${String(quantity)}`, quantity }))
    if (!one || !two || !three) return
    expect(mergeComponents([one], [one, two], [one, three])).toEqual([one, two, three])
    expect(mergeComponents([one], [{ ...one, quantity: 5 }], [{ ...one, quantity: 6 }])).toBeNull()
    expect(mergeComponents([one], [], [one, three])).toEqual([three])
  })
})

describe('the small rules', () => {
  test('a refusal is definite for one record and open for many, or after a doubt', () => {
    const refused = { kind: 'refused', status: 400, text: 'no' } as const
    expect(classify(refused, 1, false).fate).toEqual({ records: 'refused', text: 'no' })
    expect(classify(refused, 2, false).fate).toEqual({ records: 'unknown', settled: true })
    expect(classify(refused, 1, true).fate).toEqual({ records: 'unknown', settled: true })
  })
  test('ordinary requests leave twenty for checks', () => {
    const allowance = allowanceOf(120)
    const times = Array.from({ length: 90 }, (_, index) => 1_000 + index)
    expect(waitFor(times, 30_000, allowance, 'ordinary')).toBe(31_000)
    expect(waitFor(times, 30_000, allowance, 'reserved')).toBe(0)
  })
  test('waits grow from a second to five minutes', () => {
    expect([backoff(1, 0), backoff(1, 0.999), backoff(30, 0.999)]).toEqual([1_000, 1_999, 299_701])
  })
  test('the cursor overlaps, follows the remote’s clock, and starts over when that was turned back', () => {
    const learnt = { skew: 0, tick: 1000 }
    const summary = { rows: 1, bytes: 1, serverDate: 1_000_000, newest: 990_000, tick: 1000 }
    expect(readFrom(990_000, learnt)).toBe(870_000)
    expect(advance(undefined, summary, learnt, true)).toEqual({ kind: 'advance', to: 990_000 })
    expect(advance(undefined, { ...summary, newest: 2_000_000 }, learnt, false)).toEqual({
      kind: 'advance',
      to: 1_000_000,
    })
    expect(advance(3_000_000, summary, learnt, false)).toEqual({ kind: 'startOver' })
  })
  test('a row stamped in the future draws the cursor along only when something is new', () => {
    const ahead = { serverDate: 1_000_000, newest: 2_000_000 }
    expect(advance(900_000, ahead, { skew: 0 }, false)).toEqual({ kind: 'advance', to: 900_000 })
    expect(advance(900_000, ahead, { skew: 0 }, true)).toEqual({ kind: 'advance', to: 1_000_000 })
    expect(advance(900_000, { ...ahead, newest: 950_000 }, { skew: 0 }, false)).toEqual({
      kind: 'advance',
      to: 950_000,
    })
  })
})
