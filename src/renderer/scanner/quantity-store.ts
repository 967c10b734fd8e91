import type { TakeBackFrom } from './burst.ts'
import type { TypedKeys } from './capture.ts'
import type { Disposer } from './dispatcher.ts'
import {
  noQuantity,
  pendingAmount,
  stepPendingQuantity,
  type PendingQuantity,
  type PendingQuantityEvent,
} from './pending-quantity.ts'

/**
 * The pending quantity, who wants one, and the way back when the digits turn out to be a scan's. Digits are shown as they
 * are typed, but trusted only when the burst that they are of is over.
 */
export interface QuantityStore extends TypedKeys {
  readonly pending: () => PendingQuantity
  clear(this: void): void
  /** The quantity of the scan that comes now; the next one starts anew. */
  take(): number | null
  /** Digits typed are a quantity only while at least one collector wants it. */
  collect(this: void): Disposer
}

export function createQuantityStore(onChange: () => void): QuantityStore {
  let pending: PendingQuantity = noQuantity
  let collectors = 0
  /** How it was before the burst under way and at each of its pauses; none: this burst has typed nothing. */
  let notes: readonly PendingQuantity[] = []

  const become = (next: PendingQuantity): void => {
    if (next === pending) return
    pending = next
    onChange()
  }
  const step = (event: PendingQuantityEvent): void => become(stepPendingQuantity(pending, event))
  const clear = (): void => {
    notes = []
    step({ kind: 'clear' })
  }

  return {
    pending: () => pending,
    clear,
    press: (key) => {
      if (collectors === 0) return
      if (notes.length === 0) notes = [pending]
      step({ kind: 'key', key })
    },
    pause: () => {
      if (notes.length > 0) notes = [...notes, pending]
    },
    takeBack: (from: TakeBackFrom) => {
      // The digits were settled as typing long ago, so there is no note to go back to.
      if (from === 'trail') return clear()
      const note = from === 'start' ? notes[0] : notes.at(-1)
      if (from === 'start') notes = []
      if (note) become(note)
    },
    settle: (mayBeQuantity) => {
      // Nothing that is shown is trusted after a fragment: what was there before may be one, too.
      if (!mayBeQuantity && notes.length > 0) return clear()
      notes = []
    },
    take: () => {
      const amount = pendingAmount(pending)
      notes = []
      step({ kind: 'scan' })
      return amount
    },
    collect: () => {
      collectors += 1
      return () => {
        collectors -= 1
        if (collectors === 0) clear()
      }
    },
  }
}
