import type { Breathe } from '../../ports.ts'

/**
 * Carries out what was promised of acts that are too long for one transaction (store/long-acts.ts): in pieces that a scan
 * never waits long for. Stopping the program in the middle leaves the promise, and the next start carries on.
 */
export interface LongActs {
  /** Joins whoever carries it out already; begins after whoever calls is done, who may be inside a transaction. */
  carryOut(this: void, stocktakeID: string): Promise<Carried>
}

/** `lines`: what became zero, all in all; null: the program closes before it is over. */
export interface Carried {
  readonly lines: number | null
}

interface Work {
  readonly breathe: Breathe
  readonly closing: AbortSignal
  /** One piece of work, committed; answers what came of it all once nothing is left. */
  piece(this: void, stocktakeID: string): Carried | null
}

export function createLongActs({ breathe, closing, piece }: Work): LongActs {
  const running = new Map<string, Promise<Carried>>()
  const run = async (stocktakeID: string): Promise<Carried> => {
    for (;;) {
      await breathe()
      if (closing.aborted) return { lines: null }
      const carried = piece(stocktakeID)
      if (carried !== null) return carried
    }
  }
  return {
    carryOut: (stocktakeID) => {
      const joined = running.get(stocktakeID)
      if (joined) return joined
      const carrying = run(stocktakeID).finally(() => running.delete(stocktakeID))
      running.set(stocktakeID, carrying)
      return carrying
    },
  }
}
