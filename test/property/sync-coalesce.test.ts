import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldCell, foldRecord, type FoldChange, type RecordState } from '../../src/shared/domain/fold.ts'
import { coalesce } from '../../src/main/core/sync/coalesce.ts'
import { saidFields } from '../../src/main/core/sync/fields.ts'
import type { Intent, QueuedChange } from '../../src/main/core/sync/intent.ts'
import { overrides } from '../../src/main/core/sync/overrides.ts'

const cells = [1, 2, 3]
const quantity = fc.integer({ min: -9, max: 9 })
const fields = fc.record(
  { name: fc.constantFrom('a', 'b', 'base'), price: fc.constantFrom(1, 2, null) },
  { requiredKeys: [] },
)

type Draft = Pick<QueuedChange, 'kind' | 'warehouse' | 'toWarehouse' | 'quantity' | 'payload'>
const cell = fc.constantFrom(...cells)
const none = { warehouse: null, toWarehouse: null, quantity: null, payload: {} }
const draft: fc.Arbitrary<Draft> = fc.oneof(
  fc
    .tuple(cell, quantity)
    .map(([warehouse, by]) => ({ ...none, kind: 'stock-delta' as const, warehouse, quantity: by })),
  fc
    .tuple(cell, quantity)
    .map(([warehouse, figure]) => ({ ...none, kind: 'stock-set' as const, warehouse, quantity: figure })),
  fc
    .tuple(fc.shuffledSubarray(cells, { minLength: 2, maxLength: 2 }), fc.integer({ min: 1, max: 9 }))
    .map(([[from = 1, to = 2], pieces]) => ({
      ...none,
      kind: 'transfer' as const,
      warehouse: from,
      toWarehouse: to,
      quantity: pieces,
    })),
  fields.map((said) => ({ ...none, kind: 'set-field' as const, payload: { fields: said } })),
  fc.constantFrom('base', 'k1', 'k2').map((key) => ({ ...none, kind: 'rename' as const, payload: { key } })),
  fc.constant({ ...none, kind: 'delete' as const }),
)

const base: RecordState = { key: 'base', name: 'base', price: 1, expires: null, components: null }
const figures = new Map([
  [1, 5],
  [2, 0],
])

const queued = (drafts: readonly Draft[]): QueuedChange[] =>
  drafts.map((one, index) => ({ ...one, id: index + 1, uid: 9, recordKind: 'item', state: 'ready', dependsOn: [] }))

function toFold(change: Draft): FoldChange {
  const { kind, warehouse, toWarehouse, quantity: amount, payload } = change
  return {
    kind,
    state: 'ready',
    assumed: null,
    warehouse,
    toWarehouse,
    quantity: amount,
    key: payload.key,
    fields: payload.fields,
    stock: payload.stock,
  }
}

function effectOf({ action }: Intent): FoldChange {
  switch (action.kind) {
    case 'create':
      return toFold({
        ...none,
        kind: 'create',
        payload: { key: action.key, fields: action.fields, stock: action.stock },
      })
    case 'update':
      return toFold({ ...none, kind: 'set-field', payload: { fields: action.fields } })
    case 'rename':
      return toFold({ ...none, kind: 'rename', payload: { key: action.newKey } })
    case 'delete':
      return toFold({ ...none, kind: 'delete' })
    case 'delta':
      return toFold({ ...none, kind: 'stock-delta', warehouse: action.warehouse, quantity: action.by })
    case 'transfer':
      return toFold({
        ...none,
        kind: 'transfer',
        warehouse: action.from,
        toWarehouse: action.to,
        quantity: action.quantity,
      })
    case 'figure':
      return toFold({ ...none, kind: 'stock-set', warehouse: action.warehouse, quantity: action.quantity })
  }
}

const folded = (start: RecordState | null, changes: readonly FoldChange[]) => ({
  record: foldRecord(start, changes),
  cells: cells.map(
    (warehouse) =>
      foldCell(start === null ? null : (figures.get(warehouse) ?? null), warehouse, changes)?.quantity ?? 0,
  ),
})

test('coalescing changes nothing about what the queue means (rule 11)', () => {
  fc.assert(
    fc.property(fc.array(draft, { maxLength: 12 }), (drafts) => {
      const changes = queued(drafts)
      const { intents, superseded } = coalesce(base, changes)
      const deleted = drafts.some((one) => one.kind === 'delete')
      const raw = folded(base, changes.map(toFold))
      const sent = folded(base, intents.map(effectOf))
      expect(deleted ? { ...sent, record: null } : sent).toEqual(deleted ? { ...raw, record: null } : raw)
      const gone = new Set(superseded.map((entry) => entry.id))
      const kept = folded(base, changes.filter((change) => !gone.has(change.id)).map(toFold))
      expect(kept.cells).toEqual(raw.cells)
      if (!deleted) expect(kept.record).toEqual(raw.record)
    }),
    { seed: 7, numRuns: 500 },
  )
})

/** An edit may be said anew by several later ones that go together. */
const isSetAnew = ({ id, payload }: QueuedChange, changes: readonly QueuedChange[]): boolean =>
  saidFields(payload.fields ?? {}).every((name) =>
    changes.some((later) => later.id > id && later.payload.fields?.[name] !== undefined),
  )

test('every change is carried by exactly one intent or superseded', () => {
  fc.assert(
    fc.property(fc.array(draft, { maxLength: 12 }), (drafts) => {
      const changes = queued(drafts)
      const { intents, superseded } = coalesce(base, changes)
      const ids = [...intents.flatMap((intent) => intent.changeIDs), ...superseded.map((entry) => entry.id)]
      expect(ids.toSorted((a, b) => a - b)).toEqual(changes.map((change) => change.id))
      const sent = new Set(intents.flatMap((intent) => intent.changeIDs))
      for (const { id, by } of superseded) {
        const [one, taker] = [changes[id - 1], changes[by - 1]]
        // Nobody edits what is deleted here; if it were so, it would be asked about.
        if (one === undefined || taker === undefined || (taker.kind === 'delete' && id > by)) continue
        expect(by).toBeGreaterThanOrEqual(id)
        // What is sent in its place overtakes it once it has arrived, so that nothing stays behind.
        if (sent.has(by)) expect(overrides(taker, one) || isSetAnew(one, changes)).toBe(true)
      }
    }),
    { seed: 8, numRuns: 500 },
  )
})

test('what was created here is one create, and nothing at all when it was deleted again', () => {
  const create: Draft = {
    ...none,
    kind: 'create',
    payload: { key: 'n', fields: { name: 'x' }, stock: [{ warehouse: 1, quantity: 2 }] },
  }
  fc.assert(
    fc.property(fc.array(draft, { maxLength: 8 }), (drafts) => {
      const changes = queued([create, ...drafts])
      const { intents, superseded } = coalesce(null, changes)
      if (drafts.some((one) => one.kind === 'delete')) {
        expect(intents).toEqual([])
        expect(superseded).toHaveLength(changes.length)
        return
      }
      expect(intents.filter((intent) => intent.action.kind === 'create')).toHaveLength(1)
      expect(folded(null, intents.map(effectOf))).toEqual(folded(null, changes.map(toFold)))
    }),
    { seed: 9, numRuns: 300 },
  )
})

test('a record that is made anew is made before older changes of it, as it was seen when that was decided', () => {
  const create: Draft = { ...none, kind: 'create', payload: { key: 'base', fields: { name: 'seen', price: 3 } } }
  const drafts = fc.array(
    draft.filter((one) => one.kind !== 'delete'),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(drafts, drafts, (earlier, later) => {
      const changes = queued([...earlier, create, ...later])
      const { intents, superseded } = coalesce(null, changes)
      expect(intents.findIndex((intent) => intent.action.kind === 'create')).toBe(0)
      expect(folded(null, intents.map(effectOf))).toEqual(folded(null, changes.map(toFold)))
      const ids = [...intents.flatMap((intent) => intent.changeIDs), ...superseded.map((entry) => entry.id)]
      expect(ids.toSorted((a, b) => a - b)).toEqual(changes.map((change) => change.id))
    }),
    { seed: 10, numRuns: 300 },
  )
})
