import type { Case } from '../../src/main/core/sync/judge.ts'

/** A record whose answer is lost, and what may be seen of it: the matter of the decision table (sync.md §5F). */
export const learnt = {
  bump: { yes: 2, no: 0 },
  id: { yes: 1, no: 0 },
  date: { yes: 1, no: 0 },
  atomic: { yes: 0, no: 0 },
  firstFigure: { yes: 0, no: 0 },
  filters: { yes: 0, no: 0 },
  errors: { nested: 0, flat: 0, text: 0, unreadable: 0 },
  lost: { yes: 0, no: 0 },
  tick: 1000,
  skew: 0,
  deltaTaught: true,
} as Case['learnt']

export type Cells = [number, number | null][]
export const before: Case['before'] = {
  key: 'K',
  serverID: '7',
  updatedAt: 1_000,
  serverDate: 100_000,
  cells: [
    [1, 40],
    [2, 10],
  ],
  fields: { name: 'n', price: 5, components: null },
}
export const seen: Case['seen'] = {
  at: 0,
  serverDate: 101_000,
  found: true,
  key: 'K',
  serverID: '7',
  updatedAt: 1_000,
  cells: before.cells,
  fields: before.fields,
}
export const nothing = { deltas: [], figures: [], fields: {}, newKey: null }
export const late = 100_500
export const read = (cells: Cells, updatedAt = late): Case['seen'] => ({ ...seen, updatedAt, cells })
export const edited = (fields: Case['seen']['fields'], updatedAt = late): Case['seen'] => ({
  ...seen,
  updatedAt,
  fields: { ...before.fields, ...fields },
})
export const absent: Case['seen'] = {
  ...seen,
  found: false,
  key: null,
  serverID: null,
  updatedAt: null,
  cells: [],
  fields: {},
}
export const anotherID: Case['seen'] = { ...seen, serverID: '8' }
export const once = { ...learnt, bump: { yes: 1, no: 0 } }
export const noBump = { ...learnt, bump: { yes: 5, no: 1 } }

export const lost: Case = {
  endpoint: 'increment',
  sent: nothing,
  before,
  seen,
  keyTaken: false,
  settled: true,
  fresh: true,
  gone: false,
  sole: false,
  learnt,
}
