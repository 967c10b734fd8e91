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
