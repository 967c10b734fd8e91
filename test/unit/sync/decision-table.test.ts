import { describe, expect, test } from 'vitest'
import { judge, type Case } from '../../../src/main/core/sync/judge.ts'
import {
  before,
  seen,
  nothing,
  late,
  read,
  edited,
  absent,
  anotherID,
  once,
  noBump,
  lost,
  type Cells,
} from '../../support/lost-case.ts'

/** The decision table of sync.md §5F, row by row: operation × what was seen → verdict. */
function verdictOf(changes: Partial<Case>): string {
  const made = judge({ ...lost, ...changes })
  switch (made.verdict) {
    case 'wait':
      return 'wait'
    case 'applied':
    case 'resend':
      return `${made.verdict}: ${made.because}`
    case 'ask':
      return `ask: ${String(made.suggested)}${made.half ? ' (half)' : ''}`
    case 'conflict':
      return `conflict: ${made.reason}`
  }
}

type Row = [operationAndSeen: string, changes: Partial<Case>, verdict: string]

function table(name: string, of: Partial<Case>, rows: readonly Row[]): void {
  describe(name, () => {
    test.each(rows)('%s', (_name, changes, expected) => {
      expect(verdictOf({ ...of, ...changes })).toBe(expected)
    })
  })
}

table('increment and decrement', { sent: { ...nothing, deltas: [[1, 5]] } }, [
  ['before the settle time', { settled: false }, 'wait'],
  ['CERT', {}, 'resend: certificate'],
  ['no CERT by a single observation of the account', { learnt: once }, 'ask: resend'],
  ['CERT read from a copy that lags', { fresh: false }, 'ask: resend'],
  ['the stamp stands, but in the tick of the send', { seen: read(before.cells, 99_000) }, 'ask: resend'],
  ['the stamp is older than the one before: a clock went back', { seen: read(before.cells, 900) }, 'ask: resend'],
  ['SOLE, Δ as sent', { sole: true, seen: read([[1, 45]]) }, 'applied: sole'],
  ['SOLE, Δ as sent, before the settle time', { sole: true, settled: false, seen: read([[1, 45]]) }, 'applied: sole'],
  ['SOLE, Δ = 0', { sole: true, seen: read([[1, 40]]) }, 'resend: sole'],
  ['SOLE, Δ = 0, before the settle time', { sole: true, settled: false, seen: read([[1, 40]]) }, 'wait'],
  ['SOLE, Δ = 0 read from a copy that lags', { sole: true, fresh: false, seen: read([[1, 40]]) }, 'ask: resend'],
  ['SOLE, anything else', { sole: true, seen: read([[1, 43]]) }, 'ask: null'],
  ['Δ as sent, others possible', { seen: read([[1, 45]]) }, 'ask: applied'],
  ['Δ = 0, the stamp moved', { seen: read([[1, 40]]) }, 'ask: resend'],
  ['Δ = 0, stamps do not move', { learnt: noBump }, 'ask: resend'],
  ['anything else', { seen: read([[1, 44]]) }, 'ask: null'],
  ['one read lacks the row', { seen: absent }, 'wait'],
  ['one read lacks the row, SOLE', { seen: absent, sole: true }, 'wait'],
  ['one read shows another id under the key', { seen: anotherID }, 'wait'],
  ['two reads lack the row', { seen: absent, gone: true }, 'conflict: deletedRemotely'],
  ['two reads lack the row, before the settle time', { seen: absent, gone: true, settled: false }, 'wait'],
  ['two reads show another id under the key', { seen: anotherID, gone: true }, 'conflict: deletedRemotely'],
])

const asFigure: Partial<Case> = { endpoint: 'setStock', rowStamps: true, settleMs: 120_000 }
const whole = (cells: Cells, updatedAt = late): Case['seen'] => read([...cells, [2, 10]], updatedAt)

table('movement as a figure', { ...asFigure, sent: { ...nothing, deltas: [[1, 5]] } }, [
  ['as sent and newly stamped', { seen: whole([[1, 45]]) }, 'applied: goal'],
  ['as sent and newly stamped, before the settle time', { settled: false, seen: whole([[1, 45]]) }, 'applied: goal'],
  ['as sent, stamped later than ours can have landed', { seen: whole([[1, 45]], 400_000) }, 'ask: applied'],
  ['as sent under the old stamp', { seen: whole([[1, 45]], 1_000) }, 'ask: applied'],
  ['as sent, stamps do not move', { learnt: noBump, seen: whole([[1, 45]]) }, 'ask: applied'],
  [
    'as sent, another cell moved',
    {
      seen: read([
        [1, 45],
        [2, 11],
      ]),
    },
    'ask: applied',
  ],
  ['as sent, another cell went', { seen: read([[1, 45]]) }, 'ask: applied'],
  [
    'as sent, the name is another',
    { seen: { ...whole([[1, 45]]), fields: { ...before.fields, name: 'm' } } },
    'ask: applied',
  ],
  ['CERT', {}, 'resend: certificate'],
  ['the old stamp, and the row is gone', { seen: { ...seen, cells: [[2, 10]] } }, 'ask: null'],
  ['as before, the stamp moved', { seen: whole([[1, 40]]) }, 'ask: resend'],
  ['anything else', { seen: whole([[1, 44]]) }, 'ask: null'],
])

const withoutFigure: Case['before'] = {
  ...before,
  cells: [
    [1, null],
    [2, 10],
  ],
}
table('first figure of a movement', { ...asFigure, before: withoutFigure, sent: { ...nothing, deltas: [[1, 5]] } }, [
  ['as sent and newly stamped', { seen: whole([[1, 5]]) }, 'applied: goal'],
  ['not there under the old stamp: it may have come and gone', { seen: { ...seen, cells: [[2, 10]] } }, 'ask: resend'],
])

table(
  'room for a transfer',
  { ...asFigure, opens: true, before: withoutFigure, sent: { ...nothing, figures: [[1, 0]] } },
  [
    ['made', { seen: whole([[1, 0]]) }, 'resend: goal'],
    ['made by somebody else', { seen: whole([[1, 9]]) }, 'resend: goal'],
    ['not made', { seen: { ...seen, cells: [[2, 10]] } }, 'resend: goal'],
    ['before the settle time', { settled: false }, 'wait'],
  ],
)

table(
  'transfer as two figures',
  {
    ...asFigure,
    sent: {
      ...nothing,
      deltas: [
        [1, -3],
        [2, 3],
      ],
    },
  },
  [
    [
      'both as sent',
      {
        seen: read([
          [1, 37],
          [2, 13],
        ]),
      },
      'applied: goal',
    ],
    [
      'one of them',
      {
        seen: read([
          [1, 37],
          [2, 10],
        ]),
      },
      'ask: null (half)',
    ],
    ['neither, CERT', {}, 'resend: certificate'],
  ],
)

const legs: Cells = [
  [1, 37],
  [2, 13],
]
table(
  'transfer',
  {
    endpoint: 'transfer',
    sent: {
      ...nothing,
      deltas: [
        [1, -3],
        [2, 3],
      ],
    },
  },
  [
    ['CERT on the item', {}, 'resend: certificate'],
    ['SOLE, both legs', { sole: true, seen: read(legs) }, 'applied: sole'],
    ['SOLE, neither leg', { sole: true, seen: read(before.cells) }, 'resend: sole'],
    [
      'SOLE, only the source fell',
      { sole: true, seen: read([[1, 37], before.cells[1] ?? [2, 10]]) },
      'ask: compensate (half)',
    ],
    [
      'SOLE, only the destination rose',
      {
        sole: true,
        seen: read([
          [1, 40],
          [2, 13],
        ]),
      },
      'ask: compensate (half)',
    ],
    [
      'SOLE, half, before the settle time',
      {
        sole: true,
        settled: false,
        seen: read([
          [1, 37],
          [2, 10],
        ]),
      },
      'wait',
    ],
    ['both legs', { seen: read(legs) }, 'ask: applied'],
    ['neither leg', { seen: read(before.cells) }, 'ask: resend'],
    [
      'one leg',
      {
        seen: read([
          [1, 37],
          [2, 10],
        ]),
      },
      'ask: null (half)',
    ],
    [
      'other figures',
      {
        seen: read([
          [1, 36],
          [2, 10],
        ]),
      },
      'ask: null',
    ],
    ['one read lacks the row', { seen: absent }, 'wait'],
    ['two reads lack the row', { seen: absent, gone: true }, 'conflict: deletedRemotely'],
  ],
)

table('figure', { endpoint: 'setStock', sent: { ...nothing, figures: [[1, 45]] } }, [
  ['as wanted', { seen: read([[1, 45]]), settled: false }, 'applied: goal'],
  ['as before, untouched', {}, 'resend: goal'],
  ['as before, read from a copy that lags', { fresh: false }, 'conflict: stockMoved'],
  ['as before, but the row was written', { seen: read([[1, 40]]) }, 'conflict: stockMoved'],
  ['as before, but another one in between', { earlier: [read([[1, 45]], 1_000)] }, 'conflict: stockMoved'],
  ['another figure', { seen: read([[1, 44]]) }, 'conflict: stockMoved'],
  ['one read lacks the row', { seen: absent }, 'wait'],
  ['two reads lack the row', { seen: absent, gone: true }, 'conflict: deletedRemotely'],
  [
    'a first figure that is not there',
    { before: { ...before, cells: [[1, null]] }, seen: read([[2, 10]]) },
    'ask: resend',
  ],
  [
    'a first figure that was there and is not any more, where stamps do not move with stock',
    { before: { ...before, cells: [[1, null]] }, earlier: [read([[1, 45]], 1_000)], seen: { ...seen, cells: [] } },
    'ask: null',
  ],
  ['a first figure that is another', { before: { ...before, cells: [[1, null]] }, seen: read([[1, 3]]) }, 'ask: null'],
])

test('a figure in dispute is asked with what it was, what is wanted and what is there', () => {
  const sent = { ...nothing, figures: [[1, 45]] as [number, number][] }
  expect(judge({ ...lost, endpoint: 'setStock', sent, seen: read([[1, 44]]) })).toMatchObject({
    fields: [{ field: 'quantity', base: 40, mine: 45, theirs: 44 }],
  })
})

table('create', { endpoint: 'create', sent: { ...nothing, fields: { name: 'n' }, figures: [[1, 40]], newKey: 'K' } }, [
  ['absent after the settle time', { seen: absent }, 'resend: goal'],
  ['absent before it', { seen: absent, settled: false }, 'wait'],
  ['there, every field and figure equal', {}, 'applied: goal'],
  ['there, a field differs', { seen: edited({ name: 'other' }) }, 'conflict: keyTaken'],
  ['there, only the stock differs', { seen: read([[1, 41]]) }, 'conflict: keyTaken'],
])

table('edit', { endpoint: 'update', sent: { ...nothing, fields: { name: 'mine', price: 9 } } }, [
  ['every field as wanted', { seen: edited({ name: 'mine', price: 9 }) }, 'applied: goal'],
  ['as before, untouched', {}, 'resend: goal'],
  ['one as wanted, one as before, untouched since', { seen: edited({ name: 'mine' }, 1_000) }, 'resend: goal'],
  ['as before, but the row moved', { seen: edited({}) }, 'conflict: fieldConflict'],
  ['a third value', { seen: edited({ name: 'theirs' }) }, 'conflict: fieldConflict'],
  ['one read lacks the record', { seen: absent }, 'wait'],
  ['two reads lack the record', { seen: absent, gone: true }, 'conflict: deletedRemotely'],
])

const part = (sku: string, quantity: number) => ({ sku, quantity })
table(
  'parts of a bundle',
  {
    endpoint: 'update',
    before: { ...before, fields: { components: [part('A', 1)] } },
    sent: { ...nothing, fields: { components: [part('A', 1), part('B', 2)] } },
  },
  [
    ['the same set in another order', { seen: edited({ components: [part('B', 2), part('A', 1)] }) }, 'applied: goal'],
    ['as before', { seen: edited({ components: [part('A', 1)] }, 1_000) }, 'resend: goal'],
    ['another part changed: merged', { seen: edited({ components: [part('A', 4)] }) }, 'resend: goal'],
    [
      'the same part changed',
      { seen: edited({ components: [part('A', 1), part('B', 3)] }) },
      'conflict: fieldConflict',
    ],
  ],
)

table('rename', { endpoint: 'update', sent: { ...nothing, newKey: 'K2' } }, [
  ['our id under the new key', { seen: { ...seen, key: 'K2' } }, 'applied: goal'],
  ['our id under the old key, the new one free', {}, 'resend: goal'],
  ['our id under the old key, the new one taken', { keyTaken: true }, 'conflict: keyTaken'],
  ['our id under a third key', { seen: { ...seen, key: 'K3' } }, 'conflict: fieldConflict'],
  ['our id nowhere in one read', { seen: absent }, 'wait'],
  ['our id nowhere in two reads', { seen: absent, gone: true }, 'conflict: deletedRemotely'],
  [
    'no ids, the new key is there',
    { before: { ...before, serverID: null }, seen: { ...seen, key: 'K2' } },
    'ask: applied',
  ],
  [
    'no ids, both keys are there',
    { before: { ...before, serverID: null }, seen: { ...seen, key: 'K2' }, keyTaken: true },
    'conflict: keyTaken',
  ],
  ['no ids, the old key is there', { before: { ...before, serverID: null } }, 'ask: resend'],
  ['no ids, neither', { before: { ...before, serverID: null }, seen: absent }, 'ask: null'],
])

table('delete', { endpoint: 'delete' }, [
  ['absent', { seen: absent, settled: false }, 'applied: goal'],
  ['the same id, untouched', {}, 'resend: goal'],
  ['the same id, a field changed', { seen: edited({ name: 'x' }) }, 'conflict: changedRemotely'],
  [
    'the same id, stock moved',
    {
      seen: read([
        [1, 41],
        [2, 10],
      ]),
    },
    'conflict: changedRemotely',
  ],
  ['another id: made anew, never again', { seen: anotherID }, 'applied: goal'],
])
