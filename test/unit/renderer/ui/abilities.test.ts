import { expect, test } from 'vitest'
import type { RemoteKind } from '../../../../src/shared/contract/connections.ts'
import { canDo, isOfConcern } from '../../../../src/renderer/ui/abilities.ts'

const abilities = (moveStock: boolean): RemoteKind['capabilities'] => [
  { name: 'moveStock', supported: moveStock },
  { name: 'relativeStock', supported: false },
]

test('how movements are told concerns only those who can move stock', () => {
  expect(isOfConcern(abilities(true), 'relativeStock')).toBe(true)
  expect(isOfConcern(abilities(false), 'relativeStock')).toBe(false)
  expect(isOfConcern(abilities(false), 'moveStock')).toBe(true)
})

test('what is not named is not supported', () => {
  expect(canDo(abilities(true), 'moveStock')).toBe(true)
  expect(canDo(abilities(true), 'bundles')).toBe(false)
})
