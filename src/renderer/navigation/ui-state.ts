import { useEffect } from 'react'
import { create } from 'zustand'
import type { SignInAnswer } from '../../shared/contract/people.ts'

/** State of the screen only; what is true of the warehouse comes through data/. Lost when the window closes. */
interface UiState {
  readonly overlay: 'find' | 'keys' | 'people' | 'evidence' | null
  /** The selected row of each list, by the list's name, so that it is still selected after a visit elsewhere. */
  readonly selected: Readonly<Record<string, string | null>>
  /** How many open dialogs want scans kept until they are closed. */
  readonly scanHolds: number
  /** A badge that was read, while its PIN is still to come; shown in the `people` overlay. */
  readonly badge: { readonly badge: string; readonly answer: SignInAnswer } | null
  /** Nothing but what is read from three metres. */
  readonly distance: boolean
  show(overlay: UiState['overlay']): void
  askPin(badge: NonNullable<UiState['badge']>): void
  setDistance(distance: boolean): void
  select(list: string, key: string | null): void
  hold(change: 1 | -1): void
}

export const useUiState = create<UiState>()((set) => ({
  overlay: null,
  selected: {},
  scanHolds: 0,
  badge: null,
  distance: false,
  show: (overlay) => set({ overlay, badge: null }),
  askPin: (badge) => set({ overlay: 'people', badge }),
  setDistance: (distance) => set({ distance }),
  select: (list, key) => set((state) => ({ selected: { ...state.selected, [list]: key } })),
  hold: (change) => set((state) => ({ scanHolds: state.scanHolds + change })),
}))

export function useSelected(list: string): readonly [string | null, (key: string | null) => void] {
  const selected = useUiState((state) => state.selected[list] ?? null)
  const select = useUiState((state) => state.select)
  return [selected, (key) => select(list, key)]
}

/** Scans made while `active` are kept and replayed afterwards. The app hands the sum of all holds to the scanner. */
export function useHoldScans(active: boolean): void {
  const hold = useUiState((state) => state.hold)
  useEffect(() => {
    if (!active) return
    hold(1)
    return () => hold(-1)
  }, [active, hold])
}
