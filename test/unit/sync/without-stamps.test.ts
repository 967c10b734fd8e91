import { describe, expect, test } from 'vitest'
import { judge, type Case } from '../../../src/main/core/sync/judge.ts'

/** A remote whose records carry no time stamps: a lost answer is judged by what the record shows, and by nothing else. */
const never = { yes: 0, no: 0 }
const fields = { name: 'n', price: 5, components: null }
const before: Case['before'] = {
  key: 'K',
  serverID: '7',
  updatedAt: null,
  serverDate: 100_000,
  cells: [[1, 40]],
  fields,
}
const unchanged: Case['seen'] = { ...before, at: 0, serverDate: 101_000, found: true }
const nothing: Case['sent'] = { deltas: [], figures: [], fields: {}, newKey: null }
const lost: Case = {
  endpoint: 'update',
  sent: nothing,
  before,
  seen: unchanged,
  keyTaken: false,
  settled: true,
  fresh: true,
  gone: false,
  sole: false,
  learnt: {
    ...{
      bump: { yes: 5, no: 1 },
      id: never,
      date: never,
      atomic: never,
      firstFigure: never,
      filters: never,
      lost: never,
    },
    ...{ errors: { nested: 0, flat: 0, text: 0 }, tick: null, skew: 0, deltaTaught: true },
  },
}
const renamed = { ...unchanged, fields: { ...fields, name: 'theirs' } }
const edit: Partial<Case> = { sent: { ...nothing, fields: { name: 'ours' } } }
const deletion: Partial<Case> = { endpoint: 'delete' }
const movement: Partial<Case> = { endpoint: 'increment', sent: { ...nothing, deltas: [[1, 5]] } }

describe('without time stamps', () => {
  test.each<[string, Partial<Case>, Case['seen'], string]>([
    ['an edit that does not show', edit, unchanged, 'resend'],
    ['an edit that shows', edit, { ...unchanged, fields: { ...fields, name: 'ours' } }, 'applied'],
    ['an edit where somebody else’s shows', edit, renamed, 'conflict'],
    ['a deletion of what is as it was', deletion, unchanged, 'resend'],
    ['a deletion of what somebody edited', deletion, renamed, 'conflict'],
    ['a deletion of what was moved', deletion, { ...unchanged, cells: [[1, 39]] }, 'conflict'],
    ['a movement that does not show', movement, unchanged, 'ask'],
  ])('%s', (_, sent, seen, verdict) => {
    expect(judge({ ...lost, ...sent, seen }).verdict).toBe(verdict)
  })
})
