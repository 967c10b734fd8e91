/** The account at the remote, by version: its model, and what other clients do there. */
import { createHakoV0Model, createHakoV1Model, type HakoModel } from '../../src/main/practice/practice.ts'
import type { Dice } from './dice.ts'
import { actAt, actOfOthers, exodus } from './others.ts'
import { actOfV0, intend, intendAt } from './others-v0.ts'
import type { Profile } from './profile.ts'

/** What somebody is about to do, having seen how things stand. */
interface IntendedAct {
  /** The cell that it writes; null: none, or what happens between reading and writing makes no difference. */
  readonly cell: { readonly sku: string; readonly warehouseID: string } | null
  /** Answers it in words. */
  carryOut(nowMs: number): string
}

export interface Account {
  readonly model: HakoModel
  intend(dice: Dice, upheaval: number): IntendedAct
  /** Somebody is about to do something to this item. */
  intendAt(sku: string, dice: Dice): IntendedAct
  /** Somebody deletes all items but a few, in one request. */
  exodus(dice: Dice, nowMs: number): string
}

export function createAccount({ remote, switches }: Profile): Account {
  if (remote === 'hako-v1') {
    const model = createHakoV1Model({ switches })
    return {
      model,
      intend: (dice, upheaval) => ({ cell: null, carryOut: (now) => actOfOthers(model, dice, upheaval, now) }),
      intendAt: (sku, dice) => ({ cell: null, carryOut: (now) => actAt(model, sku, dice, now) }),
      exodus: (dice, now) => exodus(model, '/v1/items', dice, now),
    }
  }
  const model = createHakoV0Model({ switches })
  return {
    model,
    intend(dice, upheaval) {
      const intended = intend(model, dice, upheaval)
      if (intended === null) return { cell: null, carryOut: () => 'nothing' }
      return { cell: intended.cell, carryOut: (now) => actOfV0(model, intended, now) }
    },
    intendAt(sku, dice) {
      const intended = intendAt(model, sku, dice)
      return { cell: intended.cell, carryOut: (now) => actOfV0(model, intended, now) }
    },
    exodus: (dice, now) => exodus(model, '/v0/items', dice, now),
  }
}
