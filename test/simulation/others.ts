import { actAsOther, type HakoModel, type HakoV1Model, type OtherAct } from '../../src/main/practice/practice.ts'
import { someKey, type Dice } from './dice.ts'

/** What other clients of the account do meanwhile. Answers it in words. */
export function actOfOthers(model: HakoV1Model, dice: Dice, upheaval: number, nowMs: number): string {
  const act = drawAct(model, dice, upheaval)
  const answer = act === null ? null : actAsOther(model, act, nowMs)
  return act === null ? 'nothing' : `${JSON.stringify(act)} = ${String(answer?.status)}`
}

/** What others do to one item. */
export function actAt(model: HakoV1Model, sku: string, dice: Dice, nowMs: number): string {
  const { warehouses } = model.snapshot()
  const warehouseID = warehouses.length > 0 ? dice.pick(warehouses).warehouseID : 'W1'
  const act = dice.weighted<OtherAct>([
    [3, { kind: 'receive', sku, warehouseID, quantity: dice.integer(10, 90) }],
    [2, { kind: 'edit', sku, changes: { price: dice.integer(100, 190) } }],
    [2, { kind: 'edit', sku, changes: { name: `Their ${String(dice.integer(100, 190))}` } }],
    [2, { kind: 'delete', sku }],
    [0.5, { kind: 'recreate', sku }],
  ])
  return `${JSON.stringify(act)} = ${String(actAsOther(model, act, nowMs).status)}`
}

/** Somebody deletes all items but a few, in one request. */
export function exodus(model: HakoModel, path: string, dice: Dice, nowMs: number): string {
  const stay = dice.integer(0, 3)
  const body = model
    .snapshot()
    .items.slice(stay)
    .map(({ sku }) => ({ sku }))
  const answer = model.handle({ method: 'DELETE', path, body }, nowMs)
  return `deletes ${String(body.length)} items = ${String(answer.status)}`
}

function drawAct(model: HakoV1Model, dice: Dice, upheaval: number): OtherAct | null {
  const { items, warehouses, bundles } = model.snapshot()
  if (warehouses.length === 0) return null
  const warehouseID = dice.pick(warehouses).warehouseID
  if (items.length === 0) return { kind: 'create', sku: someKey(dice), fields: { name: 'Theirs' } }
  const { sku } = dice.pick(items)
  const quantity = dice.integer(1, 6)
  const name = `Their ${String(dice.integer(1, 99))}`
  return dice.weighted<() => OtherAct>([
    [6, () => ({ kind: 'sell', sku, warehouseID, quantity })],
    [4, () => ({ kind: 'receive', sku, warehouseID, quantity })],
    [1, () => ({ kind: 'set', sku, warehouseID, quantity: dice.integer(0, 50) })],
    [1, () => ({ kind: 'transfer', sku, from: warehouseID, to: dice.pick(warehouses).warehouseID, quantity: 1 })],
    [3, () => ({ kind: 'edit', sku, changes: dice.chance(0.5) ? { name } : { price: dice.integer(1, 50) } })],
    [1, () => ({ kind: 'create', sku: someKey(dice), fields: { name } })],
    [6 * upheaval, () => ({ kind: 'rename', sku, to: someKey(dice) })],
    [4 * upheaval, () => ({ kind: 'delete', sku })],
    [4 * upheaval, () => ({ kind: 'recreate', sku })],
    [
      2 * upheaval,
      () => ({
        kind: 'request',
        request: {
          method: 'PATCH',
          path: '/v1/warehouses',
          body: [{ warehouseID, updates: { warehouseID: `W${String(dice.integer(1, 5))}` } }],
        },
      }),
    ],
    [
      bundles.length > 0 ? 1 : 0,
      () => ({
        kind: 'request',
        request: {
          method: 'PATCH',
          path: '/v1/bundles',
          body: [{ sku: bundles[0]?.sku ?? '', updates: { item_skus: [{ sku, quantity }] } }],
        },
      }),
    ],
  ])()
}
