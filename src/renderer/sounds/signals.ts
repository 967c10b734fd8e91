/**
 * What each signal sounds like. Told apart by number of notes and their direction first, by pitch second, so that a poor
 * loudspeaker and ageing ears still tell them apart; all between 200 and 2,000 Hz.
 */
export type Signal = 'known' | 'unknown' | 'outOfScope' | 'duplicate' | 'error' | 'finished'

export interface Note {
  /** Hertz. */
  readonly frequency: number
  /** Milliseconds. */
  readonly length: number
  /** Milliseconds of silence before the note. */
  readonly rest: number
}

const note = (frequency: number, length: number, rest = 0): Note => ({ frequency, length, rest })

export const signals: Readonly<Record<Signal, readonly Note[]>> = {
  known: [note(1320, 60)],
  unknown: [note(880, 90), note(440, 90)],
  outOfScope: [note(660, 70), note(660, 70, 50)],
  duplicate: [note(520, 45), note(520, 45, 40), note(520, 45, 40)],
  error: [note(220, 350)],
  finished: [note(660, 100), note(880, 100), note(1320, 160)],
}
