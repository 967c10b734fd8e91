import { create } from 'zustand'

/** Which connection is to be used next, while a person is asked about it. */
interface SwitchState {
  readonly to: string | null
  ask(connectionID: string | null): void
}

export const useSwitchState = create<SwitchState>()((set) => ({ to: null, ask: (to) => set({ to }) }))
