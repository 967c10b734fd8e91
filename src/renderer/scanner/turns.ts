/**
 * Scans in their order, one at a time. A scan is for the screen that is on top when it comes. Behind one that has a say in
 * the scans after it (a place, a badge, the sheet of another count) it is for the screen that is on top once that one was
 * dealt with.
 */
export type ScanHandler<S> = (scan: S) => Promise<void> | void
export type Disposer = () => void

interface TurnsOptions<S> {
  /** Who takes a scan now that nobody else is meant to take. */
  readonly top: () => ScanHandler<S>
  readonly onFailure: (error: unknown, scan: S) => void
}

export interface Turns<S> {
  /** While not disposed of, scans wait, but those that have a taker of their own. */
  hold(): Disposer
  readonly isHeld: () => boolean
  /** `inOrder`: even with a taker it does not overtake those that wait. */
  add(scan: S, taker: ScanHandler<S> | null, inOrder: boolean): void
  /** Settles when no scan is waiting or being handled, or all that wait are held. */
  idle(): Promise<void>
}

interface Turn<S> {
  readonly scan: S
  readonly taker: ScanHandler<S> | null
  readonly inOrder: boolean
  /** Whom it is for; null: that is not known yet. */
  handle: ScanHandler<S> | null
}

/**
 * So long scans wait for a place, a badge or a sheet that was scanned before them. Where the core does not answer, they go
 * on to the screen that keeps what can't be saved; here they would not outlive the window. Milliseconds.
 */
const patienceMs = 5_000

export function createTurns<S>({ top, onFailure }: TurnsOptions<S>): Turns<S> {
  const holds = new Set<symbol>()
  const queue: Turn<S>[] = []
  let running: Turn<S> | null = null
  let work: Promise<void> = Promise.resolve()

  /** Settles whom the scans are for, up to the first one that has a say in it. */
  const address = (): void => {
    if (holds.size > 0 || running?.inOrder === true) return
    for (const turn of queue) {
      turn.handle ??= turn.taker ?? top()
      if (turn.inOrder) return
    }
  }

  const mayGo = ({ handle, taker, inOrder }: Turn<S>, index: number): boolean =>
    holds.size === 0 || handle !== null || (taker !== null && (!inOrder || index === 0))

  const next = (): Turn<S> | null => {
    const index = queue.findIndex(mayGo)
    return index < 0 ? null : (queue.splice(index, 1)[0] ?? null)
  }

  const handOver = ({ scan, taker, handle, inOrder }: Turn<S>): Promise<void> => {
    const take = async (): Promise<void> => (handle ?? taker ?? top())(scan)
    const taken = take().catch((error: unknown) => onFailure(error, scan))
    return inOrder ? atMost(patienceMs, taken) : taken
  }

  const run = async (): Promise<void> => {
    for (running = next(); running !== null; running = next()) {
      await handOver(running)
      running = null
      address()
    }
  }

  const proceed = (): void => {
    address()
    if (running === null) work = run()
  }

  return {
    hold: () => {
      const mine = Symbol('hold')
      holds.add(mine)
      return () => {
        if (holds.delete(mine) && holds.size === 0) proceed()
      }
    },
    isHeld: () => holds.size > 0,
    add: (scan, taker, inOrder) => {
      queue.push({ scan, taker, inOrder, handle: null })
      proceed()
    },
    idle: async () => {
      for (let seen = work; ; seen = work) {
        await seen
        if (seen === work) return
      }
    },
  }
}

const atMost = (ms: number, work: Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void work.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
