import { useCallback } from 'react'
import type { Signal } from '../../sounds/signals.ts'
import { useSounds } from '../../sounds/use-sounds.ts'
import type { CardKind } from './shown-event.ts'

/** Five sounds for all answers. */
const signalOf: Readonly<Record<CardKind, Signal>> = {
  known: 'known',
  unknown: 'unknown',
  outOfScope: 'question',
  duplicate: 'question',
  error: 'error',
  typed: 'known',
  undo: 'command',
}

export function useOutcomeSound(): (kind: CardKind, quantity?: number | null) => void {
  const sounds = useSounds()
  return useCallback(
    (kind: CardKind, quantity: number | null = null) => sounds.play(signalOf[kind], quantity),
    [sounds],
  )
}
