import { readMeta, writeMeta } from './meta.ts'
import { db, type Reader, type Writer } from './database.ts'

/** Who uses this PC. What they did is kept by name, so removing a person changes no record. */
export interface Person {
  readonly id: number
  readonly name: string
}

const signedInKey = 'signedIn'

export function listPeople(reader: Reader): Person[] {
  return reader.rows<Person>(
    'SELECT person_id AS id, name FROM people WHERE removed = 0 ORDER BY name COLLATE NOCASE, person_id',
  )
}

export function getPerson(reader: Reader, id: number): Person | undefined {
  return reader.row<Person>('SELECT person_id AS id, name FROM people WHERE removed = 0 AND person_id = ?', id)
}

export function addPerson(writer: Writer, name: string): number {
  const { id } = writer.run(db.insertInto('people').values({ name }))
  writer.touch('people')
  return id
}

/** Takes a person off the list, and signs them out. */
export function removePerson(writer: Writer, id: number): void {
  writer.exec('UPDATE people SET removed = 1 WHERE person_id = ?', id)
  if (signedInPerson(writer)?.id === undefined) writeMeta(writer, signedInKey, null)
  writer.touch('people', 'status')
}

export function signIn(writer: Writer, id: number | null): void {
  writeMeta(writer, signedInKey, id)
  writer.touch('people', 'status')
}

export function signedInPerson(reader: Reader): Person | undefined {
  const id = readMeta(reader, signedInKey)
  return typeof id === 'number' ? getPerson(reader, id) : undefined
}

/** The name that changes and scans are signed with, or null for nobody in particular. */
export const currentPerson = (reader: Reader): string | null => signedInPerson(reader)?.name ?? null
