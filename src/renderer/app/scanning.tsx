import { useEffect, type ReactNode } from 'react'
import { activeScanner } from '../../shared/contract/settings.ts'
import { useClient, useQueryOf } from '../data/query.ts'
import { useSettings } from '../data/settings.ts'
import { chooseLanguage } from '../i18n/i18n.ts'
import { go, isAt, parseRoute } from '../navigation/route.ts'
import { useUiState } from '../navigation/ui-state.ts'
import type { Scan } from '../scanner/scan.ts'
import { ScannerProvider, useScannerHold } from '../scanner/scanner.tsx'
import type { Sounds } from '../sounds/sounds.ts'
import { SoundsContext } from '../sounds/use-sounds.ts'
import { useCommandScans } from './command-scans.ts'
import { useScanNotice } from './scan-notice.ts'

export interface ScanningProps {
  readonly sounds: Sounds
  readonly children: ReactNode
}

/** The window's scanner and sounds, live from the settings. A scan that no screen waits for opens its item. */
export function Scanning({ sounds, children }: ScanningProps) {
  const settings = useSettings()
  const { volume, muted, spoken } = settings.sounds
  const language = chooseLanguage(settings.language, navigator.languages)
  useEffect(() => sounds.setVolume(volume), [sounds, volume])
  useEffect(() => sounds.setMuted(muted), [sounds, muted])
  useEffect(() => sounds.setSpoken(spoken ? language : null), [sounds, spoken, language])
  const openItem = useOpenItem(sounds)
  const intercept = useCommandScans(sounds)
  const say = useScanNotice((state) => state.say)
  return (
    <SoundsContext value={sounds}>
      <ScannerProvider
        profile={activeScanner(settings.scanner)}
        intercept={intercept}
        fallback={openItem}
        onFailure={(_error, { code }) => {
          sounds.play('error')
          say({ kind: 'failed', code })
        }}
      >
        <Holds />
        {children}
      </ScannerProvider>
    </SoundsContext>
  )
}

/** Hands on what dialogs ask for: scans made while one is open wait until it is closed. */
function Holds() {
  useScannerHold(useUiState((state) => state.scanHolds > 0))
  return null
}

function useOpenItem(sounds: Pick<Sounds, 'play'>): (scan: Scan) => Promise<void> {
  const client = useClient()
  const connected = useQueryOf('app.status', {}).data?.connection !== null
  const say = useScanNotice((state) => state.say)
  return async ({ code }) => {
    say(null)
    if (!connected) {
      sounds.play('unknown')
      return say({ kind: 'early', code })
    }
    const { name } = parseRoute(window.location.hash)
    const found = await client.call('barcodes.resolve', { code })
    // Whoever has gone on meanwhile is not pulled back.
    const stayed = isAt(name)
    if (stayed && found.ok && found.value.sku !== undefined) {
      sounds.play('known')
      return go('items', found.value.sku)
    }
    sounds.play(stayed && found.ok ? 'unknown' : 'error')
    say({ kind: stayed && found.ok ? 'unknown' : 'failed', code })
  }
}
