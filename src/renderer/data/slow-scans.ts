import { appError, type AppError } from '../../shared/contract/errors.ts'

/**
 * Scans whose answer takes long: a broken line answers once it is mended, and the window may be closed before. They are
 * kept with those that are not on disk, and offered again with their scanID, so that none counts twice.
 */
export interface Kept<Attempt> {
  readonly attempt: Attempt
  readonly error: AppError
}

/** Only an answer that takes this long is worth a word. Milliseconds. */
const longWait = 400

/** Holds what is slow; the returned function says that the answer is here. */
export function watchAnswer(hold: () => void, release: () => void): () => void {
  let held = false
  const timer = setTimeout(() => {
    held = true
    hold()
  }, longWait)
  return () => {
    clearTimeout(timer)
    if (held) release()
  }
}

/** Until the answer is here or the scan is held: what is scanned behind it would not outlive the window otherwise. */
export const untilHeld = (record: (onHeld: () => void) => Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    void record(resolve).then(() => resolve())
  })

/** What has to outlive the window. */
export const keptOf = <Attempt extends { readonly scanID: string }>(
  unsaved: readonly Kept<Attempt>[],
  slow: readonly Attempt[],
): Kept<Attempt>[] => [
  ...unsaved,
  ...slow
    .filter(({ scanID }) => !unsaved.some(({ attempt }) => attempt.scanID === scanID))
    .map((attempt) => ({ attempt, error: unanswered })),
]

const unanswered = appError('internal', 'Hakomori ended before it answered.', { unanswered: true })

export const isUnanswered = ({ details }: AppError): boolean => details?.['unanswered'] === true
