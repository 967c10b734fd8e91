import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Reader } from '../store/database.ts'
import {
  addPerson,
  getPerson,
  listPeople,
  removePerson,
  signedInPerson,
  signIn as setSignedIn,
  type Person,
} from '../store/people.ts'
import type { CommandHandler, Commands, Queries, QueryHandler } from './handlers.ts'

/** People who use this PC: names for the record, not accounts. */
const list: QueryHandler<'people.list'> = (_context, reader) => {
  const signedIn = signedInPerson(reader)?.id
  return ok({
    rows: listPeople(reader).map(({ id, name }) => ({ personID: String(id), name, signedIn: id === signedIn })),
  })
}

/** Two people of one name could not be told apart in any list. */
const add: CommandHandler<'people.add'> = (_context, writer, { name }) => {
  const same = listPeople(writer).find((person) => person.name.toLowerCase() === name.toLowerCase())
  if (same)
    return err(
      appError('exists', `There is a ${same.name} already. Add a letter to tell them apart.`, { name: same.name }),
    )
  return ok({ personID: String(addPerson(writer, name)) })
}

const remove: CommandHandler<'people.remove'> = (_context, writer, input) => {
  const person = findPerson(writer, input.personID)
  if (!person.ok) return person
  removePerson(writer, person.value.id)
  return ok({})
}

const signIn: CommandHandler<'people.signIn'> = (_context, writer, input) => {
  if (input.personID === null) {
    setSignedIn(writer, null)
    return ok({})
  }
  const person = findPerson(writer, input.personID)
  if (!person.ok) return person
  setSignedIn(writer, person.value.id)
  return ok({})
}

function findPerson(reader: Reader, personID: string): Result<Person, AppError> {
  const person = /^\d+$/.test(personID) ? getPerson(reader, Number(personID)) : undefined
  return person ? ok(person) : err(appError('notFound', 'There is no such person.', { personID }))
}

export const peopleQueries = { 'people.list': list } satisfies Partial<Queries>
export const peopleCommands = {
  'people.add': add,
  'people.remove': remove,
  'people.signIn': signIn,
} satisfies Partial<Commands>
