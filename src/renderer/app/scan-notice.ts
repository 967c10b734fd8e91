import { create } from 'zustand'

/** What became of the last scan that no screen waited for, where there is something to say. The next scan replaces it. */
export type ScanNotice =
  | { readonly kind: 'unknown' | 'failed'; readonly code: string }
  /** Scanned before anything was connected. */
  | { readonly kind: 'early'; readonly code: string }

interface ScanNoticeState {
  readonly notice: ScanNotice | null
  say(notice: ScanNotice | null): void
}

export const useScanNotice = create<ScanNoticeState>()((set) => ({
  notice: null,
  say: (notice) => set({ notice }),
}))
