import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Reader } from '../store/database.ts'
import { currentPerson, nameOfPerson } from '../store/people.ts'
import type { Clock } from '../ports.ts'

/**
 * When a scan was made, and by whom. One that is saved at once is of now and of whoever is signed in; one that had to wait
 * is of the moment it was made (rescued scans, and those made before a count was chosen).
 */
export interface ScanMoment {
  readonly at: number
  readonly person: string | null
  readonly late: boolean
}

/** What the window says of a scan; `person`: who was signed in then, null: nobody. */
export interface SaidOfScan {
  readonly scannedAt?: number | undefined
  readonly person?: string | null | undefined
}

/** A scan is saved at once within this time. Milliseconds. */
const atOnce = 3_000

/**
 * A time that lies ahead means that the clock was put back since: then now is the latest it can have been, because a scan
 * must never become impossible to save. One before the count was opened is taken as it is said: what is scanned with no
 * count chosen is counted in the next one, with the figures of that moment.
 */
export function momentOfScan(reader: Reader, clock: Clock, said: SaidOfScan): Result<ScanMoment, AppError> {
  const person = personOf(reader, said.person)
  if (!person.ok) return person
  const now = clock.now()
  const { scannedAt = now } = said
  const late = now - scannedAt > atOnce
  return ok({ at: late ? scannedAt : now, person: person.value, late })
}

function personOf(reader: Reader, said: string | null | undefined): Result<string | null, AppError> {
  if (said === undefined) return ok(currentPerson(reader))
  if (said === null) return ok(null)
  const name = nameOfPerson(reader, said)
  return name === undefined ? err(appError('notFound', 'There is no such person.', { personID: said })) : ok(name)
}
