import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../data/settings.ts'
import { go } from '../navigation/route.ts'
import { useUiState } from '../navigation/ui-state.ts'
import type { Scan } from '../scanner/scan.ts'
import { useLastScan } from '../scanner/scanner.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import classes from './frame.module.css'

/** How long the code of a scan stays in the pill. */
const shownFor = 1500

/** Whether the scanner is heard, whether it sounds, and what it read last. Opens the scanner's settings, or, while none has been learnt, the wizard. */
export function ScannerPill() {
  const { t } = useTranslation()
  const { sounds, scanner } = useSettings()
  const { muted } = sounds
  const learnt = scanner.profiles.length > 0
  const held = useUiState((state) => state.scanHolds > 0)
  const fresh = useFreshScan(held)
  const ready = t(muted ? 'bar.scannerMuted' : 'bar.scanner')
  const text = fresh === null ? ready : fresh.waits ? t('bar.scanWaits') : fresh.scan.code
  return (
    <StatusPill
      icon={muted ? 'muted' : 'scanner'}
      tone={fresh === null ? 'plain' : fresh.waits ? 'warn' : 'accent'}
      label={t(learnt ? 'bar.scannerOpen' : 'bar.scannerLearn', { text })}
      onPress={() => (learnt ? go('settings', 'scanner') : go('scanner'))}
    >
      <span className={classes['scanned']}>{text}</span>
    </StatusPill>
  )
}

interface FreshScan {
  readonly scan: Scan
  /** Scanned while a dialog keeps scans, and still kept. */
  readonly waits: boolean
}

/** The last scan while it is news: for a moment, or as long as a dialog keeps it. */
function useFreshScan(held: boolean): FreshScan | null {
  const last = useLastScan()
  const [over, setOver] = useState(last)
  const [before, setBefore] = useState({ held, last })
  // What was scanned before the dialog opened is through; remembered while rendering, so that no frame shows it wrong.
  if (before.held !== held) setBefore({ held, last })
  const waits = held && last !== before.last
  useEffect(() => {
    if (waits || last === over) return
    const timer = setTimeout(() => setOver(last), shownFor)
    return () => clearTimeout(timer)
  }, [last, over, waits])
  return last === null || last === over ? null : { scan: last, waits }
}
