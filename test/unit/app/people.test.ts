import { expect, test } from 'vitest'
import { peopleCommands, peopleQueries } from '../../../src/main/core/app/people.ts'
import { currentPerson } from '../../../src/main/core/store/people.ts'
import { openAppWorld } from '../../support/app-world.ts'

const open = () => openAppWorld({ handlers: { queries: peopleQueries, commands: peopleCommands } })

test('people are added, sign in and are removed', async () => {
  const world = await open()
  const first = await world.call('people.add', { name: 'Person B' })
  await world.call('people.add', { name: 'Person A' })
  expect(currentPerson(world.store.reader)).toBeNull()
  await world.call('people.signIn', { personID: first.personID })
  expect((await world.call('people.list', {})).rows).toMatchObject([
    { name: 'Person A', signedIn: false },
    { name: 'Person B', signedIn: true },
  ])
  expect(currentPerson(world.store.reader)).toBe('Person B')
  await world.call('people.remove', { personID: first.personID })
  expect(currentPerson(world.store.reader)).toBeNull()
  expect((await world.call('people.list', {})).rows).toHaveLength(1)
})

test('two people can’t have one name, and nobody is not a person', async () => {
  const world = await open()
  const { personID } = await world.call('people.add', { name: 'Person' })
  expect((await world.fail('people.add', { name: 'person' })).kind).toBe('exists')
  expect((await world.fail('people.signIn', { personID: '99' })).kind).toBe('notFound')
  expect((await world.fail('people.remove', { personID: 'x' })).kind).toBe('notFound')
  await world.call('people.signIn', { personID })
  await world.call('people.signIn', { personID: null })
  expect(currentPerson(world.store.reader)).toBeNull()
})

test('a PIN is asked for, counted when wrong, and refused for a while after too many', async () => {
  const world = await open()
  const { personID } = await world.call('people.add', { name: 'Person', pin: '4711', badge: 'BADGE-1' })
  const row = world.store.reader.row<{ pin: string; badge: string }>('SELECT pin, badge FROM people')
  expect(JSON.stringify(row)).not.toContain('4711')
  expect(JSON.stringify(row)).not.toContain('BADGE-1')
  expect(await world.call('people.signIn', { personID })).toMatchObject({ outcome: 'pinNeeded', triesLeft: 5 })
  for (const triesLeft of [4, 3, 2, 1]) {
    expect(await world.call('people.signIn', { personID, pin: '0000' })).toMatchObject({
      outcome: 'pinWrong',
      triesLeft,
    })
  }
  const lockedUntil = world.now + 60_000
  expect(await world.call('people.signIn', { personID, pin: '0000' })).toMatchObject({ outcome: 'locked', lockedUntil })
  expect(await world.call('people.badge', { code: 'BADGE-1', pin: '4711' })).toMatchObject({ outcome: 'locked' })
  expect(currentPerson(world.store.reader)).toBeNull()
  world.now += 60_000
  expect(await world.call('people.signIn', { personID, pin: '1111' })).toMatchObject({
    outcome: 'locked',
    lockedUntil: world.now + 120_000,
  })
  world.now += 120_000
  expect(await world.call('people.badge', { code: ' BADGE-1 ', pin: '4711' })).toMatchObject({ outcome: 'signedIn' })
  expect(currentPerson(world.store.reader)).toBe('Person')
  expect(await world.call('people.signIn', { personID, pin: '0000' })).toMatchObject({
    outcome: 'pinWrong',
    triesLeft: 4,
  })
  await world.call('people.update', { personID, pin: null })
  expect(await world.call('people.signIn', { personID })).toMatchObject({ outcome: 'signedIn' })
})

test('rights count once somebody has fewer than all, and somebody who may administer remains', async () => {
  const world = await open()
  const chief = await world.call('people.add', { name: 'Chief' })
  expect(await world.call('people.rights', {})).toMatchObject({ restricted: false, roles: { length: 4 } })
  const counter = await world.call('people.add', { name: 'Counter', roles: ['count'], badge: 'BADGE-2' })
  expect(await world.call('people.rights', {})).toEqual({ restricted: true, person: null, roles: ['count'] })
  await world.call('people.signIn', { personID: chief.personID })
  expect((await world.call('people.rights', {})).roles).toContain('administer')
  const taken = await world.fail('people.update', { personID: chief.personID, roles: ['review'] })
  expect(taken).toMatchObject({ kind: 'notAllowed', details: { role: 'administer' } })
  expect((await world.fail('people.remove', { personID: chief.personID })).kind).toBe('notAllowed')
  expect((await world.fail('people.add', { name: 'Other', badge: 'BADGE-2' })).details).toEqual({ badgeOf: 'Counter' })
  await world.call('people.badge', { code: 'BADGE-2' })
  expect(await world.fail('people.add', { name: 'Friend' })).toMatchObject({
    kind: 'notAllowed',
    details: { role: 'administer', method: 'people.add' },
  })
  expect((await world.call('people.badge', { code: 'BADGE-3' })).outcome).toBe('unknownBadge')
  expect(counter.personID).not.toBe(chief.personID)
})
