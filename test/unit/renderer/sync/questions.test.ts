import { describe, expect, it } from 'vitest'
import type { QueueRow, Question } from '../../../../src/shared/contract/queue.ts'
import { budgetParts } from '../../../../src/renderer/features/sync/budget-parts.ts'
import {
  contested,
  decisionOf,
  undisputed,
  type Side,
} from '../../../../src/renderer/features/sync/conflict-choices.ts'
import { layOutEvidence } from '../../../../src/renderer/features/sync/evidence.ts'
import { fieldName, partOf } from '../../../../src/renderer/features/sync/change-words.ts'
import {
  alikeTo,
  chosenAlike,
  groupOf,
  takersOf,
  targetOf,
  type QuestionGroup,
} from '../../../../src/renderer/features/sync/question-group.ts'
import { shownShare } from '../../../../src/renderer/features/sync/shown-share.ts'
import { verdictKey } from '../../../../src/renderer/features/sync/verdict-words.ts'
import { de, en } from '../../../../src/renderer/i18n/resources.ts'

const lost: Question = {
  reason: 'lostAnswer',
  text: '',
  answers: ['applied', 'resend', 'count'],
  suggested: 'applied',
  sentAt: 1000,
  before: 60,
  reads: [],
  serverText: null,
  fields: [],
}

const row = (changeID: number, more: Partial<QueueRow> = {}): QueueRow => ({
  changeID,
  kind: 'stock-delta',
  record: 'item',
  state: 'quarantined',
  at: 0,
  stateAt: 0,
  question: lost,
  ...more,
})

const target = (group: QuestionGroup | null, answer: Parameters<typeof targetOf>[1]) => group && targetOf(group, answer)

describe('questions with one cause', () => {
  it('groups the changes of one lost answer, without the answer that is about one shelf', () => {
    const rows = [row(3, { sentWith: 'r1' }), row(2, { sentWith: 'r1' }), row(1, { sentWith: 'r2' })]
    const group = groupOf(row(3, { sentWith: 'r1' }), rows)
    expect(group?.rows.map(({ changeID }) => changeID)).toEqual([3, 2])
    expect(group).toMatchObject({ answers: ['applied', 'resend'], suggested: 'applied', size: 2, apart: 0 })
    expect(target(group, 'applied')).toEqual({ changeIDs: [3, 2] })
  })

  it('leaves apart what the same request asks for another reason: half a transfer, a record that is gone', () => {
    const half: Question = { ...lost, reason: 'halfApplied', answers: ['compensate', 'applied', 'resend', 'discard'] }
    const gone: Question = { ...lost, reason: 'deletedRemotely', answers: ['theirs'] }
    const rows = [
      row(4, { sentWith: 'r' }),
      row(3, { sentWith: 'r' }),
      row(2, { sentWith: 'r', question: half }),
      row(1, { sentWith: 'r', question: gone, state: 'conflict' }),
    ]
    const group = groupOf(rows[0] ?? row(4), rows)
    expect(group).toMatchObject({ answers: ['applied', 'resend'], size: 2, apart: 2 })
    expect(target(group, 'applied')).toEqual({ changeIDs: [4, 3] })
    expect(groupOf(rows[3] ?? row(1), rows)).toBeNull()
  })

  it('decides those that take the answer', () => {
    const question: Question = { ...lost, answers: ['applied', 'resend', 'discard'] }
    const rows = [row(2, { sentWith: 'r', kind: 'transfer', question }), row(1, { sentWith: 'r' })]
    const group = groupOf(rows[0] ?? row(2), rows)
    expect(group?.answers).toEqual(['applied', 'resend', 'discard'])
    expect(group && takersOf(group, 'discard')).toHaveLength(1)
    expect(target(group, 'discard')).toEqual({ changeIDs: [2] })
  })

  it('are everything that is asked since a restore, of whatever gesture, and also what the list does not hold', () => {
    const restored = { ...lost, reason: 'restored' as const, suggested: null }
    const since = (changeID: number): QueueRow =>
      row(changeID, { sentWith: 'restored-1', groupID: `g${String(changeID)}`, question: restored })
    const rows = [since(3), since(2), since(1)]
    const listed = groupOf(since(3), rows)
    expect(listed).toMatchObject({ cause: 'restored', size: 3, answers: ['applied', 'resend'] })
    expect(target(listed, 'resend')).toEqual({ changeIDs: [3, 2, 1] })
    const longer = groupOf(since(3), rows, 5000)
    expect(longer).toMatchObject({ size: 5000, rows })
    expect(target(longer, 'resend')).toEqual({ sentWith: 'restored-1', reason: 'restored' })
    expect(groupOf(since(9), rows)?.size).toBe(4)
  })

  it('offers of more than it lists only what every listed one takes', () => {
    const restored = { ...lost, reason: 'restored' as const, suggested: null }
    const transfer = { ...restored, answers: ['applied' as const, 'resend' as const, 'discard' as const] }
    const one = row(2, { sentWith: 'restored-1', kind: 'transfer', question: transfer })
    const rows = [one, row(1, { sentWith: 'restored-1', question: restored })]
    expect(groupOf(one, rows, 2)?.answers).toEqual(['applied', 'resend', 'discard'])
    expect(groupOf(one, rows, 3)?.answers).toEqual(['applied', 'resend'])
  })

  it('suggests nothing where its members suggest different things', () => {
    const other = { ...lost, suggested: 'resend' as const }
    const rows = [row(2, { sentWith: 'r' }), row(1, { sentWith: 'r', question: other })]
    expect(groupOf(row(2, { sentWith: 'r' }), rows)?.suggested).toBeNull()
  })

  it('leaves one change alone, and of a gesture what is asked for another reason', () => {
    const refused = { ...lost, reason: 'refused' as const, answers: ['retry' as const, 'discard' as const] }
    const one = row(2, { state: 'rejected', groupID: 'g', question: refused })
    expect(groupOf(one, [one])).toBeNull()
    expect(groupOf(one, [one, row(1, { groupID: 'g' })])).toBeNull()
    const both = [one, { ...one, changeID: 1 }]
    expect(groupOf(one, both)).toMatchObject({ cause: 'gesture', answers: ['retry', 'discard'], apart: 0 })
    const three = groupOf(one, [...both, row(3, { groupID: 'g' })])
    expect([three?.apart, target(three, 'retry')]).toEqual([1, { changeIDs: [2, 1] }])
  })
})

describe('a field conflict', () => {
  const fields = [
    { field: 'name', base: 'a', mine: 'b', theirs: 'c' },
    { field: 'price', base: 1, mine: 1, theirs: 2 },
    { field: 'expires', base: null, mine: 5, theirs: 5 },
  ]

  it('asks only about what both sides changed differently', () => {
    expect(contested(fields).map(({ field }) => field)).toEqual(['name'])
    expect(undisputed({ name: 'b', components: [] }, fields)).toEqual([['components', []]])
  })

  it('answers with every contested field by name', () => {
    const open = [
      { field: 'name', base: 'a', mine: 'b', theirs: 'c' },
      { field: 'price', base: 1, mine: 2, theirs: 3 },
    ]
    const mixed = (field: string): Side => (field === 'name' ? 'mine' : 'theirs')
    expect(decisionOf(open, mixed)).toEqual(['mine', { name: 'mine', price: 'theirs' }])
    expect(decisionOf(open, () => 'theirs')).toEqual(['theirs', { name: 'theirs', price: 'theirs' }])
  })

  it('tells a part of a bundle from the parts as a whole', () => {
    const fields = [{ field: 'components:A', base: 1, mine: 5, theirs: 3 }]
    expect(undisputed({ item_skus: [], name: 'b' }, fields)).toEqual([['name', 'b']])
    expect([partOf('components:A'), partOf('components'), fieldName('components:A')]).toEqual(['A', null, 'item_skus'])
  })
})

describe('questions of one kind', () => {
  const conflict = { ...lost, reason: 'fieldConflict' as const, answers: ['mine' as const, 'theirs' as const] }
  const edit = (changeID: number, suggested: Question['suggested']): QueueRow =>
    row(changeID, { kind: 'set-field', state: 'conflict', question: { ...conflict, suggested } })

  it('are those with the same reason about the same kind of change', () => {
    const rows = [edit(3, null), edit(2, null), row(1)]
    expect(alikeTo(edit(3, null), rows).map(({ changeID }) => changeID)).toEqual([3, 2])
  })

  it('take each its own suggestion only where every one has one and they differ', () => {
    const chosen = chosenAlike([edit(2, 'mine'), edit(1, 'theirs')])
    expect(target(chosen, 'suggested')).toEqual({ changeIDs: [2, 1] })
    expect(chosen).toMatchObject({
      answers: ['suggested', 'mine', 'theirs'],
      suggested: 'suggested',
    })
    expect(chosenAlike([edit(2, 'mine'), edit(1, null)])?.answers).toEqual(['mine', 'theirs'])
    expect(chosenAlike([edit(2, 'mine'), edit(1, 'mine')])).toMatchObject({ suggested: 'mine' })
    expect(chosenAlike([])).toBeNull()
  })
})

describe('what was found out', () => {
  const verdict = { at: 0, stamp: null, sentAfter: null, guard: null, rows: null }

  it('has a sentence for every verdict in both languages', () => {
    for (const because of [
      'certificate',
      'token',
      'joint',
      'refusedTogether',
      'refused',
      'unproven',
      'lateLanding',
      'revoked',
      'person',
      'sole',
      'goal',
    ] as const)
      for (const made of ['applied', 'resend', 'conflict'] as const) {
        const key = verdictKey({ ...verdict, because, verdict: made })
        for (const words of [en.sync.story.verdict, de.sync.story.verdict])
          expect(words[key].length).toBeGreaterThan(10)
      }
  })

  it('is never shown as certain', () => {
    expect([0, 0.004, 0.5, 0.999, 1].map(shownShare)).toEqual([0.01, 0.01, 0.5, 0.99, 0.99])
  })
})

describe('the evidence chart', () => {
  const reads = [
    { at: 3000, quantity: 60, updatedAt: null },
    { at: 31_000, quantity: 54, updatedAt: null },
    { at: 121_000, quantity: null, updatedAt: null },
  ]

  it('puts higher figures higher, a missing row lowest, and the sending between before and after', () => {
    const { points, sent, levels } = layOutEvidence({ before: 60, sentAt: 1000, reads }, 500)
    expect(points.map(({ quantity, after }) => [quantity, after])).toEqual([
      [60, null],
      [60, 2000],
      [54, 30_000],
      [null, 120_000],
    ])
    const [before, same, lower, gone] = points.map(({ y }) => y)
    expect(before).toBe(same)
    expect(lower).toBeGreaterThan(before ?? 0)
    expect(gone).toBeGreaterThan(lower ?? 0)
    expect(levels).toHaveLength(3)
    expect(sent?.from).toBeGreaterThan(points[0]?.x ?? 0)
    expect(sent?.to).toBeLessThan(points[1]?.x ?? 0)
  })

  it('stays inside its width, however narrow', () => {
    for (const width of [280, 400, 560]) {
      const { points } = layOutEvidence({ before: 60, sentAt: 1000, reads }, width)
      expect(points.every(({ x }) => x > 0 && x < width)).toBe(true)
    }
  })
})

describe('the budget of a minute', () => {
  it('adds up to the limit, with what does not fit left to the next minutes', () => {
    const budget = { limit: 110, used: 22, reserved: 20 }
    expect(budgetParts({ requests: 14, budget })).toEqual({ sent: 22, next: 14, reserved: 20, free: 54 })
    expect(budgetParts({ requests: 500, budget })).toEqual({ sent: 22, next: 68, reserved: 20, free: 0 })
    expect(budgetParts({ requests: 1, budget: { ...budget, used: 200 } })).toEqual({
      sent: 110,
      next: 0,
      reserved: 0,
      free: 0,
    })
  })
})
