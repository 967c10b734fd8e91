import { z } from 'zod'
import { create } from 'zustand'
import { appErrorSchema, type AppError } from '../../../shared/contract/errors.ts'
import type { MoveKind } from '../../../shared/contract/moves.ts'
import { rescuedList } from '../../data/rescued.ts'
import { keptOf } from '../../data/slow-scans.ts'
import type { Attempt } from './attempt.ts'
import type { ShownMove } from './shown-move.ts'

export interface UnsavedScan {
  readonly attempt: Attempt
  readonly error: AppError
}

interface MovesState {
  readonly kind: MoveKind
  readonly shown: Readonly<Partial<Record<MoveKind, ShownMove | null>>>
  /** Scans that are not on disk: never dropped, and tried again on demand. */
  readonly unsaved: readonly UnsavedScan[]
  /** Scans whose answer takes longer than it should. */
  readonly slow: readonly Attempt[]
  choose(kind: MoveKind): void
  show(kind: MoveKind, move: ShownMove | null): void
  keepUnsaved(attempt: Attempt, error: AppError): void
  forget(scanID: string): void
  hold(attempt: Attempt): void
  release(scanID: string): void
}

export type RecordingState = Pick<MovesState, 'show' | 'keepUnsaved' | 'forget' | 'hold' | 'release'>

const unsavedSchema = z.object({
  attempt: z.object({
    kind: z.enum(['receive', 'issue', 'transfer']),
    scanID: z.string(),
    code: z.string(),
    quantity: z.number().nullable(),
    at: z.number(),
    person: z.string().nullable().optional(),
    connectionID: z.string().optional(),
    again: z.boolean(),
  }),
  error: z.custom<AppError>((value) => appErrorSchema.safeParse(value).success),
})

const kept = rescuedList('moves', unsavedSchema, ({ attempt }) => attempt.scanID)

export const useMovesState = create<MovesState>()((set) => ({
  kind: 'transfer',
  shown: {},
  unsaved: kept.read(),
  slow: [],
  choose: (kind) => set({ kind }),
  show: (kind, move) => set((state) => ({ shown: { ...state.shown, [kind]: move } })),
  keepUnsaved: (attempt, error) =>
    set((state) => ({
      unsaved: [...state.unsaved.filter((other) => other.attempt.scanID !== attempt.scanID), { attempt, error }],
    })),
  forget: (scanID) => set((state) => ({ unsaved: state.unsaved.filter(({ attempt }) => attempt.scanID !== scanID) })),
  hold: (attempt) => set(({ slow }) => ({ slow: [...slow, attempt] })),
  release: (scanID) => set(({ slow }) => ({ slow: slow.filter((other) => other.scanID !== scanID) })),
}))

useMovesState.subscribe(({ unsaved, slow }, before) => {
  if (unsaved !== before.unsaved || slow !== before.slow) kept.write(keptOf(unsaved, slow))
})
