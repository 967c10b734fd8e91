import { roles as allRoles, type Role } from '../../../shared/domain/rights.ts'
import { readMeta, writeMeta } from './meta.ts'
import { db, type Reader, type Writer } from './database.ts'

/** Who uses this PC. What they did is kept by name, so removing a person changes no record. */
export interface Person {
  readonly id: number
  readonly name: string
  readonly roles: readonly Role[]
  /** See pin.ts. */
  readonly pin: string | null
  readonly badge: string | null
  readonly failedPins: number
  readonly lockedUntil: number | null
}

export type PersonChanges = Partial<Omit<Person, 'id'>>

const signedInKey = 'signedIn'

const columns =
  'person_id AS id, name, roles, pin, badge, failed_pins AS failedPins, locked_until AS lockedUntil FROM people WHERE removed = 0'

type Row = Omit<Person, 'roles'> & { readonly roles: string }

const toPerson = (row: Row): Person => {
  const kept: readonly unknown[] = JSON.parse(row.roles) as unknown[] // safe: only looked up in
  return { ...row, roles: allRoles.filter((role) => kept.includes(role)) }
}

export const listPeople = (reader: Reader): Person[] =>
  reader.rows<Row>(`SELECT ${columns} ORDER BY name COLLATE NOCASE, person_id`).map(toPerson)

export function getPerson(reader: Reader, id: number): Person | undefined {
  const row = reader.row<Row>(`SELECT ${columns} AND person_id = ?`, id)
  return row && toPerson(row)
}

export function findBadge(reader: Reader, badge: string): Person | undefined {
  const row = reader.row<Row>(`SELECT ${columns} AND badge = ?`, badge)
  return row && toPerson(row)
}

export function addPerson(writer: Writer, person: Pick<Person, 'name' | 'roles' | 'pin' | 'badge'>): number {
  const { id } = writer.run(db.insertInto('people').values({ ...person, roles: JSON.stringify(person.roles) }))
  writer.touch('people', 'status')
  return id
}

export function updatePerson(writer: Writer, id: number, changes: PersonChanges): void {
  const { roles, failedPins, lockedUntil, ...same } = changes
  const set = {
    ...same,
    ...(roles === undefined ? {} : { roles: JSON.stringify(roles) }),
    ...(failedPins === undefined ? {} : { failed_pins: failedPins }),
    ...(lockedUntil === undefined ? {} : { locked_until: lockedUntil }),
  }
  if (Object.keys(set).length > 0) writer.run(db.updateTable('people').set(set).where('person_id', '=', id))
  writer.touch('people', 'status')
}

/** Takes a person off the list, and signs them out. */
export function removePerson(writer: Writer, id: number): void {
  writer.exec('UPDATE people SET removed = 1, pin = NULL, badge = NULL WHERE person_id = ?', id)
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

/** Of whoever ever was on the list: what somebody did keeps their name. */
export const nameOfPerson = (reader: Reader, id: string): string | undefined =>
  /^\d+$/.test(id)
    ? reader.row<{ name: string }>('SELECT name FROM people WHERE person_id = ?', Number(id))?.name
    : undefined

/** The name that changes and scans are signed with, or null for nobody in particular. */
export const currentPerson = (reader: Reader): string | null => signedInPerson(reader)?.name ?? null
