import type { IconName } from '../../ui/icon-paths.ts'
import type { Tone } from '../../ui/tone.ts'
import type { CardKind } from './shown-event.ts'

/** Shape and colour of every answer; the words are in the texts under `card.<kind>`, the sounds in use-outcome-sound.ts. */
export const cardLooks = {
  known: { icon: 'done', tone: 'ok' },
  unknown: { icon: 'unknown', tone: 'plum' },
  outOfScope: { icon: 'minusRing', tone: 'plain' },
  duplicate: { icon: 'warn', tone: 'warn' },
  error: { icon: 'refused', tone: 'bad' },
  undo: { icon: 'undo', tone: 'accent' },
  typed: { icon: 'pencil', tone: 'ok' },
} as const satisfies Record<CardKind, { icon: IconName; tone: Tone }>
