/**
 * A change is one intent of a user, kept for ever (sync.md rules 3 and 6). This file names its kinds and states and says
 * which moves between states exist; nothing else in the program may invent another.
 */

/** The three kinds of record that a remote keeps under a key: an item's SKU, a warehouse's warehouseID, a bundle's SKU. */
export const recordKinds = ['item', 'warehouse', 'bundle'] as const
export type RecordKind = (typeof recordKinds)[number]

export const changeKinds = ['create', 'set-field', 'rename', 'delete', 'stock-delta', 'transfer', 'stock-set'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** Goods were moved, by so many: said once more, it happens once more. */
export const movesStock = (kind: ChangeKind): boolean => kind === 'stock-delta' || kind === 'transfer'

export const changeStates = [
  'blocked',
  'ready',
  'inflight',
  'applied',
  'rejected',
  'conflict',
  'unknown',
  'quarantined',
  'superseded',
  'discarded',
] as const
export type ChangeState = (typeof changeStates)[number]

/** States from which nothing moves any more, but for a review. */
export const terminalStates = ['applied', 'superseded', 'discarded'] as const satisfies readonly ChangeState[]

/** States that end by a person; the engine only asks anew, or lets go of what has become needless (rule 14). */
export const questionStates = ['rejected', 'conflict', 'quarantined'] as const satisfies readonly ChangeState[]

/** States whose effect is not yet in the confirmed figures and still counts in the view. */
export const openStates = [
  'blocked',
  'ready',
  'inflight',
  'unknown',
  'quarantined',
  'conflict',
  'rejected',
] as const satisfies readonly ChangeState[]

/**
 * Who may cause a transition: the engine on its own, only a person's decision, or a review, which opens a decision again:
 * a person takes an answer back before its result has left, an inference turned out to rest on a false word, or the database
 * was restored, so that the question may have been answered already.
 */
export type Mover = 'engine' | 'person' | 'review'

const engineMoves: Readonly<Record<ChangeState, readonly ChangeState[]>> = {
  blocked: ['ready', 'superseded', 'conflict', 'quarantined'],
  ready: ['inflight', 'blocked', 'superseded', 'conflict', 'quarantined'],
  inflight: ['applied', 'ready', 'rejected', 'conflict', 'unknown'],
  unknown: ['applied', 'ready', 'quarantined', 'conflict', 'rejected'],
  // Asked anew against what the remote says by now, or needless by now.
  conflict: ['ready', 'superseded', 'quarantined'],
  // Or something newer had effect that says the same thing anew.
  rejected: ['conflict', 'superseded', 'quarantined'],
  // Its record was made anew: what became of it does not matter to the new one.
  quarantined: ['conflict'],
  applied: [],
  superseded: [],
  discarded: [],
}

const personMoves: Readonly<Partial<Record<ChangeState, readonly ChangeState[]>>> = {
  blocked: ['discarded'],
  ready: ['discarded'],
  conflict: ['ready', 'blocked', 'applied', 'discarded'],
  rejected: ['ready', 'applied', 'discarded'],
  quarantined: ['ready', 'blocked', 'applied', 'discarded'],
}

const reviewMoves: Readonly<Partial<Record<ChangeState, readonly ChangeState[]>>> = {
  blocked: ['conflict', 'rejected', 'quarantined'],
  ready: ['blocked', 'conflict', 'rejected', 'quarantined'],
  // In a restored database: answered and sent perhaps, after the copy was made. Behind a create that is asked again: blocked.
  conflict: ['ready', 'blocked', 'rejected', 'quarantined'],
  rejected: ['ready'],
  quarantined: ['ready'],
  applied: ['conflict', 'rejected', 'quarantined'],
  superseded: ['blocked', 'ready', 'conflict', 'rejected', 'quarantined'],
  discarded: ['blocked', 'ready', 'conflict', 'rejected', 'quarantined'],
}

/** Whether `from → to` exists for this mover (sync.md rule 6). There is no transition that deletes a change. */
export function mayMove(from: ChangeState, to: ChangeState, mover: Mover): boolean {
  const moves = { engine: engineMoves, person: personMoves, review: reviewMoves }[mover][from] ?? []
  return moves.includes(to)
}

export const isTerminal = (state: ChangeState): boolean => (terminalStates as readonly ChangeState[]).includes(state)
export const isOpen = (state: ChangeState): boolean => (openStates as readonly ChangeState[]).includes(state)
export const isQuestion = (state: ChangeState): boolean => (questionStates as readonly ChangeState[]).includes(state)
