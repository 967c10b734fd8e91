/**
 * Hands scans to the screens: to the one that registered last, one scan at a time and in order, each after the handler
 * of the one before has finished. While anything holds, scans wait and are handed over afterwards. No scan is lost: with
 * no screen registered the fallback takes it, and a handler that fails doesn't stop the next scan.
 */
import { createTurns, type Disposer, type ScanHandler } from './turns.ts'

export type { Disposer, ScanHandler }

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
   * `inOrder`: it says something of the scans after it, so it does not overtake those that wait.
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
  const turns = createTurns<S>({ top: () => entries.at(-1)?.handle ?? fallback, onFailure })
  const reserve = (): number => (places += 1)

  const register: Dispatcher<S>['register'] = (handle, place = reserve(), wants) => {
    const entry = { handle, place, wants }
    entries = [...entries, entry].sort((a, b) => a.place - b.place)
    return () => {
      entries = entries.filter((each) => each !== entry)
    }
  }

  return {
    ...turns,
    reserve,
    register,
    dispatch: (scan, asked = null, inOrder = false) => {
      const taker = entries.at(-1)?.wants?.(scan) === true ? null : asked
      turns.add(scan, taker, inOrder && taker !== null)
    },
  }
}
