/**
 * What each signal sounds like. Told apart by rhythm first — how many notes, how long — and by pitch second, so that a
 * poor loudspeaker, a noisy hall and ageing ears still tell them apart; all between 200 and 2,000 Hz.
 */
export type Signal =
  | 'known'
  | 'unknown'
  /** Not saved. */
  | 'error'
  /** Done as asked: a command, a taking back, a finished piece of work. */
  | 'command'
  /** Look here: the scan is kept, but somebody must decide or see something. */
  | 'question'

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
  unknown: [note(880, 160), note(440, 200, 50)],
  error: [note(220, 600)],
  command: [note(990, 40), note(1320, 40, 40)],
  question: [note(660, 70), note(660, 70, 60), note(880, 140, 60)],
}

/** Milliseconds from the first sound to the last. */
export const lengthOf = (signal: Signal): number =>
  signals[signal].reduce((total, { length, rest }) => total + rest + length, 0)
