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
  readonly wanted: () => boolean
  /** One key of a quantity that no burst can take back: it was meant. */
  type(key: string): void
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
  /** How it was before the trail. */
  let past: PendingQuantity | null = null

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
    wanted: () => collectors > 0,
    type: (key) => {
      notes = []
      past = null
      step({ kind: 'key', key })
    },
    clear,
    press: (key) => {
      if (collectors === 0) return
      if (notes.length === 0) notes = [pending]
      step({ kind: 'key', key })
    },
    pause: () => {
      if (notes.length > 0) notes = [...notes, pending]
    },
    takeBack: (from) => {
      const note = from === 'pause' ? notes.at(-1) : from === 'trail' ? (past ?? notes[0]) : notes[0]
      if (from !== 'pause') notes = []
      if (note) become(note)
    },
    settle: (mayBeQuantity, trail) => {
      // Keys that are no burst's have no trail, but leave what is before them.
      const typed = notes
      notes = []
      if (trail !== 'longer') past = trail === 'new' ? (typed[0] ?? pending) : null
      // Nothing that is shown is trusted after a fragment: what was there before may be one, too.
      if (!mayBeQuantity && typed.length > 0) step({ kind: 'clear' })
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
