import { z } from 'zod'
import { appError, appErrorSchema, type AppError } from '../../shared/contract/errors.ts'
import { err, type Result } from '../../shared/domain/result.ts'
import { rescuedList, type RescuedList } from './rescued.ts'
import { watchAnswer } from './slow-scans.ts'

/**
 * Scans that are not on disk: refused by it, or without an answer yet. They leave these lists only by being saved or by a
 * person's word, outlive the window, and are offered again with their scanID, so that none counts twice.
 */

/** One scan on its way to disk. The same `scanID` however often it is tried. */
export interface ScanAttempt {
  readonly scanID: string
  readonly code: string
  readonly quantity: number | null
  /** Milliseconds, by this PC's clock. */
  readonly at: number
  /** The personID of who was signed in at `at`, null: nobody; undefined: not known. */
  readonly person?: string | null | undefined
  /** Tried before without an answer we could trust. */
  readonly again: boolean
}

export interface Unsaved<Attempt> {
  readonly attempt: Attempt
  readonly error: AppError
}

/** The part of a screen's state that keeps them. */
export interface UnsavedScans<Attempt> {
  readonly unsaved: readonly Unsaved<Attempt>[]
  /** Scans whose answer takes longer than it should. */
  readonly slow: readonly Attempt[]
  keepUnsaved(attempt: Attempt, error: AppError): void
  /** Saved, or dropped by a person. */
  forget(scanID: string): void
  hold(attempt: Attempt): void
  release(scanID: string): void
}

/** As they stand in the window's storage. */
export const attemptSchema = z.object({
  scanID: z.string(),
  code: z.string(),
  quantity: z.number().nullable(),
  at: z.number(),
  person: z.string().nullable().optional(),
  again: z.boolean(),
})

export const rescuedScans = <Attempt extends ScanAttempt>(
  name: string,
  attempt: z.ZodType<Attempt>,
): RescuedList<Unsaved<Attempt>> =>
  rescuedList(
    name,
    z.object({ attempt, error: z.custom<AppError>((value) => appErrorSchema.safeParse(value).success) }),
    (row) => row.attempt.scanID,
  )

type Change<Attempt> = (state: UnsavedScans<Attempt>) => Partial<UnsavedScans<Attempt>>

export const unsavedScans = <Attempt extends ScanAttempt>(
  kept: RescuedList<Unsaved<Attempt>>,
  set: (change: Change<Attempt>) => void,
): UnsavedScans<Attempt> => ({
  unsaved: kept.read(),
  slow: [],
  keepUnsaved: (attempt, error) =>
    set(({ unsaved }) => ({ unsaved: [...without(unsaved, attempt.scanID), { attempt, error }] })),
  forget: (scanID) => set(({ unsaved }) => ({ unsaved: without(unsaved, scanID) })),
  hold: (attempt) => set(({ slow }) => ({ slow: [...slow, attempt] })),
  release: (scanID) => set(({ slow }) => ({ slow: slow.filter((other) => other.scanID !== scanID) })),
})

/** The same list where the scan is not in it, because a burst renders once per change. */
export const without = <Attempt extends ScanAttempt>(
  unsaved: readonly Unsaved<Attempt>[],
  scanID: string,
): readonly Unsaved<Attempt>[] =>
  unsaved.some(({ attempt }) => attempt.scanID === scanID)
    ? unsaved.filter(({ attempt }) => attempt.scanID !== scanID)
    : unsaved

type Listener<Attempt> = (state: UnsavedScans<Attempt>, before: UnsavedScans<Attempt>) => void

/** Writes down what has to outlive the window, whenever it changes. */
export function rescue<Attempt extends ScanAttempt>(
  state: { subscribe(listener: Listener<Attempt>): void },
  kept: RescuedList<Unsaved<Attempt>>,
): void {
  state.subscribe(({ unsaved, slow }, before) => {
    if (unsaved === before.unsaved && slow === before.slow) return
    const unnamed = slow.filter(({ scanID }) => !unsaved.some(({ attempt }) => attempt.scanID === scanID))
    kept.write([...unsaved, ...unnamed.map((attempt) => ({ attempt, error: unanswered }))])
  })
}

const unanswered = appError('internal', 'Hakomori ended before it answered.', { unanswered: true })

export const isUnanswered = ({ details }: AppError): boolean => details?.['unanswered'] === true

/**
 * The path of one scan: to disk first, and only then whatever tells of it. An answer that is an error keeps the scan with
 * its scanID. Never rejects, so that the next scan is never lost behind it.
 */
export async function saveScan<Attempt extends ScanAttempt, Value>(
  attempt: Attempt,
  state: Pick<UnsavedScans<Attempt>, 'keepUnsaved' | 'hold' | 'release'>,
  send: () => Promise<Result<Value, AppError>>,
  onHeld: () => void,
): Promise<Result<Value, AppError>> {
  const answered = watchAnswer(
    () => {
      state.hold(attempt)
      onHeld()
    },
    () => state.release(attempt.scanID),
  )
  const answer = await send().catch((cause: unknown) => err(appError('internal', String(cause))))
  answered()
  if (!answer.ok) state.keepUnsaved(attempt, answer.error)
  return answer
}
