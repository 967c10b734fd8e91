/**
 * Hands scans to the screens: to the one that registered last, one scan at a time and in order, each after the handler
 * of the one before has finished. While anything holds, scans wait and are handed over afterwards. No scan is lost: with
 * no screen registered the fallback takes it, and a handler that fails doesn't stop the next scan.
 */

export type ScanHandler<S> = (scan: S) => Promise<void> | void
export type Disposer = () => void

interface DispatcherOptions<S> {
  readonly fallback: ScanHandler<S>
  readonly onFailure: (error: unknown, scan: S) => void
}

export interface Dispatcher<S> {
  /** A place above all that were reserved before: for who knows its order before it may register. */
  reserve(): number
  /**
   * `wants`: scans that this handler takes although somebody else was meant to.
   * The handler keeps the scans that arrive while it is the topmost, even if it is gone by the time of their turn.
   */
  register(handler: ScanHandler<S>, place?: number, wants?: (scan: S) => boolean): Disposer
  hold(): Disposer
  readonly isHeld: () => boolean
  /**
   * `taker`: who gets the scan in place of the screens, in its turn, even while others hold.
   * `inOrder`: such a scan does not overtake those that wait.
   */
  dispatch(scan: S, taker?: ScanHandler<S> | null, inOrder?: boolean): void
  /** Settles when no scan is waiting or being handled, or all that wait are held. */
  idle(): Promise<void>
}

interface Entry<S> {
  readonly handle: ScanHandler<S>
  readonly place: number
  readonly wants: ((scan: S) => boolean) | undefined
}

export function createDispatcher<S>({ fallback, onFailure }: DispatcherOptions<S>): Dispatcher<S> {
  let entries: readonly Entry<S>[] = []
  let places = 0
  const holds = new Set<symbol>()
  const waiting: { readonly scan: S; readonly taker: ScanHandler<S> | null }[] = []
  let chain: Promise<void> = Promise.resolve()

  const hand = (scan: S, taker: ScanHandler<S> | null): void => {
    const handle = taker ?? entries.at(-1)?.handle ?? fallback
    chain = chain.then(() => handle(scan)).catch((error: unknown) => onFailure(error, scan))
  }

  const reserve = (): number => (places += 1)

  const register: Dispatcher<S>['register'] = (handle, place = reserve(), wants) => {
    const entry = { handle, place, wants }
    entries = [...entries, entry].sort((a, b) => a.place - b.place)
    return () => {
      entries = entries.filter((each) => each !== entry)
    }
  }

  const hold = (): Disposer => {
    const mine = Symbol('hold')
    holds.add(mine)
    return () => {
      if (holds.delete(mine) && holds.size === 0) for (const { scan, taker } of waiting.splice(0)) hand(scan, taker)
    }
  }

  const idle = async (): Promise<void> => {
    for (let seen = chain; ; seen = chain) {
      await seen
      if (seen === chain) return
    }
  }

  return {
    reserve,
    register,
    hold,
    isHeld: () => holds.size > 0,
    dispatch: (scan, asked = null, inOrder = false) => {
      const taker = entries.at(-1)?.wants?.(scan) === true ? null : asked
      const waits = taker === null ? holds.size > 0 : inOrder && waiting.length > 0
      if (waits) waiting.push({ scan, taker })
      else hand(scan, taker)
    },
    idle,
  }
}
