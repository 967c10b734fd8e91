import { useCallback } from 'react'
import type { Signal } from '../../sounds/signals.ts'
import { useSounds } from '../../sounds/use-sounds.ts'
import type { CardKind } from './shown-event.ts'

/** Five sounds for five answers; taking back is silent, because it answers a key and not a scan. */
const signalOf: Readonly<Record<CardKind, Signal | null>> = {
  known: 'known',
  unknown: 'unknown',
  outOfScope: 'outOfScope',
  duplicate: 'duplicate',
  error: 'error',
  typed: 'known',
  undo: null,
}

export function useOutcomeSound(): (kind: CardKind) => void {
  const sounds = useSounds()
  return useCallback(
    (kind: CardKind) => {
      const signal = signalOf[kind]
      if (signal !== null) sounds.play(signal)
    },
    [sounds],
  )
}
