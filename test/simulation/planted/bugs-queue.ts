import { bug, type PlantedBug } from './bug.ts'

const coalesce = 'main/core/sync/coalesce.ts'
const plan = 'main/core/sync/plan.ts'
const rebase = 'main/core/sync/rebase.ts'

/** Planning, folding and rebasing what waits, and what people may do with it. */
export const queueBugs: readonly PlantedBug[] = [
  bug(
    'coalescing-swallows-a-correction',
    25,
    'Of several movements of one cell only the last is sent, and all of them count as done.',
    coalesce,
    'known.total = add(known.total, by)',
    'known.total = by',
  ),
  bug(
    'coalescing-drops-a-field',
    25,
    'Of several edits of one record only the last is sent.',
    coalesce,
    'const fields = edits.reduce((all, edit) => merged(all, edit.payload.fields ?? {}), {})',
    'const fields = last.payload.fields ?? {}',
  ),
  bug(
    'create-loses-its-stock',
    25,
    'A created record is sent without the stock it was created with.',
    coalesce,
    'const stock = creation.payload.stock ?? []',
    'const stock = []',
  ),
  bug(
    'transfer-of-one-leg',
    null,
    'A transfer is sent as a decrement of the place it leaves, and nothing else.',
    coalesce,
    "if (toWarehouse === null) return intentOf(last, ids, { kind: 'delta', warehouse, by: total })",
    "if (toWarehouse === null || toWarehouse !== null) return intentOf(last, ids, { kind: 'delta', warehouse, by: toWarehouse === null ? total : -Math.abs(total) })",
  ),
  {
    name: 'coalesced-into-the-unknown',
    bugClass: 1,
    wrong: 'A record is written to while an earlier request for it is in doubt.',
    edits: [
      {
        file: 'main/core/sync/holds.ts',
        find: "change.state === 'inflight' || change.state === 'unknown' || spent.has(change.id)",
        replace: 'spent.has(change.id)',
      },
      { file: 'main/core/sync/possible.ts', find: 'busy === undefined &&', replace: '' },
    ],
  },
  {
    name: 'sku-twice-in-a-batch',
    bugClass: 1,
    wrong: 'One batch of movements holds an item twice.',
    edits: [
      {
        file: plan,
        find: 'taken.push(intent)',
        replace: `const more = lane.intents.filter((other) => stepOf(other, context.input) === step && isFree(other, context))
    lane.intents.splice(0, lane.intents.length, ...lane.intents.filter((other) => !more.includes(other)))
    taken.push(intent, ...more)`,
      },
    ],
  },
  bug(
    'deletion-ends-an-edit',
    6,
    'An edit of a record that somebody deleted is dropped without a question.',
    rebase,
    "return change.kind === 'delete' || isSo",
    "return change.kind !== 'create' || isSo",
  ),
  bug(
    'figure-overwrites-a-movement',
    10,
    'A counted figure is posted although somebody moved the stock since.',
    'main/core/sync/figures.ts',
    'if (seen === undefined || equal(seen ?? 0, now ?? 0)) return true',
    'if (seen !== null) return true',
  ),
  bug(
    'recreated-item-taken-for-the-old-one',
    14,
    'An item that was deleted and made anew counts as the same one.',
    'main/core/sync/apply.ts',
    'recreated: known !== undefined && isAnother(known, record) }',
    'recreated: false }',
  ),
  {
    name: 'undo-of-a-sent-change',
    bugClass: 6,
    wrong: 'A change that is already on its way can be taken back.',
    edits: [
      {
        file: 'main/core/sync/decide.ts',
        find: "const unsent = changes.filter((change) => change.state === 'ready' || change.state === 'blocked')",
        replace:
          "const unsent = changes.filter((change) => !['applied', 'superseded', 'discarded'].includes(change.state))",
      },
      {
        file: 'main/core/sync/decide.ts',
        find: "state === 'ready' || state === 'blocked' || isQuestion(state)",
        replace: "!['applied', 'superseded', 'discarded'].includes(state)",
      },
      {
        file: 'shared/domain/change.ts',
        find: "blocked: ['discarded'],\n  ready: ['discarded'],",
        replace:
          "blocked: ['discarded'],\n  ready: ['discarded'],\n  inflight: ['discarded'],\n  unknown: ['discarded'],",
      },
    ],
  },
  bug(
    'question-without-a-question',
    9,
    'A change waits for a person, and nothing says what for.',
    'main/core/sync/verify.ts',
    "moveChanges(writer, [change.id], 'quarantined', 'engine', {\n        at: ports.clock.now(),\n        question,",
    "moveChanges(writer, [change.id], 'quarantined', 'engine', {\n        at: ports.clock.now(),",
  ),
]
