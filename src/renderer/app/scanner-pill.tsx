import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../data/settings.ts'
import { go } from '../navigation/route.ts'
import { useUiState } from '../navigation/ui-state.ts'
import type { Scan } from '../scanner/scan.ts'
import { useLastScan } from '../scanner/scanner.tsx'
import { StatusPill } from '../ui/status-pill.tsx'

/** How long the code of a scan stays in the pill. */
const shownFor = 1500

/** Whether the scanner is heard, whether it sounds, and what it read last. Opens the scanner's settings. */
export function ScannerPill() {
  const { t } = useTranslation()
  const { muted } = useSettings().sounds
  const held = useUiState((state) => state.scanHolds > 0)
  const fresh = useFreshScan(held)
  const ready = t(muted ? 'bar.scannerMuted' : 'bar.scanner')
  const text = fresh === null ? ready : t(held ? 'bar.scanWaits' : 'bar.scanned', { code: fresh.code })
  return (
    <StatusPill
      icon={muted ? 'muted' : 'scanner'}
      tone={fresh === null ? 'plain' : held ? 'warn' : 'accent'}
      label={t('bar.scannerOpen', { text })}
      onPress={() => go('settings', 'scanner')}
    >
      {text}
    </StatusPill>
  )
}

/** The last scan while it is news: for a moment, or as long as a dialog keeps it waiting. */
function useFreshScan(held: boolean): Scan | null {
  const last = useLastScan()
  const [over, setOver] = useState(last)
  useEffect(() => {
    if (held || last === over) return
    const timer = setTimeout(() => setOver(last), shownFor)
    return () => clearTimeout(timer)
  }, [last, over, held])
  return last === over ? null : last
}
