import { z } from 'zod'
import { create } from 'zustand'
import type { MoveKind } from '../../../shared/contract/moves.ts'
import { attemptSchema, rescue, rescuedScans, unsavedScans, type UnsavedScans } from '../../data/unsaved-scans.ts'
import type { Attempt } from './attempt.ts'
import type { ShownMove } from './shown-move.ts'

interface MovesState extends UnsavedScans<Attempt> {
  readonly kind: MoveKind
  readonly shown: Readonly<Partial<Record<MoveKind, ShownMove | null>>>
  choose(kind: MoveKind): void
  show(kind: MoveKind, move: ShownMove | null): void
}

export type RecordingState = Pick<MovesState, 'show' | 'keepUnsaved' | 'forget' | 'hold' | 'release'>

const kept = rescuedScans<Attempt>(
  'moves',
  attemptSchema.extend({ kind: z.enum(['receive', 'issue', 'transfer']), connectionID: z.string().optional() }),
)

export const useMovesState = create<MovesState>()((set) => ({
  ...unsavedScans(kept, set),
  kind: 'transfer',
  shown: {},
  choose: (kind) => set({ kind }),
  show: (kind, move) => set((state) => ({ shown: { ...state.shown, [kind]: move } })),
}))

rescue(useMovesState, kept)
