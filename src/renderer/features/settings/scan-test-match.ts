import type { ScannerSettings } from '../../../shared/contract/settings.ts'
import { looksLikeLostSeparator } from '../../scanner/lost-separator.ts'
import type { Scan } from '../../scanner/scan.ts'

/** How a scan fits what the settings say of its scanner; the first thing that doesn't. */
export type Match = 'fits' | 'slow' | 'noSuffix' | 'otherSuffix' | 'noAim' | 'separatorLost'

type Compared = Pick<Scan, 'code' | 'medianGap' | 'maxGap' | 'suffix'>

export function matchOf({ code, medianGap, maxGap, suffix }: Compared, profile: ScannerSettings): Match {
  if (medianGap > profile.medianGap || maxGap > profile.maxGap) return 'slow'
  const isFixed = profile.suffix === 'enter' || profile.suffix === 'tab'
  if (isFixed && suffix === null) return 'noSuffix'
  if (profile.suffix !== 'any' && suffix !== null && suffix !== profile.suffix) return 'otherSuffix'
  if (profile.aim && !/^\][A-Za-z]\d/.test(code)) return 'noAim'
  return looksLikeLostSeparator(code) ? 'separatorLost' : 'fits'
}
