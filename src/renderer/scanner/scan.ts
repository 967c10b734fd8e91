import type { ScannerSettings } from '../../shared/contract/settings.ts'

/** What the scanner's user set for it; the capture needs nothing else from the settings. */
export type ScannerProfile = ScannerSettings

export type SuffixKey = 'enter' | 'tab'

/** One recognised burst of keys. Times and gaps are milliseconds. */
export interface Scan {
  /** Chosen once per scan, so that sending it again after a lost answer counts it once. */
  readonly scanID: string
  /** What the label says: the prefix removed, decoded by the scanner's own layout. */
  readonly code: string
  /** What this computer's keyboard layout made of the same keys; differs from `code` when the two layouts differ. */
  readonly heard: string
  /** Wall clock at the last key. */
  readonly at: number
  readonly medianGap: number
  readonly maxGap: number
  /** The key that ended the scan; null: silence did. */
  readonly suffix: SuffixKey | null
  /** The quantity typed before this scan; null: none was. */
  readonly quantity: number | null
}
