import type { CorePorts } from '../../core.ts'

/**
 * Carries out what was promised of acts that are too long for one transaction (store/long-acts.ts): in pieces that a scan
 * never waits long for. Stopping the program in the middle leaves the promise, and the next start carries on; a piece that
 * fails (a full disk, a file that others hold) is tried again, ever less often.
 */
export interface LongActs {
  /**
   * Joins whoever carries it out already; begins after whoever calls is done, who may be inside a transaction. Rejects where
   * the data is found to be damaged: then it waits for the repair.
   */
  carryOut(this: void, stocktakeID: string): Promise<Carried>
}

/** `lines`: what became zero, all in all; null: the program closes before it is over. */
export interface Carried {
  readonly lines: number | null
}

interface Work {
  readonly ports: Pick<CorePorts, 'breathe' | 'clock'>
  readonly closing: AbortSignal
  /** One piece of work, committed; answers what came of it all once nothing is left. */
  piece(this: void, stocktakeID: string): Carried | null
  /** Tells whoever has to know. */
  noteFailure(this: void, stocktakeID: string, error: unknown): 'again' | 'damaged'
}

const firstPauseMs = 1_000
const longestPauseMs = 60_000

export function createLongActs({ ports, closing, piece, noteFailure }: Work): LongActs {
  const running = new Map<string, Promise<Carried>>()
  const run = async (stocktakeID: string): Promise<Carried> => {
    for (let pause = firstPauseMs; ;) {
      await ports.breathe()
      if (closing.aborted) return { lines: null }
      try {
        const carried = piece(stocktakeID)
        if (carried !== null) return carried
        pause = firstPauseMs
      } catch (error) {
        if (noteFailure(stocktakeID, error) === 'damaged') throw error
        await ports.clock.sleep(pause, closing)
        pause = Math.min(2 * pause, longestPauseMs)
      }
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
