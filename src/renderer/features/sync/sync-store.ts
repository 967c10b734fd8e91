import { create } from 'zustand'
import type { ChangeState } from '../../../shared/domain/change.ts'

/** Which changes are listed. `auto`: what wants a person, and where nothing does, everything that is open. */
export type View = ChangeState | 'open' | 'questions' | 'all' | 'auto'

interface SyncState {
  readonly view: View
  show(view: View): void
}

export const useSyncState = create<SyncState>()((set) => ({ view: 'auto', show: (view) => set({ view }) }))
