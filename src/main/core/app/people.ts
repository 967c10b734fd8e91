import type { SignInAnswer } from '../../../shared/contract/people.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import {
  isRestricted,
  pauseAfter,
  rightsOf,
  roles as allRoles,
  triesLeft,
  type Role,
} from '../../../shared/domain/rights.ts'
import { canonicalBadge } from '../../../shared/domain/reserved-codes.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Reader, Writer } from '../store/database.ts'
import {
  addPerson,
  findBadge,
  getPerson,
  listPeople,
  removePerson,
  signedInPerson,
  signIn as setSignedIn,
  updatePerson,
  type Person,
} from '../store/people.ts'
import { hashBadge, hashPin, isPin } from '../store/pin.ts'
import type { CommandHandler, Commands, Queries, QueryHandler } from './handlers.ts'

/** People who use this PC, who of them is working now, and what they may do. */
const list: QueryHandler<'people.list'> = (_context, reader) => {
  const signedIn = signedInPerson(reader)?.id
  return ok({
    rows: listPeople(reader).map(({ id, name, roles, pin, badge }) => ({
      personID: String(id),
      name,
      signedIn: id === signedIn,
      roles: [...roles],
      hasPin: pin !== null,
      hasBadge: badge !== null,
    })),
  })
}

const rights: QueryHandler<'people.rights'> = (_context, reader) => {
  const everybody = listPeople(reader).map((person) => person.roles)
  const own = signedInPerson(reader)
  return ok({
    restricted: isRestricted(everybody),
    person: own?.name ?? null,
    roles: [...rightsOf(everybody, own?.roles ?? null)],
  })
}

const add: CommandHandler<'people.add'> = (_context, writer, { name, roles = [...allRoles], pin, badge }) => {
  const free = checkFree(writer, null, { name, badge })
  if (!free.ok) return free
  const id = addPerson(writer, {
    name,
    roles,
    pin: pin === undefined ? null : hashPin(pin),
    badge: badge === undefined ? null : hashBadge(canonicalBadge(badge)),
  })
  const administered = checkAdministered(writer)
  return administered.ok ? ok({ personID: String(id) }) : administered
}

const update: CommandHandler<'people.update'> = (_context, writer, { personID, name, roles, pin, badge }) => {
  const person = findPerson(writer, personID)
  if (!person.ok) return person
  const free = checkFree(writer, person.value.id, { name, badge: badge ?? undefined })
  if (!free.ok) return free
  updatePerson(writer, person.value.id, {
    ...(name === undefined ? {} : { name }),
    ...(roles === undefined ? {} : { roles }),
    ...(pin === undefined ? {} : { pin: pin === null ? null : hashPin(pin), failedPins: 0, lockedUntil: null }),
    ...(badge === undefined ? {} : { badge: badge === null ? null : hashBadge(canonicalBadge(badge)) }),
  })
  const administered = checkAdministered(writer)
  return administered.ok ? ok({}) : administered
}

const remove: CommandHandler<'people.remove'> = (_context, writer, input) => {
  const person = findPerson(writer, input.personID)
  if (!person.ok) return person
  removePerson(writer, person.value.id)
  const administered = checkAdministered(writer)
  return administered.ok ? ok({}) : administered
}

/** Two people of one name could not be told apart in any list, nor two of one badge by a scan. */
function checkFree(
  reader: Reader,
  own: number | null,
  { name, badge }: { readonly name?: string | undefined; readonly badge?: string | undefined },
): Result<void, AppError> {
  const others = listPeople(reader).filter((person) => person.id !== own)
  const same = others.find((person) => person.name.toLowerCase() === name?.toLowerCase())
  if (same)
    return err(
      appError('exists', `There is a ${same.name} already. Add a letter to tell them apart.`, { name: same.name }),
    )
  const holder =
    badge === undefined ? undefined : others.find((person) => person.badge === hashBadge(canonicalBadge(badge)))
  if (holder) return err(appError('exists', `${holder.name} has this badge already.`, { badgeOf: holder.name }))
  return ok(undefined)
}

/** Without somebody who may administer, rights could never be changed again. */
function checkAdministered(reader: Reader): Result<void, AppError> {
  const everybody = listPeople(reader)
  const restricted = isRestricted(everybody.map((person) => person.roles))
  if (!restricted || everybody.some((person) => person.roles.includes('administer'))) return ok(undefined)
  return err(
    appError('notAllowed', 'Somebody must remain who may administer. Give that role to another person first.', {
      role: 'administer',
    }),
  )
}

const signIn: CommandHandler<'people.signIn'> = (context, writer, input) => {
  if (input.personID === null) {
    setSignedIn(writer, null)
    return ok(answer('signedIn', null))
  }
  const person = findPerson(writer, input.personID)
  return person.ok ? ok(enter(writer, person.value, input.pin, context.ports.clock.now())) : person
}

const badge: CommandHandler<'people.badge'> = (context, writer, { code, pin }) => {
  const person = findBadge(writer, hashBadge(canonicalBadge(code)))
  return ok(person ? enter(writer, person, pin, context.ports.clock.now()) : answer('unknownBadge', null))
}

/** Lets a person in, or counts a wrong PIN: an answer, not an error, because the count must be kept. */
function enter(writer: Writer, person: Person, pin: string | undefined, now: number): SignInAnswer {
  const { id, pin: kept, failedPins, lockedUntil } = person
  if (kept !== null) {
    if (lockedUntil !== null && now < lockedUntil) return answer('locked', person, { lockedUntil })
    if (pin === undefined) return answer('pinNeeded', person, { triesLeft: triesLeft(failedPins) })
    if (!isPin(pin, kept)) return refuse(writer, person, now)
  }
  if (failedPins > 0) updatePerson(writer, id, { failedPins: 0, lockedUntil: null })
  setSignedIn(writer, id)
  return answer('signedIn', person)
}

function refuse(writer: Writer, person: Person, now: number): SignInAnswer {
  const failedPins = person.failedPins + 1
  const pause = pauseAfter(failedPins)
  const lockedUntil = pause === 0 ? null : now + pause
  updatePerson(writer, person.id, { failedPins, lockedUntil })
  return lockedUntil === null
    ? answer('pinWrong', person, { triesLeft: triesLeft(failedPins) })
    : answer('locked', person, { lockedUntil })
}

const answer = (
  outcome: SignInAnswer['outcome'],
  person: Person | null,
  more: Partial<Pick<SignInAnswer, 'triesLeft' | 'lockedUntil'>> = {},
): SignInAnswer => ({ outcome, name: person?.name ?? null, triesLeft: null, lockedUntil: null, ...more })

function findPerson(reader: Reader, personID: string): Result<Person, AppError> {
  const person = /^\d+$/.test(personID) ? getPerson(reader, Number(personID)) : undefined
  return person ? ok(person) : err(appError('notFound', 'There is no such person.', { personID }))
}

export const areRightsInUse = (reader: Reader): boolean =>
  isRestricted(listPeople(reader).map((person) => person.roles))

/** What whoever is signed in may do. */
export function currentRights(reader: Reader): readonly Role[] {
  const everybody = listPeople(reader).map((person) => person.roles)
  return rightsOf(everybody, signedInPerson(reader)?.roles ?? null)
}

export const peopleQueries = { 'people.list': list, 'people.rights': rights } satisfies Partial<Queries>
export const peopleCommands = {
  'people.add': add,
  'people.update': update,
  'people.remove': remove,
  'people.signIn': signIn,
  'people.badge': badge,
} satisfies Partial<Commands>
